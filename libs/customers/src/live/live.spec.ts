import { createHmac } from 'node:crypto';
import type { CollectBody } from '@wayfare/contracts';
import { ManualClock } from '@wayfare/kernel';
import { SecretsBox } from '@wayfare/platform';
import { testDatabase } from '@wayfare/platform/testing';
import { countVolumes, EventBooks } from '../events/books.js';
import { EventTypes } from '../events/event-types.js';
import { Ingestion } from '../events/ingestion.js';
import { Collector } from './collect.js';
import { signHook } from './hook-signature.js';
import { InboundHooks } from './inbound-hooks.js';
import { WriteKeys } from './write-keys.js';

const NOW = new Date('2027-03-30T09:00:00.000Z');
const database = await testDatabase();
const clock = new ManualClock(NOW);
const secrets = new SecretsBox(Buffer.alloc(32, 7));
const books = new EventBooks({ database, clock });
const ingestion = new Ingestion({ database, queues: { add: async () => undefined }, clock, books });
const keys = new WriteKeys({ database, clock, secrets });
const collector = new Collector({
  database,
  clock,
  keys,
  ingestion,
  books,
  follower: { busy: async () => new Set(), follow: async () => undefined, goBack: async () => undefined },
});
const hooks = new InboundHooks({ database, clock, wall: clock, secrets, ingestion, books });
const types = new EventTypes({ database, clock });

const DEVICE = 'device-0123456789abcdef';
const track = (id: string, more: object = {}) => ({ type: 'track', id, at: NOW.toISOString(), name: 'visit', properties: {}, ...more });
const identify = (attributes: object) => ({ type: 'identify', id: 'i', at: NOW.toISOString(), attributes });
const customers = () => database.query<Record<string, unknown>>('SELECT id, external_id, email, attributes FROM customers ORDER BY id');
const owners = (name = 'visit') =>
  database.query<{ id: string; who: string | null }>(
    'SELECT e.id, c.external_id AS who FROM events e JOIN customers c ON c.id = e.customer_id WHERE e.name = $1 ORDER BY e.id',
    [name],
  );

let key = '';
let secret = '';
const send = (items: unknown[], more: Partial<CollectBody> = {}, origin: string | undefined = undefined) =>
  collector.collect({ key, device: DEVICE, items, ...more }, origin);

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (claims: object, { alg = 'HS256', by = secret } = {}): string => {
  const body = `${part({ alg, typ: 'JWT' })}.${part(claims)}`;
  return `${body}.${createHmac('sha256', by).update(body).digest('base64url')}`;
};
const soon = NOW.getTime() / 1000 + 600;

beforeEach(async () => {
  await books.written();
  await database.query(
    'TRUNCATE customers, identities, consents, events, event_batches, event_catalogue, event_volumes, event_properties, event_fates, refused_events, write_keys, inbound_hooks CASCADE',
  );
  ({ key, secret } = await keys.createWriteKey({ name: 'Shop', origins: [], perMinute: 1_000 }));
});

describe('what browsers send', () => {
  it('is of their device: one customer of whom nothing else is known, who may say of themselves what they like', async () => {
    expect(await send([track('1'), identify({ city: 'Lyon' })])).toEqual({ accepted: 2, duplicates: 0, rejected: [] });
    await send([track('1'), track('2')]);
    expect(await customers()).toMatchObject([{ external_id: null, attributes: { city: 'Lyon' } }]);
    expect(await owners()).toHaveLength(2);
    expect(await database.query('SELECT kind, value FROM identities')).toEqual([{ kind: 'device', value: DEVICE }]);
  });

  it('of an unsigned user adds events to a customer who is there, and changes nothing else of them', async () => {
    await ingestion.events({ events: [{ customer: { externalId: 'ann' }, name: 'signup', occurredAt: NOW.toISOString() }] });
    const items = [track('1'), identify({ vip: true }), { type: 'consent', id: 'c', at: NOW.toISOString(), consent: { email: true } }];
    const reply = await send(items, { user: { externalId: 'ann' } });
    expect(reply).toMatchObject({
      accepted: 1,
      rejected: [
        { index: 1, code: 'unverified' },
        { index: 2, code: 'unverified' },
      ],
    });
    expect(await owners()).toEqual([{ id: '1', who: 'ann' }]);
    expect(await customers()).toMatchObject([{ external_id: 'ann', attributes: {} }]);
    expect(await database.query('SELECT 1 FROM consents')).toEqual([]);
    expect(await database.query('SELECT 1 FROM identities')).toEqual([]);
  });

  it('of an unsigned user whom nobody knows makes no customer of the name', async () => {
    await send([track('1'), identify({ vip: true })], { user: { externalId: 'nobody' } });
    expect(await customers()).toMatchObject([{ external_id: null, attributes: {} }]);
  });

  it('of a user whom the server of the shop has signed is written as theirs, and their device is noted', async () => {
    await send([track('0')]);
    const user = { token: jwt({ sub: 'ann', exp: soon, email: 'Ann@Shop.example' }) };
    const reply = await send(
      [track('1'), identify({ city: 'Lyon' }), { type: 'consent', id: 'c', at: NOW.toISOString(), consent: { email: true } }],
      { user },
    );
    expect(reply).toEqual({ accepted: 3, duplicates: 0, rejected: [] });
    expect(await owners()).toEqual([
      { id: '0', who: 'ann' },
      { id: '1', who: 'ann' },
    ]);
    const ann = (await customers()).at(-1);
    expect(ann).toMatchObject({ external_id: 'ann', email: 'Ann@shop.example', attributes: { city: 'Lyon' } });
    expect(await database.query('SELECT granted, source FROM consents')).toEqual([{ granted: true, source: 'browser' }]);
    await send([track('2')]);
    expect((await owners()).at(-1)).toEqual({ id: '2', who: 'ann' });
    expect(await send([identify({ city: 'Rome' })])).toMatchObject({ accepted: 0, rejected: [{ code: 'unverified' }] });
  });

  it.each([
    ['another secret', () => jwt({ sub: 'ann', exp: soon }, { by: 'guess' })],
    ['no algorithm', () => jwt({ sub: 'ann', exp: soon }, { alg: 'none' })],
    ['an end that is over', () => jwt({ sub: 'ann', exp: soon - 3600 })],
    ['no end', () => jwt({ sub: 'ann' })],
    ['nothing in it', () => 'a.b.c'],
  ])('with a token that has %s is of nobody but the device', async (_, token) => {
    await send([track('1')], { user: { token: token() } });
    expect(await owners()).toEqual([{ id: '1', who: null }]);
  });

  it('is refused where the key was taken back, is not for the page, or has sent too much', async () => {
    await expect(send([track('1')], { key: 'wk_guess' })).rejects.toMatchObject({ code: 'bad_write_key', status: 401 });
    const own = await keys.createWriteKey({ name: 'Own', origins: ['https://Shop.example'], perMinute: 2 });
    await expect(send([track('1')], { key: own.key }, 'https://evil.example')).rejects.toMatchObject({ code: 'origin_refused' });
    await expect(send([track('1')], { key: own.key })).rejects.toMatchObject({ code: 'origin_refused' });
    await send([track('1'), track('2')], { key: own.key }, 'https://shop.example');
    await expect(send([track('3')], { key: own.key }, 'https://shop.example')).rejects.toMatchObject({ code: 'too_many_requests' });
    await keys.revokeWriteKey(own.id);
    await expect(send([track('3')], { key: own.key }, 'https://shop.example')).rejects.toMatchObject({ code: 'bad_write_key' });
  });

  it('is understood by our own clock where the browser says when it sent it', async () => {
    await send([track('1', { at: '2031-01-01T00:00:00Z' })], { sentAt: '2031-01-01T00:01:00Z' });
    const [event] = await database.query<{ at: Date }>('SELECT occurred_at AS at FROM events');
    expect(event?.at).toEqual(new Date(NOW.getTime() - 60_000));
  });
});

describe('what other systems send', () => {
  const mapping = {
    name: '=order_paid',
    id: '/order/number',
    occurredAt: '/order/paid_at',
    externalId: '/buyer/id',
    amount: '/order/total',
    currency: '/order/currency',
    properties: { items: '/order/items', city: '/buyer/address/city' },
  };
  const order = {
    order: { number: 4711, paid_at: 1_806_397_200, total: '12.50', currency: 'cny', items: ['a', 'b'] },
    buyer: { id: 42, address: { city: 'Lyon' } },
  };
  const deliver = (id: string, by: string, body: string | Buffer = JSON.stringify(order), at = NOW) =>
    hooks.receive(id, { body: Buffer.from(body), signature: signHook(by, body, at) });
  const fates = async (id: string) => (await hooks.inboundDeliveries(id)).items.map(({ fate }) => fate);

  it('becomes an event as the mapping says, once however often it is delivered', async () => {
    const hook = await hooks.createInboundHook({ name: 'Till', mapping });
    expect(await deliver(hook.id, hook.secret)).toEqual({ accepted: 1, duplicates: 0, rejected: [] });
    expect(await deliver(hook.id, hook.secret)).toMatchObject({ accepted: 0, duplicates: 1 });
    expect(await database.query('SELECT id, name, properties, value_minor, value_currency FROM events')).toEqual([
      { id: '4711', name: 'order_paid', properties: { items: ['a', 'b'], city: 'Lyon' }, value_minor: '1250', value_currency: 'CNY' },
    ]);
    expect(await fates(hook.id)).toEqual(['duplicate', 'accepted']);
  });

  it('is refused without a good and fresh signature, and of such a body nothing is kept', async () => {
    const hook = await hooks.createInboundHook({ name: 'Till', mapping });
    const late = new Date(NOW.getTime() - 301_000);
    for (const attempt of [
      deliver(hook.id, 'another secret'),
      deliver(hook.id, hook.secret, undefined, late),
      hooks.receive(hook.id, { body: Buffer.from('{}'), signature: undefined }),
      hooks.receive(hook.id, { body: Buffer.from('{}'), signature: 't=1,v1=zz' }),
      hooks.receive(hook.id, { body: Buffer.from('{"a":1}'), signature: signHook(hook.secret, '{}', NOW) }),
    ])
      await expect(attempt).rejects.toMatchObject({ code: 'bad_signature', status: 401 });
    expect(new Set((await hooks.inboundDeliveries(hook.id)).items.map(({ fate, body }) => `${fate}${body}`))).toEqual(
      new Set(['bad_signature']),
    );
    expect(await database.query('SELECT 1 FROM events')).toEqual([]);
  });

  it.each([
    ['no JSON', '{'],
    ['no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ['nobody in it', '{}'],
    ['an amount that is none', JSON.stringify({ ...order, order: { ...order.order, total: 'much' } })],
    ['a reserved name', JSON.stringify({ ...order, name: 'customer.merged' })],
  ])('with %s is refused, and shown with the reason', async (what, body) => {
    const hook = await hooks.createInboundHook({
      name: 'Till',
      mapping: { ...mapping, name: what === 'a reserved name' ? '/name' : mapping.name },
    });
    await expect(deliver(hook.id, hook.secret, body)).rejects.toMatchObject({ code: 'bad_delivery', status: 422 });
    const [delivery] = (await hooks.inboundDeliveries(hook.id)).items;
    expect(delivery?.message).toBeTruthy();
    expect(await database.query('SELECT 1 FROM events')).toEqual([]);
  });

  it('can be tried before it is real, and its deliveries are bounded', async () => {
    expect(hooks.tryHookMapping({ mapping, body: JSON.stringify(order) }).event).toMatchObject({
      name: 'order_paid',
      customer: { externalId: '42' },
    });
    expect(hooks.tryHookMapping({ mapping, body: '[]' }).problem).toContain('customer');
    const hook = await hooks.createInboundHook({ name: 'Till', mapping });
    for (let at = 0; at < 25; at += 1) await deliver(hook.id, hook.secret);
    const [count] = await database.query<{ n: number }>('SELECT count(*)::int AS n FROM inbound_deliveries');
    expect(count?.n).toBeLessThanOrEqual(21);
  });
});

describe('the books', () => {
  const event = (more: object) => ({ customer: { externalId: 'ann' }, name: 'visit', occurredAt: NOW.toISOString(), ...more });

  it('say what became of every event, whichever door it came in by', async () => {
    await ingestion.events({
      events: [
        event({ id: '1' }),
        event({ id: '1' }),
        event({ occurredAt: '2027-03-01T00:00:00Z' }),
        event({ occurredAt: '2028-01-01T00:00:00Z' }),
        event({ name: 'message.sent' }),
        event({ properties: { text: 'x'.repeat(33_000) } }),
        event({ customer: { id: '424242' } }),
        event({ name: 7 }),
      ],
    });
    await send([track('1'), null]);
    await books.written();
    const { counts, refused } = await types.eventFates();
    expect(Object.fromEntries(counts.map(({ source, fate, events }) => [`${source} ${fate}`, events]))).toEqual({
      'api accepted': 2,
      'api duplicate': 1,
      'api late': 1,
      'api in_future': 1,
      'api reserved_name': 1,
      'api too_large': 1,
      'api unknown_customer': 1,
      'api invalid': 1,
      'browser accepted': 1,
      'browser invalid': 1,
    });
    expect(refused.map(({ fate }) => fate).sort()).toEqual([
      'in_future',
      'invalid',
      'invalid',
      'reserved_name',
      'too_large',
      'unknown_customer',
    ]);
    expect(JSON.stringify(refused)).not.toContain('ann');
  });

  it('know the names, what their properties hold, and which are not of one mind', async () => {
    await ingestion.events({
      events: [
        event({ properties: { sku: 'A-1', price: 5, mail: 'ann@shop.example', phone: '+8613800138000' } }),
        event({ properties: { sku: 'A-2', price: '6' } }),
        event({ name: 'paid' }),
      ],
    });
    await books.written();
    const batches = await database.query<{ id: string }>('SELECT id FROM event_batches');
    await database.transaction((tx) =>
      countVolumes(
        tx,
        batches.map(({ id }) => id),
      ),
    );
    const { items } = await types.eventTypes({});
    expect(items.map(({ name, properties, mixed, days }) => [name, properties, mixed, days.at(-1), days.length])).toEqual([
      ['visit', 4, 1, 2, 30],
      ['paid', 0, 0, 1, 30],
    ]);
    const visit = await types.eventType('visit');
    expect(visit.fields.map(({ name, fill, kinds }) => [name, fill, kinds.map(({ kind, samples }) => [kind, ...samples])])).toEqual([
      [
        'price',
        1,
        [
          ['number', '5'],
          ['text', '6'],
        ],
      ],
      ['sku', 1, [['text', 'A-1', 'A-2']]],
      ['mail', 0.5, [['text']]],
      ['phone', 0.5, [['text']]],
    ]);
  });

  it('say who uses a name, and leave out what somebody has hidden', async () => {
    await ingestion.events({ events: [event({})] });
    await database.query(
      `INSERT INTO segments (name, condition, created_at, updated_at) VALUES ('Visitors', '{"all": [{"not": {"event": "visit"}}]}', $1, $1)`,
      [NOW],
    );
    expect((await types.eventType('visit')).usedBy).toMatchObject([{ kind: 'segment', name: 'Visitors' }]);
    expect(await types.changeEventType('visit', { description: 'Somebody came', hidden: true })).toMatchObject({
      description: 'Somebody came',
      hidden: true,
    });
    expect((await types.eventTypes({})).items).toEqual([]);
    expect((await types.eventTypes({ hidden: 'true', query: 'CAME' })).items).toHaveLength(1);
    await expect(types.eventType('nothing')).rejects.toMatchObject({ code: 'not_found' });
  });
});
