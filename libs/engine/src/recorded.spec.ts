import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { storeEvents, storePerson } from '@wayfare/customers/testing';
import type { JourneyEvent, Plan } from '@wayfare/journey';
import { LAUNCH } from '@wayfare/journey/testing';
import { addDuration, type Profile } from '@wayfare/kernel';
import { changeSettings } from '@wayfare/platform';
import { audiencesOf, firstRunAt, planRun } from './enter/schedule.js';
import { pathsOf } from './read/paths.js';
import { type EngineWorld, engineWorld } from './testing.js';

/* The recorded plans (libs/journey/src/recorded) by the SQL engine: as they stand in the file, not compiled anew. */

const FOLDER = path.resolve('libs/journey/src/recorded');
const JOURNEY = '9001';
const ZONE = 'Asia/Shanghai';
/** All of them on one shard, and some on more. */
const SHARDS = [
  { shards: 1, every: 1 },
  { shards: 4, every: 5 },
  { shards: 16, every: 10 },
];
const RULES = {
  caps: [
    { per: 'day' as const, max: 2 },
    { per: 'week' as const, max: 3, channel: 'email', over: 'skip' as const },
  ],
  quietHours: { from: '21:30', to: '08:00', channels: ['email'] },
  holidays: [{ day: '2027-03-28', name: 'Sunday' }],
  globalHoldout: 0.1,
};

interface Told {
  readonly entries: readonly {
    entryNo: number;
    visits: unknown;
    exit: unknown;
    messages: readonly { nodeId: string; at: string; fate: object }[];
  }[];
}
interface Run {
  readonly plan: Plan;
  readonly person: Profile;
  readonly events: readonly JourneyEvent[];
  readonly path: Told;
  readonly allocations?: readonly { nodeId: string; among: string; from: string; weights: object }[];
}

/** The things of the recorded workspace, as they are called in this one. */
const NAMES: Readonly<Record<string, string>> = {
  mail: '1',
  hook: '2',
  text: '3',
  smtp: '1',
  'smtp-2': '1',
  caller: '2',
  gateway: '3',
  'list-1': '1',
  'list-2': '2',
  'segment-1': '1',
  'pool-1': '1',
  'pool-2': '2',
  // it does not run: whoever is handed over leaves all the same
  'journey-1': '7000',
};
const REFERENCES = ['templateId', 'connectorId', 'addToList', 'list', 'listId', 'segment', 'segmentId', 'poolId', 'journeyId'];
const INSTANTS = ['createdAt', 'occurredAt', 'receivedAt'];
const readBack = (text: string): { cases: readonly Run[] } =>
  JSON.parse(text, (key, value) => {
    if (key === 'lists' && Array.isArray(value)) return value.map((name) => NAMES[name] ?? name);
    if (typeof value !== 'string') return value;
    if (INSTANTS.includes(key)) return new Date(value);
    return REFERENCES.includes(key) ? (NAMES[value] ?? value) : value;
  });

const inWriting = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const prepared = async (shards: number): Promise<EngineWorld> => {
  const world = await engineWorld({ now: LAUNCH, cohortLimit: 3, shards });
  await changeSettings(world.database, world.clock, { timeZone: ZONE, extra: RULES });
  await world.database.query(
    `INSERT INTO connectors (id, kind, channel, name, settings, is_default, created_at, updated_at) VALUES (3, 'webhook', 'sms', 'Text', '{}', true, $1, $1)`,
    [LAUNCH],
  );
  await world.database.query(`INSERT INTO segments (name, condition, created_at, updated_at) VALUES ('Nobody', '{"any":[]}', $1, $1)`, [
    LAUNCH,
  ]);
  await world.database.query('UPDATE coupon_pools SET next_n = total + 1 WHERE id = 2');
  return world;
};

/** The shares that its experiments had; decided, so that nothing but these is decided on. */
const decide = async (
  { database }: EngineWorld,
  { nodeId, among, from, weights }: NonNullable<Run['allocations']>[number],
): Promise<void> => {
  await database.query(
    `INSERT INTO experiments (journey_id, node_id, among, begun_at, decided_at) VALUES ($1, $2, $3, $4, $4) ON CONFLICT DO NOTHING`,
    [JOURNEY, nodeId, among, LAUNCH],
  );
  await database.query(
    `INSERT INTO experiment_allocations (experiment_id, from_at, why, weights, figures)
     SELECT id, $4, 'shared', $5, '[]' FROM experiments WHERE journey_id = $1 AND node_id = $2 AND among = $3`,
    [JOURNEY, nodeId, among, new Date(from), JSON.stringify(weights)],
  );
};

/** Launches a plan as it stands. */
const launch = async ({ database }: EngineWorld, plan: Plan): Promise<void> =>
  database.transaction(async (tx) => {
    await tx.query(
      `INSERT INTO journeys (id, name, state, draft, created_at, updated_at, launched_at) VALUES ($1, 'recorded', 'running', $2, $3, $3, $3)`,
      [JOURNEY, '{"nodes":[],"edges":[],"settings":{}}', LAUNCH],
    );
    const [version] = await tx.query<{ id: string }>(
      `INSERT INTO journey_versions (journey_id, number, graph, plan, published_at) VALUES ($1, 1, '{"nodes":[],"edges":[],"settings":{}}', $2, $3) RETURNING id`,
      [JOURNEY, JSON.stringify(plan), LAUNCH],
    );
    const id = version?.id ?? '';
    await tx.query('UPDATE journeys SET version_id = $2 WHERE id = $1', [JOURNEY, id]);
    const zone = plan.settings.timeZone ?? ZONE;
    for (const step of audiencesOf(plan))
      await planRun(tx, { id, journeyId: JOURNEY, number: 1, plan }, step, firstRunAt(step, LAUNCH, zone));
  });

const play = async (world: EngineWorld, { plan, person, events, allocations = [] }: Run): Promise<void> => {
  await storePerson(world.database, person);
  const instants = [...new Set(events.map(({ receivedAt }) => receivedAt.getTime()))].sort((a, b) => a - b).map((time) => new Date(time));
  const at = (instant: Date) => events.filter(({ receivedAt }) => receivedAt.getTime() === instant.getTime());
  for (const instant of instants.filter((one) => one < LAUNCH)) await storeEvents(world.database, person.id, at(instant), instant);
  await launch(world, plan);
  for (const allocation of allocations) await decide(world, allocation);
  await world.settle();
  const until = addDuration(LAUNCH, 'P45D');
  for (const instant of instants.filter((one) => one >= LAUNCH && one <= until)) {
    await world.advanceTo(instant);
    await world.receiveAll(at(instant).map((event) => ({ ...event, customerId: person.id })));
  }
  await world.advanceTo(until);
};

const MESSAGES = `
  SELECT entry_no AS "entryNo", node_id AS "nodeId", pass, decided_at AS at, state, reason, not_before AS "notBefore", deferred_by AS "deferredBy" FROM messages
  WHERE journey_id = $1 ORDER BY entry_no, decided_at, node_id`;

const seen = async (world: EngineWorld, { id }: Profile) => {
  const rows = await world.database.query<Record<string, unknown>>(MESSAGES, [JOURNEY]);
  const stays = (await pathsOf(world.database, JOURNEY)).get(id) ?? [];
  return stays.map(({ entryNo, visits, exit }) => ({
    entryNo,
    visits: visits.map(({ nodeId, arrivedAt, leftAt, handle }) => ({ nodeId, arrivedAt, leftAt, handle })),
    exit,
    messages: rows
      .filter((row) => row['entryNo'] === entryNo)
      .map(({ nodeId, pass, at, state, reason, notBefore, deferredBy }) => ({
        nodeId,
        pass,
        at,
        fate: state === 'suppressed' ? { state, reason } : { state: 'queued', notBefore, deferredBy },
      })),
  }));
};

const told = ({ entries }: Told) =>
  entries.map((stay) => ({
    ...stay,
    messages: [...stay.messages].sort((a, b) => a.at.localeCompare(b.at) || (a.nodeId < b.nodeId ? -1 : 1)),
  }));

describe.each(readdirSync(FOLDER).filter((file) => file.endsWith('.json')))('the plans of %s', (file) => {
  const { cases } = readBack(readFileSync(path.join(FOLDER, file), 'utf8'));

  const runs = cases.flatMap((run, at) =>
    SHARDS.flatMap(({ shards, every }) => (at % every === 0 ? [[at + 1, shards, run] as const] : [])),
  );

  it.each(runs)('take person %i the way that they were taken, in the SQL engine on %i shards', async (_, shards, run) => {
    const world = await prepared(shards);
    await play(world, run);
    expect(inWriting(await seen(world, run.person))).toEqual(inWriting(told(run.path)));
    await world.expectConservation(JOURNEY);
  });
});
