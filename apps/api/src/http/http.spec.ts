import 'reflect-metadata';
import { testServer } from '../testing/server.js';

describe('the HTTP interface', () => {
  let server: Awaited<ReturnType<typeof testServer>>;

  beforeAll(async () => {
    server = await testServer();
  }, 30_000);

  test('says who I am to a browser and to a script', async () => {
    const session = await server.signIn('manager@example.test');
    expect((await server.call('GET', '/api/v1/me', { headers: session })).json).toMatchObject({
      role: 'manager',
      user: { email: 'manager@example.test' },
    });
    expect((await server.call('GET', '/api/v1/me', { headers: await server.bearer('reviewer') })).json).toEqual({
      user: null,
      role: 'reviewer',
      csrfToken: null,
    });
  });
});
