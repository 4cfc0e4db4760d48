import { Readable } from 'node:stream';
import type { IdentityRules } from '@wayfare/contracts';
import { IdentityTrials, Imports, Matching, Merges } from '@wayfare/customers';
import { engineWorld } from '../testing.js';
import { EngineFollower } from './merge-follower.js';

const world = await engineWorld();
const { database, clock } = world;
const queues = { add: async () => undefined };
const follower = new EngineFollower(world.engine.parts);
const matching = new Matching({ database, clock, queues, follower });
const trials = new IdentityTrials({ database, clock, queues });
const merges = new Merges({ database, clock, follower });
const imports = new Imports({ database, queues, clock });

const bring = async (rows: readonly string[]): Promise<void> => {
  const mapping = { id: 'externalId', name: 'attributes.name', mail: 'email', tel: 'phone', account: 'identities.openid' };
  const stream = Readable.from([Buffer.from(`id,name,mail,tel,account\n${rows.map((row) => `${row}\n`).join('')}`)]);
  const { id } = await imports.createImport({ kind: 'customers', fileName: 'f.csv', mapping, stream });
  await imports.runImport(id);
};
const look = async () => {
  const { id } = await matching.startMatchRun();
  await matching.run(id);
};
const tried = async (change: Partial<IdentityRules>) => {
  const { id } = await trials.start({ ...(await matching.identityRules()), ...change });
  await trials.run(id);
  const { state, people, lookedAt, joined, parted, doubtfulNow, doubtful } = await trials.read(id);
  expect({ state, lookedAt }).toEqual({ state: 'done', lookedAt: people });
  return { joined, parted, doubtfulNow, doubtful };
};
const withKind = async (kind: string, change: object): Promise<Partial<IdentityRules>> => ({
  kinds: (await matching.identityRules()).kinds.map((rule) => (rule.kind === kind ? { ...rule, ...change } : rule)),
});

beforeAll(async () => {
  // one by openid and one by phone are put together; a family and two members stay apart
  await bring([
    'a1,Li Ming,li@x.example,13800138001,',
    'b1,Zhao Lei,,13800138002,o-1',
    'c1,Wang Fang,,13800138003,',
    'd1,Sun Hao,sun@x.example,,',
  ]);
  await bring([
    ',M. Li,ming@x.example,,o-2',
    ',Zhao Lei,zhao@x.example,,o-3',
    ',Wang Wei,wei@x.example,13800138003,',
    'd2,Sun Hao,sun@x.example,,',
  ]);
  const also = (name: string, kind: string, value: string) =>
    database.query(
      `INSERT INTO identities SELECT $2, $3, id, 'test', $4 FROM customers WHERE attributes->>'name' = $1 AND external_id IS NULL`,
      [name, kind, value, clock.now()],
    );
  await also('M. Li', 'phone', '13800138001');
  await also('Zhao Lei', 'openid', 'o-1');
  await look();
});

it('changes nothing where the rules are those that hold', async () => {
  expect((await merges.merges({})).items).toHaveLength(2);
  expect(await tried({})).toEqual({ joined: 0, parted: 0, doubtfulNow: 2, doubtful: 2 });
});

it('counts who would become one where members may have two numbers, or a family need not agree', async () => {
  expect(await tried(await withKind('externalId', { perPerson: 2 }))).toEqual({ joined: 1, parted: 0, doubtfulNow: 2, doubtful: 1 });
  expect(await tried({ mustAgree: [] })).toEqual({ joined: 1, parted: 0, doubtfulNow: 2, doubtful: 1 });
});

it('counts those who are one already and would not be by what is no longer said', async () => {
  expect(await tried(await withKind('openid', { strength: 'off' }))).toMatchObject({ joined: 0, parted: 1 });
  expect(await tried(await withKind('phone', { strength: 'off' }))).toMatchObject({ joined: 0, parted: 1 });
  expect(await tried(await withKind('email', { perPerson: 1 }))).toMatchObject({ joined: 0, parted: 1 });
});

it('merges, parts and notes nobody, and leaves the rules as they are', async () => {
  const [before, rules] = [(await merges.merges({})).items, await matching.identityRules()];
  await tried({ mustAgree: [], kinds: rules.kinds.filter(({ kind }) => kind !== 'openid') });
  expect((await merges.merges({})).items).toEqual(before);
  expect(await matching.identityRules()).toEqual(rules);
  expect((await merges.possibleDuplicates({})).total).toBe(2);
});

it('ends what is still being worked out when other rules are tried, and begins anew what was killed', async () => {
  const rules = await matching.identityRules();
  const first = await trials.start(rules);
  const second = await trials.start({ ...rules, mustAgree: [] });
  await trials.run(first.id);
  expect(await trials.read(first.id)).toMatchObject({ state: 'cancelled', lookedAt: 0 });
  await database.query("UPDATE identity_trials SET state = 'running', looked_at = 3, joined = 7 WHERE id = $1", [second.id]);
  await trials.run(second.id);
  expect(await trials.read(second.id)).toMatchObject({ state: 'done', joined: 1 });
  expect(await trials.cancel(second.id)).toMatchObject({ state: 'done' });
});
