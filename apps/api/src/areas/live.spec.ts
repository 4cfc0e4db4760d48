import 'reflect-metadata';
import { signHook } from '@wayfare/customers';
import fc from 'fast-check';
import { testServer } from '../testing/server.js';

const AT = '2026-10-01T08:00:00Z';
const DEVICE = 'device-0123456789abcdef';
const JSON_TYPE = { 'content-type': 'application/json' };

describe('the doors by which events come in', () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  let admin: Record<string, string>;
  let key: string;
  let hook: { id: string; secret: string };

  beforeAll(async () => {
    server = await testServer();
    admin = await server.bearer('admin');
    const made = await server.call('POST', '/api/v1/write-keys', { headers: admin, body: { name: 'Shop', perMinute: 1_000_000 } });
    ({ key } = made.json);
    const mapping = { name: '/name', externalId: '/who', occurredAt: '/at', amount: '/amount', currency: '=CNY', properties: { all: '' } };
    hook = (await server.call('POST', '/api/v1/inbound-hooks', { headers: admin, body: { name: 'Till', mapping } })).json;
  }, 60_000);

  const collect = (body: string, headers: Record<string, string> = { 'content-type': 'text/plain' }) =>
    server.call('POST', '/api/v1/collect', { body, headers: { origin: 'https://shop.example', ...headers } });
  const deliver = (body: string, headers: Record<string, string> = {}) =>
    server.call('POST', `/api/v1/hooks/${hook.id}`, {
      body,
      headers: { ...JSON_TYPE, 'wayfare-signature': signHook(hook.secret, body, new Date()), ...headers },
    });
  const batch = (items: unknown[]) => JSON.stringify({ key, device: DEVICE, items });
  const track = (id: string) => ({ type: 'track', id, name: 'visit', at: AT });

  test('a page of any origin sends without asking, and may read what came of it', async () => {
    const asked = await server.call('OPTIONS', '/api/v1/collect', { headers: { origin: 'https://shop.example' } });
    expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
    for (const headers of [{ 'content-type': 'text/plain' }, { 'content-type': 'text/plain;charset=UTF-8' }, JSON_TYPE]) {
      const answer = await collect(batch([track(JSON.stringify(headers).slice(0, 60))]), headers);
      expect([answer.status, answer.json, answer.headers.get('access-control-allow-origin')]).toEqual([
        202,
        { accepted: 1, duplicates: 0, rejected: [] },
        '*',
      ]);
    }
    const wrong = await collect(JSON.stringify({ key: 'wk_none', device: DEVICE, items: [track('x')] }));
    expect([wrong.status, wrong.json.code, wrong.headers.get('access-control-allow-origin')]).toEqual([401, 'bad_write_key', '*']);
  });

  test('text/plain is understood there and nowhere else', async () => {
    const answer = await server.call('POST', '/api/v1/events', {
      body: '{"events":[]}',
      headers: { ...admin, 'content-type': 'text/plain' },
    });
    expect([answer.status, answer.json.code]).toEqual([415, 'unsupported_content']);
  });

  test('a delivery is held against its signature byte for byte', async () => {
    const body = '{ "who": "ann",  "name": "paid", "at": "2026-10-01T08:00:00Z" }';
    expect((await deliver(body)).json).toEqual({ accepted: 1, duplicates: 0, rejected: [] });
    const other = await deliver(`${body} `, { 'wayfare-signature': signHook(hook.secret, body, new Date()) });
    expect([other.status, other.json.code]).toEqual([401, 'bad_signature']);
    const { items } = (await server.call('GET', `/api/v1/inbound-hooks/${hook.id}/deliveries`, { headers: admin })).json;
    expect(items.map(({ fate }: { fate: string }) => fate)).toEqual(['bad_signature', 'accepted']);
  });

  test('secrets are shown once', async () => {
    const { text } = await server.call('GET', '/api/v1/inbound-hooks', { headers: admin });
    expect(text).not.toContain(hook.secret);
    const keys = await server.call('GET', '/api/v1/write-keys', { headers: admin });
    expect(Object.keys(keys.json.items[0]).sort()).toEqual(['createdAt', 'id', 'key', 'name', 'origins', 'perMinute']);
  });

  describe('whatever is sent', () => {
    const nasty = fc.oneof(
      fc.constantFrom(
        "'; DROP TABLE events; --",
        '$1',
        '\\',
        '{}',
        'NULL',
        '\u0000',
        '\ud800',
        '1e400',
        '__proto__',
        'constructor',
        '＇',
        '\u202e',
      ),
      fc.string({ unit: 'binary', maxLength: 300 }),
    );
    const value = fc.oneof(
      nasty,
      fc.double({ noNaN: false }),
      fc.bigInt().map(String),
      fc.constantFrom(Number.MAX_VALUE, -0, 1e308, null, true),
      fc.jsonValue({ maxDepth: 6 }),
    );
    const deep = fc.integer({ min: 1, max: 4_000 }).map((levels) => `${'['.repeat(levels)}1${']'.repeat(levels)}`);
    const event = fc.record(
      {
        id: value,
        customer: fc.oneof(fc.record({ externalId: value, email: value, phone: value, id: value }, { requiredKeys: [] }), value),
        name: value,
        occurredAt: fc.oneof(fc.constantFrom(AT, '+275760-09-13T00:00:00Z', '0000-01-01T00:00:00Z', '2026-02-30T00:00:00Z'), value),
        properties: fc.oneof(fc.dictionary(nasty, value), value),
        value: fc.oneof(fc.record({ amount: value, currency: value }), value),
      },
      { requiredKeys: [] },
    );
    const item = fc.oneof(
      fc.record(
        {
          type: fc.constantFrom('track', 'identify', 'consent'),
          id: value,
          at: value,
          name: value,
          properties: value,
          attributes: value,
          consent: value,
        },
        { requiredKeys: [] },
      ),
      fc.record({ type: fc.constant('track'), id: nasty, at: fc.constant(AT), name: nasty, properties: fc.dictionary(nasty, value) }),
      fc.record({ type: fc.constant('identify'), id: nasty, at: fc.constant(AT), attributes: fc.dictionary(nasty, value) }),
      fc.record({ type: fc.constant('consent'), id: nasty, at: fc.constant(AT), consent: fc.dictionary(nasty, fc.boolean()) }),
      value,
    );
    const anyJson = fc.oneof(
      value.map((one) => JSON.stringify(one) ?? ''),
      deep,
      nasty,
    );

    const holds = async (arbitrary: fc.Arbitrary<string>, send: (body: string) => Promise<{ status: number; text: string }>, runs = 60) => {
      await fc.assert(
        fc.asyncProperty(arbitrary, async (body) => {
          const { status, text } = await send(body);
          expect({ refusedOrTaken: status < 500, status, text: status < 500 ? '' : text }).toMatchObject({ refusedOrTaken: true });
        }),
        { numRuns: runs },
      );
      const [row] = await server.core.database.query<{ loose: number }>(
        `SELECT count(*)::int AS loose FROM events e WHERE NOT EXISTS (
           SELECT FROM event_batches b, unnest(b.customer_ids, b.event_ids) AS u (customer_id, id) WHERE (u.customer_id, u.id) = (e.customer_id, e.id))`,
      );
      expect(row).toEqual({ loose: 0 });
    };
    const post = (body: string) => server.call('POST', '/api/v1/events', { body, headers: { ...admin, ...JSON_TYPE } });

    test('to /events is taken or refused, and never half', async () => {
      await holds(
        fc.array(event, { minLength: 1, maxLength: 8 }).map((events) => JSON.stringify({ events })),
        post,
      );
      await holds(anyJson, post, 40);
    }, 120_000);

    test('to /collect too', async () => {
      await holds(
        fc.array(item, { minLength: 1, maxLength: 8 }).map((items) => JSON.stringify({ key, device: DEVICE, items })),
        collect,
      );
      await holds(
        fc.record({ key: value, device: value, user: value, items: value }).map((one) => JSON.stringify(one)),
        collect,
        40,
      );
      await holds(anyJson, collect, 40);
    }, 120_000);

    test('and to /hooks, also in broken UTF-8', async () => {
      const body = fc.record({ name: value, who: value, at: value, amount: value }).map((one) => JSON.stringify(one));
      await holds(body, deliver);
      await holds(anyJson, deliver, 40);
      const broken = Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0xff, 0x7d]);
      const answer = await fetch(`${server.base}/api/v1/hooks/${hook.id}`, {
        method: 'POST',
        body: broken,
        headers: { ...JSON_TYPE, 'wayfare-signature': signHook(hook.secret, broken, new Date()) },
      });
      expect(answer.status).toBe(422);
    }, 120_000);
  });
});
