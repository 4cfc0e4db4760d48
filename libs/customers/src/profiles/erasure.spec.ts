import { Readable } from 'node:stream';
import type { ImportKind } from '@wayfare/contracts';
import { ManualClock } from '@wayfare/kernel';
import { testDatabase } from '@wayfare/platform/testing';
import { Ingestion } from '../events/ingestion.js';
import { Imports } from '../imports/imports.js';
import { Customers } from './customers.js';

const NOW = new Date('2027-03-30T09:00:00.000Z');
const EMAIL = 'zoe-qx@secret.example';
const EXTERNAL_ID = 'zoe-qx-77';
const TRACE = /zoe-qx/i;
const database = await testDatabase();
const clock = new ManualClock(NOW);
const queues = { add: async () => undefined };
const customers = new Customers({ database, clock });
const ingestion = new Ingestion({ database, queues, clock });
const imports = new Imports({ database, queues, clock });
const erase = (id: string) => database.transaction((tx) => customers.eraseData(tx, id));

const TEXTS = `
  SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
  WHERE table_schema = 'public' AND (data_type IN ('text', 'character varying', 'json', 'jsonb', 'ARRAY'))
    AND table_name IN (SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE')`;

/** Every column of text of every table in which a trace of the person is found. */
const traces = async (): Promise<string[]> => {
  const found: string[] = [];
  for (const { table, column } of await database.query<{ table: string; column: string }>(TEXTS)) {
    const rows = await database.query<{ text: string | null }>(`SELECT "${column}"::text AS text FROM "${table}"`);
    if (rows.some(({ text }) => text !== null && TRACE.test(text))) found.push(`${table}.${column}`);
  }
  return found.sort();
};

const upload = async (kind: ImportKind, content: string, mapping: Record<string, string>): Promise<string> =>
  (await imports.createImport({ kind, fileName: 'f.csv', mapping, stream: Readable.from([Buffer.from(content)]) })).id;
const make = async (): Promise<string> =>
  (
    await customers.createCustomer({
      externalId: EXTERNAL_ID,
      email: EMAIL,
      attributes: { name: 'zoe-qx' },
      tags: ['zoe-qx', 'vip'],
      consent: { email: true },
    })
  ).id;

/** Somebody who has left their name wherever people leave theirs. */
const plant = async (): Promise<string> => {
  const id = await make();
  await customers.createCustomer({ externalId: 'other', tags: ['vip'] });
  const visit = { name: 'visit', occurredAt: NOW.toISOString() };
  await ingestion.events({
    events: [
      { ...visit, id: `${EMAIL}-1`, customer: { id }, properties: { who: EMAIL } },
      { ...visit, id: 'other-1', customer: { externalId: 'other' } },
    ],
  });
  const orders = { who: 'externalId', order: 'orderId', at: 'placedAt', sku: 'line.product', price: 'line.price' };
  await imports.runImport(await upload('orders', `who,order,at,sku,price\n${EXTERNAL_ID},o-${EXTERNAL_ID},2027-03-01,x,5\n`, orders));
  const rejected = { id: 'externalId', mail: 'email', age: 'attributes.age:number' };
  await imports.runImport(await upload('customers', `id,mail,age\n${EXTERNAL_ID},${EMAIL},old\nsomebody,,old\n`, rejected));
  await database.query(
    `INSERT INTO messages (customer_id, journey_id, entry_no, node_id, version_id, cohort_id, connector_id, channel, state, decided_at, not_before, address)
     VALUES ($1, 1, 1, 'n', 1, 1, 1, 'email', 'sent', $2, $2, $3)`,
    [id, NOW, EMAIL],
  );
  await database.query(
    `INSERT INTO responses (customer_id, message_id, kind, journey_id, at, url, user_agent) VALUES ($1, 1, 'click', 1, $2, $3, 'zoe-qx phone')`,
    [id, NOW, `https://shop.example/a?mail=${EMAIL}`],
  );
  await database.query(`INSERT INTO idempotency_keys VALUES ('token:1', 'k', 'x', 200, $1, $2)`, [`sealed, but of ${EMAIL}`, NOW]);
  return id;
};

beforeEach(async () => {
  await database.query(
    'TRUNCATE customers, identities, consents, events, event_batches, tag_catalogue, tag_names, attribute_catalogue, orders, order_lines, audit, imports, import_chunks, import_rejects, import_erasures, messages, responses, idempotency_keys, suppressions',
  );
});

describe('an erasure', () => {
  it('leaves the name of a person in no text of any table', async () => {
    const id = await plant();
    expect((await traces()).length).toBeGreaterThan(10);
    await erase(id);
    expect(await traces()).toEqual([]);
    expect((await customers.catalogue()).tags).toEqual(['vip']);
    expect(await database.query('SELECT url FROM responses')).toEqual([{ url: 'https://shop.example/a' }]);
    expect(await database.query('SELECT status FROM idempotency_keys')).toEqual([{ status: 200 }]);
    expect(await database.query('SELECT count(*)::int AS n FROM orders JOIN order_lines ON order_id = id')).toEqual([{ n: 1 }]);
  });

  it('keeps batches that the engine has still to look at leading to their events', async () => {
    const id = await plant();
    await erase(id);
    const reached = await database.query(
      `SELECT v.name, v.customer_id = $1 AS theirs FROM event_batches b, unnest(b.customer_ids, b.event_ids) u (customer_id, event_id)
       JOIN events v ON v.customer_id = u.customer_id AND v.id = u.event_id ORDER BY theirs`,
      [id],
    );
    expect(reached).toEqual([
      { name: 'visit', theirs: false },
      { name: 'visit', theirs: true },
    ]);
  });
});

describe('a file that waits when somebody in it is erased', () => {
  const counts = async (id: string) => {
    const { state, total, inserted, updated, rejected } = await imports.import(id);
    return { state, total, inserted, updated, rejected };
  };
  const people = () => database.query('SELECT external_id AS "externalId" FROM customers WHERE erased_at IS NULL ORDER BY id');

  it('does not bring them back: customers', async () => {
    const id = await make();
    const mapping = { id: 'externalId', mail: 'email', age: 'attributes.age:number' };
    const file = `id,mail,age\n${EXTERNAL_ID},${EMAIL},1\n,${EMAIL.toUpperCase()},2\n${EXTERNAL_ID},,x\nanother,${EMAIL},3\nlast,,4\n`;
    const waiting = await upload('customers', file, mapping);
    await erase(id);
    await imports.runImport(waiting);
    expect(await counts(waiting)).toEqual({ state: 'done', total: 5, inserted: 2, updated: 0, rejected: 3 });
    expect(await people()).toEqual([{ externalId: 'another' }, { externalId: 'last' }]);
    expect(await database.query('SELECT reason, raw FROM import_rejects')).toEqual([{ reason: 'not_a_number', raw: '[]' }]);
    expect(await database.query('SELECT 1 FROM import_erasures')).toEqual([]);
  });

  it.each([
    ['events', 'id,event,time', `${EXTERNAL_ID},visit,2027-03-29`, { id: 'externalId', event: 'name', time: 'occurredAt' }],
    ['orders', 'mail,order,at,sum', `${EMAIL},o1,2027-03-29,5`, { mail: 'email', order: 'orderId', at: 'placedAt', sum: 'amount' }],
  ] as const)('does not bring them back: %s', async (kind, header, row, mapping) => {
    const id = await make();
    const waiting = await upload(kind, `${header}\n${row}\n`, mapping);
    await erase(id);
    await imports.runImport(waiting);
    expect(await counts(waiting)).toEqual({ state: 'done', total: 1, inserted: 0, updated: 0, rejected: 1 });
    expect(await people()).toEqual([]);
  });
});
