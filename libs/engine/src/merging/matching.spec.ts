import { Readable } from 'node:stream';
import { Customers, Imports, Ingestion, Matching, Merges } from '@wayfare/customers';
import { engineWorld } from '../testing.js';
import { EngineFollower } from './merge-follower.js';

const world = await engineWorld();
const { database, clock } = world;
const jobs: string[] = [];
const queues = {
  add: async (_: string, added: readonly { data: Readonly<Record<string, unknown>> }[]) =>
    void jobs.push(...added.map(({ data }) => String(data['runId']))),
};
const follower = new EngineFollower(world.engine.parts);
const matching = new Matching({ database, clock, queues, follower });
const merges = new Merges({ database, clock, follower });
const imports = new Imports({ database, queues: { add: async () => undefined }, clock });
const customers = new Customers({ database, clock });
const ingestion = new Ingestion({ database, queues: { add: async () => undefined }, clock });

const load = async (content: string, mapping: Record<string, string>): Promise<void> => {
  const { id } = await imports.createImport({
    kind: 'customers',
    fileName: 'f.csv',
    mapping,
    stream: Readable.from([Buffer.from(content)]),
  });
  await imports.runImport(id);
};
const living = async (): Promise<number> => (await customers.customers({})).total ?? 0;
const look = async () => {
  clock.moveTo(new Date(clock.now().getTime() + 1000));
  jobs.length = 0;
  await matching.resume();
  for (const runId of [...new Set(jobs)]) await matching.run(runId);
};

it('puts together what came in from two shops, whatever the numbers look like, and asks about whom it is not sure', async () => {
  await load('id,name,tel,mail\nm1,Li Ming,+86 138 0013 8001,\nm2,Wang Fang,13800138002,\nm3,Zhao Lei,13800138003,\n', {
    id: 'externalId',
    name: 'attributes.name',
    tel: 'phone',
    mail: 'email',
  });
  await customers.createCustomer({ externalId: 'w1', phone: '13900000001', email: 'li@x.example' });
  await database.query(`UPDATE customers SET external_id = NULL WHERE external_id = 'w1'`);
  const rows = await database.query<{ id: string }>(`SELECT id FROM customers ORDER BY id`);
  const [one = '', two = '', , web = ''] = rows.map(({ id }) => id);
  const also = (id: string, kind: string, value: string) =>
    database.query(`INSERT INTO identities VALUES ($1, $2, $3, 'test', $4)`, [kind, value, id, clock.now()]);
  await also(web, 'phone', '13800138001');
  await also(one, 'openid', 'o-1');
  await also(two, 'phone', '13800138003');
  await look();
  expect(await living()).toBe(3);
  expect(await customers.customer(web)).toMatchObject({ id: one, email: 'li@x.example', attributes: { name: 'Li Ming' } });
  expect((await merges.merges({})).items).toMatchObject([
    { rule: 'identity', cause: [{ kind: 'phone', value: '+8613800138001' }], actor: 'system' },
  ]);
  expect((await merges.possibleDuplicates({})).items).toMatchObject([
    { why: 'limit', one: { externalId: 'm2' }, other: { externalId: 'm3' } },
  ]);
  expect((await matching.matchRuns()).items).toMatchObject([
    { scope: 'touched', state: 'done', people: 4, lookedAt: 4, merged: 1, doubtful: 1 },
  ]);
});

it('is not looked at again where nothing came in, nor put together once somebody has parted them', async () => {
  await look();
  expect(jobs).toEqual([]);
  const [merge] = (await merges.merges({})).items;
  await merges.undoMerge(merge?.id ?? '');
  expect(await living()).toBe(4);
  const run = await matching.startMatchRun();
  await matching.run(run.id);
  expect(await living()).toBe(4);
  expect((await matching.matchRuns()).items[0]).toMatchObject({ scope: 'all', state: 'done', merged: 0 });
});

it('says to keep two apart once, and does not ask again', async () => {
  const [pair] = (await merges.possibleDuplicates({})).items;
  await merges.keepApart({ one: pair?.one.id ?? '', other: pair?.other.id ?? '' });
  const run = await matching.startMatchRun();
  await matching.run(run.id);
  expect(await merges.possibleDuplicates({})).toMatchObject({ items: [], total: 0 });
});

it('goes by the rules that an administrator has set', async () => {
  const rules = await matching.identityRules();
  await matching.changeIdentityRules({ ...rules, automatic: false });
  await ingestion.events({ events: [{ customer: { phone: '13700137000' }, name: 'visit', occurredAt: clock.now().toISOString() }] });
  await look();
  expect(jobs).toEqual([]);
  await expect(Promise.all([matching.startMatchRun(), matching.startMatchRun()])).rejects.toMatchObject({ code: 'match_running' });
  const [open] = (await matching.matchRuns()).items;
  expect(await matching.cancelMatchRun(open?.id ?? '')).toMatchObject({ state: 'cancelled' });
  await matching.run(open?.id ?? '');
  expect((await matching.matchRuns()).items[0]).toMatchObject({ state: 'cancelled', lookedAt: 0 });
});
