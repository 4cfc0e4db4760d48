import 'reflect-metadata';
import { routes } from '@wayfare/contracts';
import { testServer } from '../testing/server.js';

const V1 = '/api/v1';

describe('the HTTP interface', () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  let admin: { authorization: string };

  beforeAll(async () => {
    server = await testServer();
    admin = await server.bearer('admin');
  }, 60_000);

  describe('sessions', () => {
    test('the cookie is out of reach of scripts and other sites, and goes when one signs out', async () => {
      const session = await server.signIn('manager@example.test');
      const answer = await server.call('POST', `${V1}/session`, {
        body: { email: 'manager@example.test', password: 'a long enough password' },
      });
      expect(answer.headers.getSetCookie()[0]).toMatch(/^wayfare_session=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/);
      const out = await server.call('DELETE', `${V1}/session`, { headers: session });
      expect([out.status, out.text, out.headers.getSetCookie()[0]]).toEqual([204, '', expect.stringContaining('wayfare_session=;')]);
      expect((await server.call('GET', `${V1}/me`, { headers: session })).status).toBe(401);
    });

    test('says who I am to a browser and to a script', async () => {
      const session = await server.signIn('manager@example.test');
      const me = await server.call('GET', `${V1}/me`, { headers: session });
      expect(me.json).toMatchObject({ role: 'manager', user: { email: 'manager@example.test' }, csrfToken: session['x-csrf-token'] });
      const script = await server.call('GET', `${V1}/me`, { headers: await server.bearer('reviewer') });
      expect(script.json).toEqual({ user: null, role: 'reviewer', csrfToken: null });
    });

    test('over https the cookie never travels in clear', async () => {
      const secure = await testServer({ PUBLIC_URL: 'https://wayfare.example' });
      const answer = await secure.call('POST', `${V1}/session`, {
        body: { email: 'admin@example.test', password: 'a long enough password' },
      });
      expect(answer.headers.getSetCookie()[0]).toContain('; Secure');
      expect(answer.headers.get('strict-transport-security')).toMatch(/max-age=\d+/);
    }, 30_000);
  });

  describe('errors', () => {
    test('a body that does not hold is refused field by field, in the language asked for', async () => {
      const body = { email: 'x', surprise: 1 };
      const english = await server.call('POST', `${V1}/session`, { body, headers: { 'accept-language': 'en' } });
      expect(english.status).toBe(400);
      expect(english.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(english.json).toEqual({
        type: 'urn:wayfare:problem:invalid',
        title: 'The request does not hold',
        status: 400,
        code: 'invalid',
        detail: 'The request does not hold.',
        errors: [
          { path: 'email', code: 'invalid_format', message: 'Invalid email address' },
          { path: 'password', code: 'required', message: 'Required.' },
          { path: '', code: 'unrecognized_keys', message: 'Unrecognized key: "surprise"' },
        ],
      });
      const chinese = await server.call('POST', `${V1}/session`, { body, headers: { 'accept-language': 'zh-CN' } });
      expect(chinese.json).toMatchObject({
        title: '请求有误',
        errors: [{ path: 'email' }, { path: 'password', message: '必填。' }, { path: '' }],
      });
      for (const { message } of chinese.json.errors) expect(message).toMatch(/\p{Script=Han}/u);
    });

    test('a person is answered in the language they have chosen, whatever the browser says', async () => {
      const session = await server.signIn('reviewer@example.test');
      await server.call('PATCH', `${V1}/me`, { body: { locale: 'zh-CN' }, headers: session });
      const answer = await server.call('GET', `${V1}/customers/1`, { headers: { ...session, 'accept-language': 'en' } });
      expect(answer.json).toMatchObject({ status: 404, code: 'not_found', title: '未找到', detail: '找不到客户 1。' });
    });

    test('of a condition with several mistakes the likeliest reading is explained', async () => {
      const condition = { all: [{ attribute: 'city', is: 'equals', value: 'x' }] };
      const { json } = await server.call('POST', `${V1}/segments/count`, { body: { condition }, headers: admin });
      expect(json.errors).toEqual([expect.objectContaining({ path: 'condition.all.0.is', code: 'invalid_value' })]);
    });

    test.each([
      ['what is no JSON', { body: '{', headers: { 'content-type': 'application/json' } }, 400, 'bad_json'],
      ['a prototype in disguise', { body: '{"__proto__":{"a":1}}', headers: { 'content-type': 'application/json' } }, 400, 'bad_json'],
      ['an unknown kind of content', { body: 'x', headers: { 'content-type': 'text/csv' } }, 415, 'unsupported_content'],
      ['a body beyond all bounds', { body: { email: 'x'.repeat(9_000_000) } }, 413, 'too_large'],
      ['no body at all', { headers: { 'content-type': 'application/json' } }, 400, 'invalid'],
    ] as const)('%s is refused with a document', async (_, sent, status, code) => {
      const answer = await server.call('POST', `${V1}/session`, sent);
      expect([answer.status, answer.json?.code]).toEqual([status, code]);
    });

    test.each(['/api/v1/nothing', '/api/v1/customers/%zz', '/api/nothing', `/t/c/${'a'.repeat(7000)}`])('GET %s', async (path) => {
      const answer = await server.call('GET', path, { headers: admin });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    });

    test.each(['abc', '0x1', '99999999999999999999', '9223372036854775808', '-1'])('the id %s is the id of nothing', async (id) => {
      for (const path of ['customers', 'segments', 'journeys', 'templates', 'imports']) {
        const answer = await server.call('GET', `${V1}/${path}/${encodeURIComponent(id)}`, { headers: admin });
        expect([path, answer.status]).toEqual([path, 404]);
      }
    });

    test('what we did not foresee is told as a reference and nothing else', async () => {
      await server.core.database.query('ALTER TABLE segments RENAME TO segments_away');
      const answer = await server.call('GET', `${V1}/segments`, { headers: admin });
      await server.core.database.query('ALTER TABLE segments_away RENAME TO segments');
      expect(answer.json).toMatchObject({ status: 500, code: 'internal' });
      expect(answer.json.detail).toContain(answer.headers.get('x-request-id'));
      expect(answer.text).not.toMatch(/segments|relation|SELECT|at .*\.ts/);
    });
  });

  describe('idempotency keys', () => {
    const body = { email: 'once@customers.example', attributes: { city: '上海' } };
    const send = (key: string, sent: object = body) =>
      server.call('POST', `${V1}/customers`, { body: sent, headers: { ...admin, 'idempotency-key': key } });
    const changes = async () => (await server.call('GET', `${V1}/audit?kind=customer`, { headers: admin })).json.items.length;

    test('a write sent twice is carried out once, and answered alike', async () => {
      const first = await send('a');
      const before = await changes();
      const second = await send('a');
      expect([second.status, second.json]).toEqual([201, first.json]);
      expect([first.headers.get('idempotency-replayed'), second.headers.get('idempotency-replayed')]).toEqual([null, 'true']);
      expect(await changes()).toBe(before);
    });

    test('ten at once are carried out once; who comes too early is told so', async () => {
      const before = await changes();
      const answers = await Promise.all(Array.from({ length: 10 }, () => send('race', { email: 'race@customers.example' })));
      const statuses = new Set(answers.map(({ status }) => status));
      expect([...statuses].every((status) => status === 201 || status === 409)).toBe(true);
      expect(await changes()).toBe(before + 1);
    });

    test('the same key for another request is refused', async () => {
      await send('b');
      expect((await send('b', { email: 'other@customers.example' })).json).toMatchObject({ status: 422, code: 'key_reused' });
    });

    test('what was refused is judged anew', async () => {
      expect((await send('c', { email: 'not an address' })).status).toBe(400);
      expect((await send('c')).status).toBe(201);
    });

    test('one caller does not get the answer of another', async () => {
      await send('d');
      const headers = { ...(await server.bearer('admin')), 'idempotency-key': 'd' };
      expect((await server.call('POST', `${V1}/customers`, { body, headers })).headers.get('idempotency-replayed')).toBeNull();
    });

    test('answers are kept sealed', async () => {
      const { json } = await server.call('POST', `${V1}/tokens`, {
        body: { name: 'sealed', role: 'reviewer' },
        headers: { ...admin, 'idempotency-key': 'token' },
      });
      const rows = await server.core.database.query<{ body: string }>("SELECT body FROM idempotency_keys WHERE key = 'token'");
      expect(rows[0]?.body).not.toContain(json.token);
    });
  });

  describe('drafts', () => {
    test('a save over the change of somebody else is refused with that change', async () => {
      const made = await server.call('POST', `${V1}/journeys`, { body: { name: 'Spring' }, headers: admin });
      const path = `${V1}/journeys/${made.json.id}/draft`;
      const graph = { nodes: [], edges: [], settings: {} };
      expect(made.headers.get('etag')).toBe('"1"');
      const mine = await server.call('PUT', path, { body: { graph }, headers: { ...admin, 'if-match': '"1"' } });
      expect([mine.status, mine.headers.get('etag'), mine.json.revision]).toEqual([200, '"2"', 2]);
      const late = await server.call('PUT', path, { body: { graph }, headers: { ...admin, 'if-match': '"1"' } });
      expect(late.json).toMatchObject({ status: 409, code: 'draft_moved', current: { revision: 2 } });
      expect((await server.call('PUT', path, { body: { graph }, headers: { ...admin, 'if-match': 'yesterday' } })).status).toBe(400);
      expect((await server.call('PUT', path, { body: { graph }, headers: { ...admin, 'if-match': '*' } })).status).toBe(200);
    });
  });

  describe('the audit trail', () => {
    test('names the person or the script behind a change made over HTTP', async () => {
      const session = await server.signIn('manager@example.test');
      await server.call('POST', `${V1}/segments`, { body: { name: 'Mine', condition: { tag: 'vip' } }, headers: session });
      const { json } = await server.call('GET', `${V1}/audit?kind=segment`, { headers: admin });
      expect(json.items[0]).toMatchObject({ action: 'created', actorName: 'manager', after: { name: 'Mine' } });
      expect(json.items[0].actor).toMatch(/^user:\d+$/);
    });
  });

  test('every reply of a list holds to its schema', async () => {
    for (const route of [
      routes.users,
      routes.tokens,
      routes.audit,
      routes.settings,
      routes.segments,
      routes.journeys,
      routes.connectors,
      routes.home,
    ]) {
      const { status, json } = await server.call('GET', `${V1}${route.path}`, { headers: admin });
      expect(status).toBe(200);
      expect(route.reply?.safeParse(json).error?.issues ?? []).toEqual([]);
    }
  });
});
