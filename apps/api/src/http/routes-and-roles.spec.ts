import 'reflect-metadata';
import { type AnyRoute, ROLES, type Role, routes } from '@wayfare/contracts';
import { testServer } from '../testing/server.js';
import { API_PREFIX } from './endpoint.js';

const TABLE: readonly [string, AnyRoute][] = Object.entries(routes);
const CALLERS = ['nobody', ...ROLES.flatMap((role) => [`${role} by cookie`, `${role} by token`])];

/** 401 and 403 are what the walk is about; anything else means that the caller was let in. */
const expected = ({ allow }: AnyRoute, caller: string): 401 | 403 | 'in' => {
  if (allow === 'public') return 'in';
  if (caller === 'nobody') return 401;
  return allow.some((role) => caller.startsWith(role)) ? 'in' : 403;
};

describe('routes × roles', () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  const headers = new Map<string, Record<string, string>>();

  /** What a caller sends. Sessions are opened anew for each call, since signing out and new passwords end them. */
  const headersOf = async (caller: string): Promise<Record<string, string>> => {
    const [role, , by] = caller.split(' ');
    if (by === 'cookie') return server.signIn(`${role}@example.test`);
    return headers.get(caller) ?? {};
  };

  beforeAll(async () => {
    server = await testServer();
    for (const role of ROLES) headers.set(`${role} by token`, await server.bearer(role satisfies Role));
  }, 60_000);

  test('the api mounts the table and nothing else below its prefix', () => {
    const mounted = server.mounted.filter((route) => route.includes(` ${API_PREFIX}/`) && !/^(HEAD|OPTIONS) /.test(route));
    const wanted = TABLE.map(([, { method, path }]) => `${method} ${API_PREFIX}${path}`);
    expect(mounted.sort()).toEqual(wanted.sort());
  });

  test.each(CALLERS)(
    '%s is let in where the table says so, and nowhere else',
    async (caller) => {
      const wrong: string[] = [];
      const sent = await headersOf(caller);
      for (const [key, route] of TABLE) {
        const mine = key === 'signOut' ? await headersOf(caller) : sent;
        const path = `${API_PREFIX}${route.path.replace(/:\w+/g, '999999')}`;
        const { status, json } = await server.call(route.method, path, { headers: mine });
        const want = expected(route, caller);
        const fits = want === 'in' ? ![401, 403].includes(status) || json?.code === 'not_a_person' : status === want;
        if (!fits || status >= 500) wrong.push(`${key}: ${status} instead of ${want}`);
      }
      expect(wrong).toEqual([]);
    },
    60_000,
  );

  test.each(ROLES)(
    'a session of the role %s writes nothing without its CSRF token',
    async (role) => {
      const { cookie } = await server.signIn(`${role}@example.test`);
      const writes = TABLE.filter(([, { method, allow }]) => method !== 'GET' && allow !== 'public' && allow.includes(role));
      expect(writes.length).toBeGreaterThan(0);
      for (const token of [undefined, 'forged', (await server.signIn(`${role}@example.test`))['x-csrf-token']]) {
        for (const [key, route] of writes) {
          const path = `${API_PREFIX}${route.path.replace(/:\w+/g, '999999')}`;
          const answer = await server.call(route.method, path, { headers: { cookie, ...(token ? { 'x-csrf-token': token } : {}) } });
          expect({ key, status: answer.status, code: answer.json?.code }).toEqual({ key, status: 403, code: 'csrf' });
        }
      }
      expect((await server.call('GET', `${API_PREFIX}/me`, { headers: { cookie } })).status).toBe(200);
    },
    60_000,
  );

  test('forged and revoked tokens open nothing, also beside a good session', async () => {
    const { cookie } = await server.signIn('admin@example.test');
    for (const authorization of ['Bearer wf_forged', 'Bearer ', 'Basic YWRtaW46YWRtaW4=', `Bearer ${'a'.repeat(10_000)}`]) {
      const { status } = await server.call('GET', `${API_PREFIX}/users`, { headers: { authorization } });
      expect(status).toBe(401);
    }
    const beside = await server.call('GET', `${API_PREFIX}/users`, { headers: { cookie, authorization: 'Bearer wf_forged' } });
    expect(beside.status).toBe(401);
    const forged = await server.call('GET', `${API_PREFIX}/users`, { headers: { cookie: `${cookie.slice(0, -2)}xx` } });
    expect(forged.status).toBe(401);
  });
});
