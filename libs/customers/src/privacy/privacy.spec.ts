import { buffer, text } from 'node:stream/consumers';
import { ManualClock } from '@wayfare/kernel';
import { actingAs, type JobHint } from '@wayfare/platform';
import { testDatabase, unzipped } from '@wayfare/platform/testing';
import { Ingestion } from '../events/ingestion.js';
import { Customers } from '../profiles/customers.js';

import { Erasures } from './erasures.js';
import { GIVEN } from './person-tables.js';
import { SubjectExports } from './subject-exports.js';

const NOW = new Date('2027-03-30T09:00:00.000Z');
const database = await testDatabase();
const clock = new ManualClock(NOW);
const hints: JobHint[] = [];
const queues = { add: async (_: string, jobs: readonly JobHint[]) => void hints.push(...jobs) };
const customers = new Customers({ database, clock });
const ingestion = new Ingestion({ database, clock, queues });
const exports = new SubjectExports({ database, clock, queues });
const erase = (id: string) => database.transaction((tx) => customers.eraseData(tx, id));
const erasures = new Erasures({ database, erase });

const make = async (externalId: string): Promise<string> => {
  const { id } = await customers.createCustomer({
    externalId,
    email: `${externalId}@secret.example`,
    attributes: { name: `<${externalId}>` },
    tags: ['vip'],
    consent: { email: true },
    consentProof: { form: 'checkout', ip: '203.0.113.7' },
  });
  await ingestion.events({
    events: [{ customer: { id }, name: 'visit', occurredAt: NOW.toISOString(), properties: { page: `of ${externalId}` } }],
  });
  await database.query(
    `INSERT INTO messages (customer_id, journey_id, entry_no, node_id, version_id, cohort_id, connector_id, channel, state, decided_at, not_before, address)
     VALUES ($1, 1, 1, 'n', 1, 1, 1, 'email', 'sent', $2, $2, $3)`,
    [id, NOW, `${externalId}@secret.example`],
  );
  await database.query(`INSERT INTO orders (customer_id, id, placed_at, amount_minor, currency) VALUES ($1, $2, $3, 500, 'CNY')`, [
    id,
    `o-${externalId}`,
    NOW,
  ]);
  return id;
};
const madeFor = async (id: string): Promise<string> => {
  const made = await actingAs('user:7', () => exports.createSubjectExport(id));
  await exports.run(made.id);
  return made.id;
};
const read = async (exportId: string): Promise<ReadonlyMap<string, string>> =>
  unzipped(await buffer(await exports.subjectExportFile(exportId)));

beforeEach(async () => {
  clock.moveTo(NOW);
  hints.length = 0;
  await database.query(
    'TRUNCATE customers, identities, consents, consent_records, events, event_batches, orders, messages, audit, subject_exports, subject_export_chunks, erasures, archives',
  );
});

describe('everything that is known of a customer', () => {
  it('is a file with each table for machines and a page in each language, and holds nothing of anybody else', async () => {
    const [ann] = [await make('ann'), await make('bob')];
    const id = await madeFor(ann);
    expect(hints.map(({ id: job }) => job)).toContain(`subject-export:${id}`);
    expect(await exports.subjectExport(id)).toMatchObject({ state: 'done', customer: '<ann>', requestedBy: 'user:7', error: null });
    const files = await read(id);
    expect([...files.keys()].sort()).toEqual(
      [...GIVEN.map(([table]) => `json/${table}.json`), 'contents.json', 'your-data.en.html', 'your-data.zh.html'].sort(),
    );
    const of = (table: string) => JSON.parse(files.get(`json/${table}.json`) ?? 'null');
    expect(of('events')).toMatchObject([{ name: 'visit', properties: { page: 'of ann' } }]);
    expect(of('orders')).toMatchObject([{ amount_minor: '500' }]);
    expect(of('messages')).toMatchObject([{ address: 'ann@secret.example', state: 'sent' }]);
    expect(of('consents')).toMatchObject([{ channel: 'email', granted: true, proof: { form: 'checkout', ip: '203.0.113.7' } }]);
    expect(of('audit').map(({ action }: { action: string }) => action)).toEqual(['created', 'exported']);
    const contents = JSON.parse(files.get('contents.json') ?? '{}');
    expect(contents.entries).toMatchObject({ customers: 1, events: 1, orders: 1, responses: 0 });
    for (const [name, content] of files) if (/bob/.test(content)) throw new Error(`${name} speaks of somebody else`);
    expect(files.get('your-data.zh.html')).toContain('您的订单');
    expect(files.get('your-data.en.html')).toContain('&lt;ann&gt;');
  });

  it('holds all rows where there are many, and shows the first ones', async () => {
    const id = await make('ann');
    await database.query(
      `INSERT INTO events (customer_id, id, name, occurred_at, received_at) SELECT $1, 'e' || i, 'click', $2, $2 FROM generate_series(1, 2500) i`,
      [id, NOW],
    );
    const files = await read(await madeFor(id));
    expect(JSON.parse(files.get('json/events.json') ?? '[]')).toHaveLength(2501);
    expect(files.get('your-data.en.html')).toContain('The first 500 of 2501');
  });

  it('is made anew by another worker after one was killed in the middle, once', async () => {
    const { id } = await exports.createSubjectExport(await make('ann'));
    await database.query("UPDATE subject_exports SET state = 'running'");
    hints.length = 0;
    await exports.resume();
    expect(hints.map(({ id: job }) => job)).toEqual([`subject-export:${id}`]);
    await Promise.all([exports.run(id), exports.run(id)]);
    await exports.run(id);
    expect((await read(id)).size).toBeGreaterThan(10);
    expect(await database.query('SELECT seq FROM subject_export_chunks')).toEqual([{ seq: 0 }]);
  });

  it('leaves a record of each download, and goes after a week, or when it is cancelled', async () => {
    const customer = await make('ann');
    const id = await madeFor(customer);
    await actingAs('user:9', () => read(id));
    expect(await database.query("SELECT actor, object_id FROM audit WHERE action = 'downloaded'")).toEqual([
      { actor: 'user:9', object_id: customer },
    ]);
    clock.moveTo(new Date(NOW.getTime() + 7 * 86_400_000));
    await exports.resume();
    await expect(exports.subjectExport(id)).rejects.toMatchObject({ code: 'not_found' });
    const waiting = await exports.createSubjectExport(customer);
    await expect(exports.subjectExportFile(waiting.id)).rejects.toMatchObject({ code: 'not_ready' });
    await exports.deleteSubjectExport(waiting.id);
    await exports.run(waiting.id);
    expect(await database.query('SELECT 1 FROM subject_exports')).toEqual([]);
  });
});

describe('the ledger of erasures', () => {
  it('says by number alone whom it was, what it reached, and which archives were there', async () => {
    await database.query(
      `INSERT INTO archives (kind, month, file, row_count, bytes, sha256, written_at) VALUES ('events', '2027-01-01', 'events-2027-01.csv.gz', 1, 1, '', $1)`,
      [NOW],
    );
    const id = await make('ann');
    await madeFor(id);
    await actingAs('user:7', () => erase(id));
    const { items } = await erasures.erasures({});
    expect(items).toEqual([
      {
        customerId: id,
        erasedAt: NOW.toISOString(),
        actor: 'user:7',
        partOf: null,
        reached: { customers: 1, identities: 1, consents: 1, events: 1, orders: 1, messages: 1, subject_exports: 1, tag_changes: 1 },
        archives: ['events-2027-01.csv.gz'],
      },
    ]);
    expect(JSON.stringify(items)).not.toContain('ann');
    expect(await database.query('SELECT 1 FROM subject_export_chunks')).toEqual([]);
    expect(await text(erasures.ledger())).toBe(`customerId,erasedAt,createdAt\n${id},${NOW.toISOString()},${NOW.toISOString()}\n`);
  });

  it('applied after a restore erases again who came back with the backup, and nobody who came later under the same number', async () => {
    const [ann, bob] = [await make('ann'), await make('bob')];
    await erase(ann);
    const ledger = [ann, bob, '999999'].map((customerId) => ({ customerId, erasedAt: NOW.toISOString() }));
    // the backup is of before: both are there, and the number of one has been given again since
    await database.query('UPDATE customers SET erased_at = NULL, external_id = $2 WHERE id = $1', [ann, 'ann']);
    await database.query("UPDATE customers SET created_at = $2::timestamptz + interval '1 day' WHERE id = $1", [bob, NOW]);
    expect(await erasures.applyErasures({ erasures: ledger })).toEqual({ erased: 1, already: 0, absent: 2 });
    expect(await erasures.applyErasures({ erasures: ledger })).toEqual({ erased: 0, already: 1, absent: 2 });
    expect(await database.query('SELECT external_id AS who FROM customers WHERE erased_at IS NULL')).toEqual([{ who: 'bob' }]);
  });

  it('that says when somebody came leaves alone who came at another instant, however the erasure lies to it', async () => {
    const [ann, bob] = [await make('ann'), await make('bob')];
    const later = new Date(NOW.getTime() + 86_400_000).toISOString();
    const earlier = new Date(NOW.getTime() - 86_400_000).toISOString();
    expect(
      await erasures.applyErasures({
        erasures: [
          { customerId: ann, erasedAt: later, createdAt: earlier },
          { customerId: bob, erasedAt: earlier, createdAt: NOW.toISOString() },
        ],
      }),
    ).toEqual({ erased: 1, already: 0, absent: 1 });
    await expect(customers.customer(bob)).rejects.toMatchObject({
      code: 'customer_erased',
      detail: { body: { erasedAt: NOW.toISOString() } },
    });
    await expect(customers.customer('999999')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('says who was erased since an instant: whom a backup of then brings back', async () => {
    await erase(await make('ann'));
    clock.moveTo(new Date(NOW.getTime() + 60_000));
    const bob = await make('bob');
    await erase(bob);
    const { items, total } = await erasures.erasures({ since: clock.now().toISOString() });
    expect([items.map(({ customerId }) => customerId), total, (await erasures.erasures({})).total]).toEqual([[bob], 1, 2]);
  });

  it('pages', async () => {
    for (const name of ['a', 'b', 'c']) await erase(await make(name));
    const first = await erasures.erasures({ limit: 2 });
    const second = await erasures.erasures({ limit: 2, ...(first.next ? { cursor: first.next } : {}) });
    expect([first.items.length, second.items.length, second.next]).toEqual([2, 1, null]);
  });
});
