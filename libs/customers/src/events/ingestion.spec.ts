import type { BodyOf, routes } from '@wayfare/contracts';
import { ManualClock } from '@wayfare/kernel';
import type { JobHint, Queues } from '@wayfare/platform';
import { eventually, testDatabase } from '@wayfare/platform/testing';
import { Ingestion } from './ingestion.js';

const NOW = new Date('2027-03-30T09:00:00.000Z');
const AT = '2027-03-30T08:00:00+00:00';
type Body = BodyOf<typeof routes.events>;

const database = await testDatabase();
const added: JobHint[] = [];
const queues: Pick<Queues, 'add'> = { add: async (_, jobs) => void added.push(...jobs) };
const ingestion = new Ingestion({ database, queues, clock: new ManualClock(NOW) });

const send = (...events: unknown[]) => ingestion.events({ events } as Body);
const visit = (customer: object, more: object = {}) => ({ customer, name: 'visit', occurredAt: AT, ...more });
const customersWith = (where: string) => database.query<Record<string, unknown>>(`SELECT * FROM customers WHERE ${where} ORDER BY id`);
const eventsOf = (externalId: string) =>
  database.query<Record<string, unknown>>('SELECT e.* FROM events e JOIN customers c ON c.id = e.customer_id WHERE c.external_id = $1', [
    externalId,
  ]);

beforeEach(async () => {
  added.length = 0;
  await database.query('TRUNCATE customers, identities, events, event_batches, event_catalogue');
});

describe('ingestion', () => {
  it('makes a customer of somebody unknown, once, however they are named', async () => {
    expect(
      await send(visit({ externalId: 'a', email: 'Ann@Example.ORG' }), visit({ email: 'ann@example.org' }), visit({ externalId: 'a' })),
    ).toEqual({
      accepted: 3,
      duplicates: 0,
      rejected: [],
    });
    expect(await customersWith('true')).toMatchObject([{ external_id: 'a', email: 'Ann@example.org' }]);
    expect(await eventsOf('a')).toHaveLength(3);
  });

  it('takes the same event once, within a batch, over batches and by different keys of one person', async () => {
    expect(await send(visit({ externalId: 'a', email: 'a@b.cc' }, { id: 'v1' }), visit({ email: 'a@b.cc' }, { id: 'v1' }))).toMatchObject({
      accepted: 1,
      duplicates: 1,
    });
    expect(await send(visit({ email: 'A@B.cc' }, { id: 'v1' }))).toEqual({ accepted: 0, duplicates: 1, rejected: [] });
    expect(await eventsOf('a')).toHaveLength(1);
  });

  it('writes one batch for the engine with its events, and tells of it after the commit', async () => {
    await send(visit({ externalId: 'a' }, { id: 'v1' }), visit({ externalId: 'b' }, { id: 'v2', name: 'purchase' }));
    const [batch, ...others] = await database.query<Record<string, unknown>>('SELECT * FROM event_batches');
    expect(others).toEqual([]);
    expect(batch).toMatchObject({ names: ['purchase', 'visit'], event_ids: ['v1', 'v2'], received_at: NOW, applied_at: null });
    await eventually(() => added.length > 0);
    expect(added).toEqual([{ name: 'wake', id: `wake:${batch?.['id']}`, data: { batchId: batch?.['id'] } }]);
  });

  it('tells by one job of batches that come while another is being told of, and keeps nobody waiting for that', async () => {
    const tellings: string[][] = [];
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow: Pick<Queues, 'add'> = {
      add: async (_, jobs) => {
        tellings.push(jobs.map(({ id }) => id));
        if (tellings.length === 1) await held;
      },
    };
    const teller = new Ingestion({ database, queues: slow, clock: new ManualClock(NOW) });
    const first = teller.announce('1');
    await Promise.all(['2', '3', '4', '5'].map((id) => teller.announce(id)));
    expect(tellings).toEqual([['wake:1']]);
    release();
    await first;
    await eventually(() => tellings.length === 2);
    expect(tellings[1]).toEqual(['wake:5']);
  });

  it('writes no batch and tells nobody when nothing was new', async () => {
    await send(visit({ externalId: 'a' }, { id: 'v1' }));
    added.length = 0;
    await send(visit({ externalId: 'a' }, { id: 'v1' }));
    expect(added).toEqual([]);
    expect(await database.query('SELECT 1 FROM event_batches')).toHaveLength(1);
  });

  it('writes what many send at the same time in few transactions, and answers each for itself', async () => {
    const replies = await Promise.all([
      ...Array.from({ length: 40 }, (_, at) => send(visit({ externalId: `c${at}` }, { id: 'v' }))),
      send(visit({ externalId: 'c0' }, { id: 'v' }), visit({ id: '424242' }), visit({ externalId: 'c0' }, { id: 'w' }), null),
      send(visit({ externalId: 'c1' }), visit({ externalId: 'c1' })),
    ]);
    expect(replies.slice(0, 40)).toEqual(Array.from({ length: 40 }, () => ({ accepted: 1, duplicates: 0, rejected: [] })));
    expect(replies[40]).toMatchObject({ accepted: 1, duplicates: 1, rejected: [{ index: 1, code: 'unknown_customer' }, { index: 3 }] });
    expect(replies[41]).toMatchObject({ accepted: 2, duplicates: 0 });
    const [count] = await database.query<{ n: number }>('SELECT count(*)::int AS n FROM event_batches');
    expect(count?.n).toBeLessThanOrEqual(3);
  });

  it('refuses nobody for what another has sent, where a transaction that they share fails', async () => {
    await database.query(`ALTER TABLE events ADD CONSTRAINT broken CHECK (name <> 'poison')`);
    try {
      const sent = ['visit', 'poison', 'visit', 'visit'].map((name, at) => send(visit({ externalId: `c${at}` }, { name })));
      const ends = await Promise.allSettled(sent);
      expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
      expect(await database.query('SELECT 1 FROM events')).toHaveLength(3);
    } finally {
      await database.query('ALTER TABLE events DROP CONSTRAINT broken');
    }
  });

  it('refuses each bad event by itself and takes the others', async () => {
    const deep = JSON.parse(`${'['.repeat(3000)}${']'.repeat(3000)}`) as unknown;
    const reply = await send(
      visit({ externalId: 'a' }),
      visit({ externalId: 'a' }, { name: 'message.opened' }),
      visit({ externalId: 'a' }, { occurredAt: '2027-03-31T09:00:00.001Z' }),
      visit({ externalId: 'a' }, { occurredAt: '2027-03-31T09:00:00.000Z' }),
      visit({ externalId: 'a' }, { properties: { text: 'x'.repeat(32 * 1024) } }),
      visit({ id: '424242' }),
      visit({}),
      visit({ email: 'not-an-address' }),
      visit({ externalId: 'a' }, { properties: { bad: 'a\u0000b' } }),
      visit({ externalId: 'a\u0000' }),
      visit({ externalId: 'a' }, { properties: { half: '\ud800' } }),
      visit({ externalId: 'a' }, { properties: { deep } }),
      visit({ externalId: 'a' }, { occurredAt: '0000-01-01T00:00:00Z' }),
      'no event',
      null,
    );
    expect(reply.accepted).toBe(2);
    expect(reply.rejected.map(({ index, code }) => [index, code])).toEqual([
      [1, 'reserved_name'],
      [2, 'in_future'],
      [4, 'too_large'],
      [5, 'unknown_customer'],
      [6, 'invalid'],
      [7, 'invalid'],
      [8, 'invalid'],
      [9, 'invalid'],
      [10, 'invalid'],
      [11, 'invalid'],
      [12, 'invalid'],
      [13, 'invalid'],
      [14, 'invalid'],
    ]);
  });

  it('keeps any property name and value as it came', async () => {
    const properties = JSON.parse(
      '{"constructor": "x", "a.b": ["x", 1.5, null, {"深": true}], "quote\\"s": "\\\\u0000 {,} \\"NULL\\""}',
    ) as object;
    await send(visit({ externalId: 'a' }, { properties, value: { amount: 1234, currency: 'USD' } }));
    const [event] = await eventsOf('a');
    expect(event).toMatchObject({
      value_minor: '1234',
      value_currency: 'USD',
      properties: { constructor: 'x', 'a.b': ['x', 1.5, null, { 深: true }], 'quote"s': '\\u0000 {,} "NULL"' },
    });
  });

  it('gives an external id to a customer who was known by address alone, and never to one who has another', async () => {
    await send(visit({ email: 'a@b.cc' }));
    await send(visit({ externalId: 'a', email: 'a@b.cc' }));
    await send(visit({ externalId: 'b', email: 'a@b.cc' }));
    expect((await customersWith('true')).map((row) => row['external_id'])).toEqual(['a', 'b']);
    await send(visit({ email: 'a@b.cc' }));
    expect(await eventsOf('a')).toHaveLength(3);
  });

  it('makes each new customer once when many senders name them at the same time', async () => {
    const batches = Array.from({ length: 8 }, (_, sender) =>
      send(
        ...Array.from({ length: 40 }, (__, at) =>
          visit(at % 2 ? { externalId: `c${at}` } : { email: `c${at}@b.cc` }, { id: `${sender}-${at}` }),
        ),
      ),
    );
    const replies = await Promise.all(batches);
    expect(replies.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(320);
    expect(await customersWith('true')).toHaveLength(40);
  });

  it('takes the same events from many senders at the same time without deadlock, each once', async () => {
    const events = Array.from({ length: 200 }, (_, at) => visit({ externalId: `c${at % 20}` }, { id: `v${at}`, name: `name ${at % 7}` }));
    const shuffled = (turn: number) => [...events.slice(turn * 20), ...events.slice(0, turn * 20)].reverse();
    const replies = await Promise.all(Array.from({ length: 8 }, (_, turn) => send(...shuffled(turn))));
    expect(replies.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(200);
    expect(replies.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(7 * 200);
  });

  it('notes names and properties for the builders', async () => {
    await send(visit({ externalId: 'a' }, { properties: { amount: 5, when: '2027-01-01', sku: 'x', list: [], none: null, ok: true } }));
    await send(visit({ externalId: 'a' }, { properties: { more: 'x' } }));
    expect(await database.query('SELECT name, properties FROM event_catalogue')).toEqual([
      { name: 'visit', properties: { amount: 'number', when: 'date', sku: 'text', list: 'list', ok: 'boolean', more: 'text' } },
    ]);
  });
});
