import type { CustomerInput } from '@wayfare/contracts';
import { ManualClock } from '@wayfare/kernel';
import { actingAs } from '@wayfare/platform';
import { testDatabase } from '@wayfare/platform/testing';
import { Ingestion } from '../events/ingestion.js';
import { Customers } from './customers.js';

const NOW = new Date('2027-03-30T09:00:00.000Z');
const database = await testDatabase();
const clock = new ManualClock(NOW);
const customers = new Customers({ database, clock });
const ingestion = new Ingestion({ database, queues: { add: async () => undefined }, clock });
const write = (body: CustomerInput) => customers.createCustomer(body);
const erase = (id: string) => database.transaction((tx) => customers.eraseData(tx, id));

beforeEach(async () => {
  clock.moveTo(NOW);
  await database.query(
    'TRUNCATE customers, identities, consents, events, event_batches, event_catalogue, attribute_catalogue, tag_catalogue, tag_names, audit',
  );
});

describe('createCustomer', () => {
  it('makes a customer with everything given', async () => {
    const made = await write({
      externalId: 'a',
      email: ' Ann@Example.ORG'.trim(),
      phone: '+86 138-0013-8000',
      timeZone: 'Asia/Shanghai',
      locale: 'zh-CN',
      attributes: { city: '北京', age: 5, vip: true, likes: ['x', 'y'] },
      tags: ['vip', 'vip', '老客户'],
      consent: { email: true, sms: false },
    });
    expect(made).toEqual({
      id: expect.any(String),
      externalId: 'a',
      email: 'Ann@example.org',
      phone: '+8613800138000',
      timeZone: 'Asia/Shanghai',
      locale: 'zh-CN',
      attributes: { city: '北京', age: 5, vip: true, likes: ['x', 'y'] },
      tags: ['vip', '老客户'],
      consent: { email: true, sms: false },
      createdAt: NOW.toISOString(),
      updatedAt: NOW.toISOString(),
    });
  });

  it('updates the customer it finds by external id, else e-mail, else phone, and leaves what is not named', async () => {
    const { id } = await write({
      externalId: 'a',
      email: 'a@b.cc',
      phone: '13800138000',
      attributes: { city: 'x', age: 5 },
      tags: ['vip'],
    });
    clock.moveTo(new Date(NOW.getTime() + 1000));
    expect(await write({ externalId: 'a', attributes: { city: null, height: 2 } })).toMatchObject({
      id,
      attributes: { age: 5, height: 2 },
      tags: ['vip'],
    });
    expect(await write({ email: 'A@b.CC', timeZone: 'Europe/Berlin' })).toMatchObject({ id, externalId: 'a', timeZone: 'Europe/Berlin' });
    expect(await write({ phone: '138 0013 8000', tags: [] })).toMatchObject({ id, tags: [], createdAt: NOW.toISOString() });
    expect((await customers.customers({})).total).toBe(1);
  });

  it('goes on recognising a former address', async () => {
    const { id } = await write({ externalId: 'a', email: 'old@b.cc' });
    await write({ externalId: 'a', email: 'new@b.cc' });
    expect(await write({ email: 'old@b.cc', locale: 'en' })).toMatchObject({ id });
    expect((await customers.customer(id)).identities.map(({ value }) => value).sort()).toEqual(['new@b.cc', 'old@b.cc']);
  });

  it('names each field that cannot be stored', async () => {
    const refused = write({ externalId: 'a', timeZone: 'Mars/Olympus', attributes: { city: 'a\u0000' } });
    await expect(refused).rejects.toMatchObject({ code: 'invalid', detail: { fields: [{ path: 'timeZone' }, { path: 'attributes' }] } });
  });

  it('keeps consent by channel and when it changed', async () => {
    const { id } = await write({ externalId: 'a', consent: { email: true } });
    clock.moveTo(new Date(NOW.getTime() + 1000));
    await write({ externalId: 'a', consent: { email: true, sms: true } });
    expect(await database.query('SELECT channel, granted, changed_at FROM consents WHERE customer_id = $1 ORDER BY channel', [id])).toEqual(
      [
        { channel: 'email', granted: true, changed_at: NOW },
        { channel: 'sms', granted: true, changed_at: new Date(NOW.getTime() + 1000) },
      ],
    );
  });

  it('is in the audit trail with before and after', async () => {
    await actingAs('user:7', () => write({ externalId: 'a' }));
    await actingAs('user:7', () => write({ externalId: 'a', attributes: { x: 1 } }));
    expect(await database.query('SELECT actor, action, before, after FROM audit ORDER BY id')).toMatchObject([
      { actor: 'user:7', action: 'created', before: null, after: { externalId: 'a' } },
      { actor: 'user:7', action: 'updated', before: { attributes: {} }, after: { attributes: { x: 1 } } },
    ]);
  });

  it('makes one customer when many write the same new one at once', async () => {
    await Promise.all(Array.from({ length: 8 }, (_, at) => write(at % 2 ? { email: 'a@b.cc' } : { email: 'A@B.CC', externalId: 'a' })));
    expect((await customers.customers({})).items).toMatchObject([{ externalId: 'a' }]);
  });
});

describe('customers', () => {
  const found = async (query: string) => (await customers.customers({ query })).items.map(({ externalId }) => externalId);

  it('finds by the beginning of external id, e-mail, phone and name, without regard to case but for the id', async () => {
    await write({ externalId: 'H1', email: 'ann.lee@b.cc', phone: '+8613800138000', attributes: { name: '李安 Ann' } });
    await write({ externalId: 'H10', email: 'bob@b.cc', attributes: { name: 'a%b' } });
    expect(await found('H')).toEqual(['H10', 'H1']);
    expect(await found('h1')).toEqual([]);
    expect(await found(' ANN.L')).toEqual(['H1']);
    expect(await found('李安 a')).toEqual(['H1']);
    expect(await found('+86 138')).toEqual(['H1']);
    expect(await found('86138')).toEqual(['H1']);
    expect(await found('138-0')).toEqual(['H1']);
    expect(await found('a%')).toEqual(['H10']);
    expect(await found('%')).toEqual([]);
    expect(await found("'; DROP TABLE customers; --")).toEqual([]);
  });

  it.each([1, 2, 50])('shows whom the query names in full before all others, and on no other page (%i a page)', async (limit) => {
    for (const externalId of ['c1', 'c2', 'c10', 'c11']) await write({ externalId, email: `${externalId}@b.cc` });
    for (const query of ['c1', 'C1@b.cc']) {
      const seen: (string | null)[] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page = await customers.customers({ query, limit, ...(cursor ? { cursor } : {}) });
        seen.push(...page.items.map(({ externalId }) => externalId));
        cursor = page.next;
      }
      expect(seen).toEqual(query === 'c1' ? ['c1', 'c11', 'c10'] : ['c1']);
    }
  });

  it('pages newest first, without gaps or repeats when people come in between', async () => {
    for (let at = 0; at < 5; at += 1) await write({ externalId: `c${at}` });
    const first = await customers.customers({ limit: 2 });
    await write({ externalId: 'late' });
    const second = await customers.customers({ limit: 2, ...(first.next ? { cursor: first.next } : {}) });
    const third = await customers.customers({ limit: 2, ...(second.next ? { cursor: second.next } : {}) });
    expect([first, second, third].flatMap(({ items }) => items.map(({ externalId }) => externalId))).toEqual([
      'c4',
      'c3',
      'c2',
      'c1',
      'c0',
    ]);
    expect(third.next).toBeNull();
  });

  it('refuses a cursor that is none', async () => {
    await expect(customers.customers({ cursor: 'x' })).rejects.toMatchObject({ code: 'invalid' });
  });

  it('knows nothing of an id that there is not', async () => {
    await expect(customers.customer('424242')).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('catalogue', () => {
  it('names built-in columns, attributes, events and tags with their kinds', async () => {
    await write({ externalId: 'a', attributes: { born: '1990-01-02', age: 5, email: 'hidden by the column', none: null }, tags: ['vip'] });
    await ingestion.events({
      events: [{ customer: { externalId: 'a' }, name: 'visit', occurredAt: NOW.toISOString(), properties: { page: 'x' } }],
    });
    const { attributes, events, tags } = await customers.catalogue();
    expect(attributes.filter(({ builtIn }) => builtIn).map(({ name }) => name)).toEqual([
      'externalId',
      'email',
      'phone',
      'timeZone',
      'locale',
      'createdAt',
    ]);
    expect(attributes.filter(({ builtIn }) => !builtIn)).toEqual([
      { name: 'age', kind: 'number', builtIn: false },
      { name: 'born', kind: 'date', builtIn: false },
    ]);
    expect(events).toEqual([{ name: 'visit', properties: { page: 'text' } }]);
    expect(tags).toEqual(['vip']);
  });
});

describe('eraseData', () => {
  it('removes what is personal everywhere, and keeps counts, sums and the addresses not to be written to', async () => {
    const secret = 'ann-secret@b.cc';
    const { id } = await write({
      externalId: 'ann-secret',
      email: secret,
      phone: '+491511',
      attributes: { name: 'ann-secret' },
      tags: ['ann-secret'],
      consent: { email: true },
    });
    await ingestion.events({
      events: [
        {
          id: 'e1',
          customer: { id },
          name: 'visit',
          occurredAt: NOW.toISOString(),
          properties: { who: 'ann-secret' },
          value: { amount: 5, currency: 'EUR' },
        },
      ],
    });
    await database.query(
      `INSERT INTO orders (customer_id, id, placed_at, amount_minor, currency, attributes) VALUES ($1, 'o1', $2, 700, 'EUR', '{"to": "ann-secret"}')`,
      [id, NOW],
    );
    await database.query(`INSERT INTO list_members VALUES (1, $1, $2)`, [id, NOW]);
    await database.query(`INSERT INTO suppressions VALUES ($1, 'email', $2, 'unsubscribed', 'test', $3)`, [id, secret, NOW]);
    await database.query(
      `INSERT INTO imports (id, kind, state, file_name, mapping, created_at) VALUES (1, 'customers', 'done', 'f', '{}', $1)`,
      [NOW],
    );
    await database.query(
      `INSERT INTO import_rejects VALUES (1, 2, 'age', 'x', 'not_a_number', $1), (1, 3, 'age', 'x', 'not_a_number', '["other"]')`,
      [JSON.stringify([secret])],
    );
    await erase(id);
    const tables = ['customers', 'identities', 'consents', 'events', 'orders', 'list_members', 'import_rejects', 'audit'];
    for (const table of tables) {
      const rows = await database.query<{ row: string }>(`SELECT ${table}::text AS row FROM ${table}`);
      expect(rows.filter(({ row }) => row.includes('ann-secret'))).toEqual([]);
    }
    expect(await database.query('SELECT name, value_minor FROM events WHERE customer_id = $1', [id])).toEqual([
      { name: 'visit', value_minor: '5' },
    ]);
    expect(await database.query('SELECT amount_minor FROM orders WHERE customer_id = $1', [id])).toEqual([{ amount_minor: '700' }]);
    expect(await database.query('SELECT raw FROM import_rejects ORDER BY line')).toEqual([{ raw: '[]' }, { raw: '["other"]' }]);
    expect(await database.query('SELECT address FROM suppressions')).toEqual([{ address: secret }]);
    await expect(customers.customer(id)).rejects.toMatchObject({ code: 'customer_erased' });
    await expect(erase(id)).rejects.toMatchObject({ code: 'not_found' });
    expect((await customers.customers({})).items).toEqual([]);
  });

  it('makes somebody new of an erased person who comes again', async () => {
    const { id } = await write({ externalId: 'a', email: 'a@b.cc' });
    await erase(id);
    expect((await write({ externalId: 'a', email: 'a@b.cc' })).id).not.toBe(id);
    expect(await ingestion.events({ events: [{ customer: { id }, name: 'visit', occurredAt: NOW.toISOString() }] })).toMatchObject({
      accepted: 0,
      rejected: [{ code: 'unknown_customer' }],
    });
  });
});
