import { Readable } from 'node:stream';
import { identityRulesSchema } from '@wayfare/contracts';
import { ManualClock } from '@wayfare/kernel';
import { changeSettings } from '@wayfare/platform';
import { testDatabase } from '@wayfare/platform/testing';
import { Ingestion } from '../events/ingestion.js';
import { Imports } from '../imports/imports.js';
import { Customers } from '../profiles/customers.js';

const database = await testDatabase();
const clock = new ManualClock(new Date('2027-03-30T09:00:00.000Z'));
const queues = { add: async () => undefined };
const imports = new Imports({ database, clock, queues });
const customers = new Customers({ database, clock });
const ingestion = new Ingestion({ database, clock, queues });
const mapping = { id: 'externalId', name: 'attributes.name', mail: 'email', tel: 'phone' };

const upload = async (rows: readonly string[], check: boolean) => {
  const stream = Readable.from([Buffer.from(`id,name,mail,tel\n${rows.map((row) => `${row}\n`).join('')}`)]);
  const { id } = await imports.createImport({ kind: 'customers', fileName: 'f.csv', mapping, stream, check });
  await imports.runImport(id);
  return imports.import(id);
};
const bring = async (rows: readonly string[]) => {
  const { inserted, updated, rejected } = await upload(rows, false);
  return { inserted, updated, rejected };
};
const visit = (customer: { email?: string; phone?: string; externalId?: string }) =>
  ingestion.events({ events: [{ customer, name: 'visit', occurredAt: clock.now().toISOString() }] });
const count = async (): Promise<number> => (await customers.customers({})).total ?? 0;
const visitsByName = async () =>
  database.query(
    `SELECT c.attributes->>'name' AS name, count(*)::int AS visits FROM events e JOIN customers c ON c.id = e.customer_id WHERE e.name = 'visit' GROUP BY 1 ORDER BY 1`,
  );

beforeEach(() =>
  database.query('TRUNCATE customers, identities, events, event_batches, imports, import_chunks, import_rejects, workspace_settings'),
);

const FAMILY = [',Wang Fang,,13800138001', ',Wang Wei,,13800138001', ',W. Fang,,13800138001', ',WANG WEI,wei@x.example,13800138001'];

it('keeps a family with one phone apart by their names, within a file and against those who are known', async () => {
  expect(await bring(FAMILY)).toEqual({ inserted: 2, updated: 2, rejected: 0 });
  expect(await bring(FAMILY)).toEqual({ inserted: 0, updated: 4, rejected: 0 });
  expect(await bring([',Wang Lei,,13800138001', ',Wang Lei,lei@x.example,13800138001'])).toEqual({ inserted: 1, updated: 1, rejected: 0 });
  expect(await count()).toBe(3);
});

it('holds who comes next against what was said by whom it took for the same customer a moment before', async () => {
  await bring([',,,13800138002']);
  expect(await bring([',Li Ming,,13800138002', ',Zhao Lei,,13800138002'])).toEqual({ inserted: 1, updated: 1, rejected: 0 });
});

it('gives an event by a number to the oldest who has it', async () => {
  await bring(FAMILY);
  await visit({ phone: '13800138001' });
  expect(await visitsByName()).toEqual([{ name: 'W. Fang', visits: 1 }]);
});

it('takes a number that too many share for nobody’s: what says no more is one customer of its own, however often it comes', async () => {
  const shoppers = Array.from({ length: 16 }, (_, at) => `,,shopper${at}@x.example,13900139000`);
  expect(await bring(shoppers.slice(0, 1))).toMatchObject({ inserted: 1 });
  expect(await bring(shoppers.map((row, at) => `,Shopper${String.fromCodePoint(65 + at)},${row.slice(2)}`))).toMatchObject({
    inserted: 15,
    updated: 1,
  });
  expect(await bring([',,another@x.example,13900139000'])).toMatchObject({ inserted: 1 });
  for (let at = 0; at < 3; at += 1) await visit({ phone: '13900139000' });
  expect(await visitsByName()).toEqual([{ name: null, visits: 3 }]);
  expect(await count()).toBe(18);
});

it('goes by the rules that an administrator has set', async () => {
  const rules = identityRulesSchema.parse({});
  const kinds = rules.kinds.map((rule) => (rule.kind === 'phone' ? { ...rule, strength: 'weak' as const } : rule));
  await changeSettings(database, clock, { extra: { identity: { ...rules, mustAgree: [], kinds } } });
  await bring([',Ann,ann@x.example,13800138003', ',Bob,ann@x.example,', ',Ann,,13800138003']);
  expect(await count()).toBe(2);
});

it('never gives one customer more addresses than one person has', async () => {
  const numbers = Array.from({ length: 7 }, (_, at) => `,,ann@x.example,1380013800${at}`);
  expect(await bring(numbers)).toEqual({ inserted: 2, updated: 5, rejected: 0 });
  expect(await bring(numbers)).toEqual({ inserted: 0, updated: 7, rejected: 0 });
});

it('says in a check beforehand what the import then does', async () => {
  await bring([',Wang Fang,,13800138001']);
  const file = [
    ...FAMILY,
    ...Array.from({ length: 30 }, (_, at) => `,Shopper${String.fromCodePoint(65 + at)},s${at}@x.example,13900139000`),
    'm1,Wang Wei,wei@x.example,',
    ',Wang Wei,wei@x.example,',
  ];
  const { check } = await upload(file, true);
  expect(check).toEqual({ good: 36, newCustomers: 31, knownCustomers: 1, matched: { made: 31, changed: 1, unchanged: 0 } });
  expect(await bring(file)).toMatchObject({ inserted: 31 });
});
