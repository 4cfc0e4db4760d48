import 'reflect-metadata';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { testFolder } from '@wayfare/platform/testing';
import { testServer } from '../testing/server.js';

const INDEX = '<!doctype html><div id="root"></div>';

const builtWeb = (): string => {
  const folder = testFolder('web');
  mkdirSync(path.join(folder, 'assets'));
  writeFileSync(path.join(folder, 'index.html'), INDEX);
  writeFileSync(path.join(folder, 'assets', 'app-1f2e.js'), `console.log('${'x'.repeat(5000)}');`);
  return folder;
};

describe('the system around the interface', () => {
  let server: Awaited<ReturnType<typeof testServer>>;

  beforeAll(async () => {
    server = await testServer({ WAYFARE_WEB: builtWeb(), WAYFARE_TRUST_PROXY: '1' });
  }, 60_000);

  describe('the web app', () => {
    test.each(['/', '/journeys', '/journeys/7/live?day=2026-11-02', '/customers/1'])('%s is a page of it', async (address) => {
      const { status, text, headers } = await server.call('GET', address);
      expect([status, text, headers.get('cache-control')]).toEqual([200, INDEX, 'no-cache']);
    });

    test('built files are kept for ever, and travel compressed', async () => {
      const { status, headers, text } = await server.call('GET', '/assets/app-1f2e.js');
      expect([status, headers.get('content-type'), headers.get('content-encoding')]).toEqual([
        200,
        'text/javascript; charset=utf-8',
        'gzip',
      ]);
      expect(headers.get('cache-control')).toContain('immutable');
      expect(text).toContain('console.log');
      const again = await server.call('GET', '/assets/app-1f2e.js', { headers: { 'if-none-match': headers.get('etag') ?? '' } });
      expect([again.status, again.text]).toEqual([304, '']);
    });

    test.each([
      '/assets/none.js',
      '/..%2f..%2fpackage.json',
      '/assets/..%5c..%5cpackage.json',
      '/assets/%00.js',
      '/api/nothing',
      '/t/nothing',
      '/.env',
    ])('%s is nothing of it', async (address) => {
      const { status, json } = await server.call('GET', address);
      expect([status, json?.code]).toEqual([404, 'no_such_page']);
    });

    test('its pages load nothing from elsewhere and stand in no frame of another site', async () => {
      const policy = (await server.call('GET', '/')).headers.get('content-security-policy') ?? '';
      for (const rule of ["script-src 'self'", "default-src 'self'", "frame-ancestors 'self'", "object-src 'none'", "connect-src 'self'"])
        expect(policy).toContain(rule);
      expect((await server.call('GET', '/')).headers.get('x-content-type-options')).toBe('nosniff');
    });
  });

  describe('documentation', () => {
    test('is open to all, for programs and for people', async () => {
      const document = await server.call('GET', '/api/openapi.json');
      expect(document.json).toMatchObject({ openapi: '3.1.1', servers: [{ url: '/api/v1' }] });
      const page = await server.call('GET', '/api/docs');
      expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    });

    test.each([
      ['', 'zh-CN,zh;q=0.9', '接口文档'],
      ['', 'en', 'Wayfare API'],
      ['?lang=zh-CN', 'en', '接口文档'],
      ['?lang=en', 'zh-CN', 'Wayfare API'],
      ['?lang=xx', 'fr', 'Wayfare API'],
    ])('is read in the language one asks for (%s, %s)', async (query, language, title) => {
      const { text } = await server.call('GET', `/api/docs${query}`, { headers: { 'accept-language': language } });
      expect(text).toMatch(new RegExp(`<h1>[^<]*${title}</h1>`));
    });
  });

  describe('metrics', () => {
    test('are told to this machine, and to others with an administrator’s token', async () => {
      const read = (headers: Record<string, string>) => server.call('GET', '/metrics', { headers });
      expect((await read({})).text).toContain('wayfare_http_request_seconds_bucket');
      const elsewhere = { 'x-forwarded-for': '203.0.113.9' };
      expect((await read(elsewhere)).status).toBe(401);
      expect((await read({ ...elsewhere, ...(await server.bearer('manager')) })).status).toBe(403);
      expect((await read({ ...elsewhere, ...(await server.bearer('admin')) })).status).toBe(200);
    });
  });

  describe('the board of the queues', () => {
    test('shows administrators what waits, in their language', async () => {
      const headers = await server.bearer('admin');
      await server.core.queues.add('maintenance', [{ name: 'reconcile', id: 'waits', data: {} }]);
      const { text } = await server.call('GET', '/admin/queues', { headers: { ...headers, 'accept-language': 'zh' } });
      expect(text).toContain('<h1>任务队列</h1>');
      expect(text).toMatch(/<code>maintenance<\/code><\/td><td class="n">1<\/td>/);
      expect((await server.call('GET', '/admin/queues', { headers: await server.bearer('manager') })).status).toBe(403);
      expect((await server.call('GET', '/admin/queues')).status).toBe(401);
    });
  });

  describe('public links', () => {
    test.each(['/t/c/forged.token', '/t/o/forged.token.gif', '/u/forged.token'])('%s leads nowhere', async (address) => {
      const { status, headers } = await server.call('GET', address);
      expect([status, headers.get('location')]).toEqual([404, null]);
    });

    test('a flood from one address is refused, and others are served', async () => {
      const ask = (ip: string) => server.call('GET', '/u/forged', { headers: { 'x-forwarded-for': ip } });
      const statuses = new Set<number>();
      let last: Awaited<ReturnType<typeof ask>> | undefined;
      for (let sent = 0; sent < 650; sent += 50) {
        const answers = await Promise.all(Array.from({ length: 50 }, () => ask('203.0.113.77')));
        for (const answer of answers) {
          statuses.add(answer.status);
          if (answer.status === 429) last = answer;
        }
      }
      expect([...statuses].sort()).toEqual([404, 429]);
      expect(last?.json).toMatchObject({ code: 'too_many_requests' });
      expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await ask('203.0.113.78')).status).toBe(404);
    }, 60_000);
  });

  describe('health', () => {
    test('says that it is ready, and which start it is', async () => {
      const ready = await server.call('GET', '/api/health/ready');
      expect([ready.status, ready.json]).toEqual([
        200,
        { ok: true, parts: { database: 'ok', migrations: 'ok', queues: 'ok' }, bootId: 'this very start' },
      ]);
    });

    test('without its database it is alive and not ready, says what is wrong, and answers 503', async () => {
      const headers = await server.bearer('admin');
      await server.core.database.close();
      const live = await server.call('GET', '/api/health/live');
      expect([live.status, live.json]).toEqual([200, { ok: true, bootId: 'this very start' }]);
      const ready = await server.call('GET', '/api/health/ready');
      expect([ready.status, ready.json.ok, ready.json.parts.queues]).toEqual([503, false, 'ok']);
      expect(ready.json.parts.database).not.toBe('ok');
      expect((await server.call('GET', '/api/v1/customers', { headers })).status).toBeGreaterThanOrEqual(500);
    });
  });
});
