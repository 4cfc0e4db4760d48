import 'reflect-metadata';
import { MorningLinks } from '@wayfare/reports';
import { testServer } from '../testing/server.js';

describe('the morning mail over HTTP', () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  let path: (userId: string) => string;
  const follows = async (): Promise<{ all: boolean }> =>
    (await server.call('GET', '/api/v1/me/morning-mail', { headers: await server.signIn('reviewer@example.test') })).json;
  const follow = async (): Promise<number> =>
    (
      await server.call('PATCH', '/api/v1/me/morning-mail', {
        headers: await server.signIn('reviewer@example.test'),
        body: { all: true },
      })
    ).status;
  const reviewer = async (): Promise<string> => {
    const [row] = await server.core.database.query<{ id: string }>("SELECT id FROM users WHERE email = 'reviewer@example.test'");
    return row?.id ?? '';
  };

  beforeAll(async () => {
    server = await testServer();
    const links = new MorningLinks({ publicUrl: 'https://wayfare.example', secret: server.core.config.secretKey });
    path = (userId) => new URL(links.end(userId)).pathname;
  }, 60_000);

  test('a reviewer follows all reports', async () => {
    expect(await follows()).toEqual({ all: false, journeys: [], at: '09:00' });
    expect([await follow(), await follows()]).toEqual([200, { all: true, journeys: [], at: '09:00' }]);
  });

  test('looking at the page ends nothing; its button does, in the language of the browser', async () => {
    const page = await server.call('GET', path(await reviewer()), { headers: { 'accept-language': 'zh-CN' } });
    expect([page.status, page.text.includes('<form method="post">'), page.text.includes('r***@example.test')]).toEqual([200, true, true]);
    expect(page.text).toContain('次日报告邮件');
    expect(await follows()).toMatchObject({ all: true });
    const done = await server.call('POST', path(await reviewer()), {
      body: '',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'accept-language': 'en' },
    });
    expect([done.status, done.text.includes('The morning mail is ended')]).toEqual([200, true]);
    expect(await follows()).toMatchObject({ all: false });
  });

  test('one click of a mail program ends it (RFC 8058)', async () => {
    await follow();
    const answer = await server.call('POST', path(await reviewer()), {
      body: 'List-Unsubscribe=One-Click',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect([answer.status, await follows()]).toEqual([200, { all: false, journeys: [], at: '09:00' }]);
  });

  test('a link that was changed ends nothing and says so', async () => {
    await follow();
    const forged = `${path(await reviewer()).slice(0, -2)}xx`;
    for (const method of ['GET', 'POST'] as const) {
      const { status, text } = await server.call(method, forged, { headers: { 'accept-language': 'en' } });
      expect([status, text.includes('This link does not work')]).toEqual([404, true]);
    }
    expect(await follows()).toMatchObject({ all: true });
  });
});
