import { readCustomers } from '@wayfare/customers';
import { storeEvents, storePerson } from '@wayfare/customers/testing';
import {
  type ExperimentAllocation,
  type Graph,
  interpret,
  type JourneyEvent,
  type JourneyPath,
  type Plan,
  TASK_DONE_EVENT,
} from '@wayfare/journey';
import {
  anyAllocations,
  anyEdits,
  anyEvents,
  anyGraph,
  anyTraveller,
  type DrawnEdit,
  draw,
  eventEntry,
  exit,
  LAUNCH,
  planOf,
  split,
  wait,
} from '@wayfare/journey/testing';
import {
  addDuration,
  type Condition,
  type ContactRules,
  evaluateCondition,
  type PersonFacts,
  type Profile,
  quietTimesIn,
} from '@wayfare/kernel';
import { VOCABULARY } from '@wayfare/kernel/testing';
import { changeSettings, DEFAULT_SETTINGS, type Sql } from '@wayfare/platform';
import fc from 'fast-check';
import { allocationsOf } from './experiments/read.js';
import { readGraphContext } from './journeys/context.js';
import { pathsOf } from './read/paths.js';
import { foldTotals } from './recovery/fold.js';
import { type EngineWorld, engineWorld } from './testing.js';

/*
 * The oracle (engine.md, rule 8): random journeys, random people, random events, random edits while people are on their way, jobs in random order, some lost and some delivered twice. The cohorts of
 * the SQL engine must take every person the way that the interpreter takes them, with the same messages, and leave the same profile behind.
 */

const RUNS = Number(process.env.WAYFARE_PROPERTY_RUNS ?? 40);
/** A busy machine plays fewer. */
const MOST_MS = Number(process.env.WAYFARE_PROPERTY_MS ?? 60_000);
const UNTIL = addDuration(LAUNCH, 'P45D');
const SEGMENT: Condition = { any: [{ tag: 'vip' }, { event: 'purchase', within: 'P7D' }] };

/** Holidays shortly after the launch, one of them on a Sunday on which clocks are set forward. */
const RULES: ContactRules = {
  caps: [
    { per: 'day', max: 2 },
    { per: 'week', max: 3, channel: 'email', over: 'defer' },
    { per: 'month', max: 5, over: 'skip' },
  ],
  globalHoldout: 0.1,
  quietHours: { from: '21:30', to: '08:00', channels: ['email'] },
  holidays: [
    { day: '2027-03-28', name: 'Sunday' },
    { day: '2027-03-29', name: 'Monday', channels: ['sms'] },
  ],
};

let seed = 1;
/** A small generator that fast-check's own seed starts, so that a failure can be played again. */
const random = (): number => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 4_294_967_296;
};

const prepared = async (shards: number): Promise<EngineWorld> => {
  const world = await engineWorld({ now: LAUNCH, cohortLimit: 3, mischief: { random, lose: 0.15, repeat: 0.25 }, shards });
  await changeSettings(world.database, world.clock, { extra: RULES });
  await world.database.query(`INSERT INTO segments (id, name, condition, created_at, updated_at) VALUES ($1, 'Segment', $2, $3, $3)`, [
    SEGMENT_ID,
    JSON.stringify(SEGMENT),
    LAUNCH,
  ]);
  const { id } = await world.journeys.createJourney({ name: 'elsewhere', graph: ELSEWHERE });
  await world.journeys.launch(id);
  return world;
};

const SEGMENT_ID = '1';
/** The journey that others hand people over to, the first of each world: nobody enters it by themselves. */
const elsewhere = '1';
const ELSEWHERE = draw(
  {
    door: eventEntry('never', { reentry: { policy: 'after', after: 'P3D' }, holdout: 0.2 }),
    rest: wait('P2D'),
    arms: split({ a: 1, b: 1 }),
    end: exit(),
  },
  ['door -> rest -> arms:a -> end', 'arms:b -> end'],
);

let world = await prepared(1);

const versionOf = async (journeyId: string): Promise<string> => {
  const [journey] = await world.database.query<{ id: string }>('SELECT version_id AS id FROM journeys WHERE id = $1', [journeyId]);
  return journey?.id ?? '';
};
const planElsewhere = (await world.engine.parts.plans.of(world.database, await versionOf(elsewhere))).plan;
const known = { ...(await readGraphContext(world.database)), segments: new Set([SEGMENT_ID]) };

interface Person {
  readonly profile: Profile;
  readonly events: readonly JourneyEvent[];
}

/**
 * What another journey was to somebody before: its messages, which no cap counts, and a stay. By when they became customers, so that a failure shrinks to the same one. Both go where the profile goes: the tables and
 * the interpreter.
 */
const historyOf = ({ createdAt }: Profile): Pick<PersonFacts, 'messages' | 'enrollments'> => {
  const kind = (createdAt.getTime() / 60_000) % 4;
  const [journey] = VOCABULARY.journeys;
  const at = addDuration(LAUNCH, 'P10D', -1);
  const message = { journey, node: 'mail', template: null, channel: 'webhook', reason: null, decidedAt: at } as const;
  const responses = [{ kind: 'open', at, machine: kind === 3 }];
  if (kind === 0) return {};
  if (kind === 1) return { messages: [{ ...message, state: 'cancelled', reason: 'exited', handedAt: null, responses: [] }] };
  return {
    messages: [{ ...message, state: 'sent', handedAt: at, responses }],
    enrollments: [{ journey, enteredAt: at, ended: kind === 2 ? null : { at: LAUNCH, reason: 'goal' }, heldOutAt: null }],
  };
};

let people = 0;
/** Ids grow, so that no two runs share a person; every third needs more than 32 bits. */
const unique = (traveller: Profile): Profile => {
  people += 1;
  const profile = { ...traveller, ...historyOf(traveller) };
  const id = (BigInt(people) + (people % 3 === 0 ? 1n << 40n : 0n)).toString();
  return { ...profile, id, externalId: profile.externalId === null ? null : `${profile.externalId}-${id}`, scores: {} };
};

/** What colleagues do, they do for the journey that is played. */
const inJourney = (journeyId: string, { profile, events }: Person): Person => ({
  profile,
  events: events.map((event) => (event.name === TASK_DONE_EVENT ? { ...event, properties: { ...event.properties, journeyId } } : event)),
});

/** What is received, batch by batch: at one instant everything of everyone. */
const instantsOf = (group: readonly Person[]): Date[] => {
  const times = group.flatMap(({ events }) => events.map(({ receivedAt }) => receivedAt.getTime()));
  return [...new Set(times)].sort((a, b) => a - b).map((time) => new Date(time));
};

const batchAt = (group: readonly Person[], instant: Date) =>
  group.flatMap(({ profile, events }) =>
    events.filter(({ receivedAt }) => receivedAt.getTime() === instant.getTime()).map((event) => ({ ...event, customerId: profile.id })),
  );

/** On no whole minute, and at no instant at which something is received. */
const editAt = ({ minutes }: DrawnEdit): Date => new Date(LAUNCH.getTime() + minutes * 60_000 + 5);

const publish = async (to: EngineWorld, journey: string, edit: DrawnEdit): Promise<void> => {
  await to.advanceTo(editAt(edit));
  await to.journeys.saveDraft(journey, { graph: edit.graph });
  await to.journeys.launch(journey, { people: edit.people, map: { ...edit.map } });
  await to.settle();
  await to.expectConservation(journey);
};

/** Shares that count from random instants on, beside those that the engine's own looks decide on. */
const decide = async (to: EngineWorld, journey: string, allocations: readonly ExperimentAllocation[]): Promise<void> => {
  for (const { nodeId, among, from, weights } of allocations)
    await to.database.query(
      `WITH experiment AS (
         INSERT INTO experiments (journey_id, node_id, among, begun_at, look_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (journey_id, node_id, among) DO UPDATE SET look_at = experiments.look_at RETURNING id
       )
       INSERT INTO experiment_allocations (experiment_id, from_at, why, weights, figures) SELECT id, $6, 'shared', $7, '[]' FROM experiment`,
      [journey, nodeId, among, LAUNCH, new Date(LAUNCH.getTime() + 3), from, JSON.stringify(weights)],
    );
};

/** So many codes are left in each pool; whatever was left before is spent. */
const restock = async (to: EngineWorld): Promise<number> => {
  const left = Math.floor(random() * 7);
  await to.database.query('UPDATE coupon_pools SET next_n = total + 1');
  await to.database.query(
    `INSERT INTO coupon_codes (pool_id, n, code) SELECT p.id, p.total + k, 'N' || p.total + k FROM coupon_pools p, generate_series(1, $1::int) k`,
    [left],
  );
  await to.database.query('UPDATE coupon_pools SET total = total + $1', [left]);
  return left;
};

/** Somebody came to a step that hands out codes of a pool, and got one or did not. */
interface Wish {
  readonly poolId: string;
  readonly at: Date;
  readonly got: boolean;
}

const ISSUES = `
  SELECT customer_id AS "customerId", node_id AS "nodeId", pool_id AS "poolId", code, issued_at AS at FROM coupon_issues WHERE journey_id = $1`;
interface IssueRow {
  readonly customerId: string;
  readonly nodeId: string;
  readonly poolId: string;
  readonly code: string;
  readonly at: Date;
}

/** Nobody goes without a code while there is one, no pool gives more than it has, and nobody has another one's. */
const expectFair = (wishes: readonly Wish[], issues: readonly IssueRow[], left: number): void => {
  expect(new Set(issues.map(({ poolId, code }) => `${poolId} ${code}`)).size).toBe(issues.length);
  for (const poolId of world.workspace.pools) {
    const given = issues.filter((issue) => issue.poolId === poolId);
    const refused = wishes.filter((wish) => wish.poolId === poolId && !wish.got);
    expect(given.length).toBeLessThanOrEqual(left);
    if (refused.length > 0) expect(given).toHaveLength(left);
    const lastGiven = Math.max(Number.NEGATIVE_INFINITY, ...given.map(({ at }) => at.getTime()));
    for (const { at } of refused) expect(at.getTime()).toBeGreaterThanOrEqual(lastGiven);
  }
};

const play = async (to: EngineWorld, { graph, edits, allocations }: Drawn, group: readonly Person[]): Promise<string> => {
  await to.database.query(`UPDATE journeys SET state = 'stopped' WHERE id <> $1`, [elsewhere]);
  await to.journeys.stop(elsewhere);
  for (const { profile } of group) await storePerson(to.database, profile);
  const instants = instantsOf(group);
  for (const instant of instants.filter((at) => at < LAUNCH))
    for (const event of batchAt(group, instant)) await storeEvents(to.database, event.customerId, [event], instant);
  to.clock.moveTo(LAUNCH);
  await to.journeys.launch(elsewhere);
  const journey = await to.launch(graph);
  const played = group.map((person) => inJourney(journey, person));
  await decide(to, journey, allocations);
  await to.expectConservation(journey);
  const open = [...edits];
  const publishBefore = async (instant: Date): Promise<void> => {
    for (let edit = open[0]; edit && editAt(edit) < instant; edit = open[0]) {
      await publish(to, journey, edit);
      open.shift();
    }
  };
  for (const instant of instants.filter((at) => at >= LAUNCH && at <= UNTIL)) {
    await publishBefore(instant);
    await to.advanceTo(instant);
    await to.receiveAll(batchAt(played, instant).map((event) => ({ ...event, id: `${event.receivedAt.getTime()}-${event.id}` })));
  }
  await publishBefore(UNTIL);
  await to.advanceTo(UNTIL);
  await to.expectConservation(journey);
  return journey;
};

interface MessageRow {
  entryNo: number;
  nodeId: string;
  pass: number;
  at: Date;
  state: string;
  reason: string | null;
  notBefore: Date;
  deferredBy: string | null;
}

const MESSAGES = `
  SELECT entry_no AS "entryNo", node_id AS "nodeId", pass, decided_at AS at, state, reason, not_before AS "notBefore", deferred_by AS "deferredBy" FROM messages
  WHERE journey_id = $1 AND customer_id = $2 ORDER BY entry_no, decided_at, node_id`;

/** What the tables say of a person, in the shape of the interpreter's answer. */
const seen = async (sql: Sql, journeyId: string, id: string, stays: Awaited<ReturnType<typeof pathsOf>>) => {
  const rows = await sql.query<MessageRow>(MESSAGES, [journeyId, id]);
  const [customer] = await readCustomers(sql, [id]);
  const lists = await sql.query<{ id: string }>('SELECT list_id AS id FROM list_members WHERE customer_id = $1', [id]);
  return {
    attributes: customer?.attributes,
    tags: customer?.tags,
    lists: lists.map((list) => list.id).sort(),
    stays: (stays.get(id) ?? []).map(({ entryNo, visits, exit }) => ({
      entryNo,
      visits: visits.map(({ nodeId, arrivedAt, leftAt, handle }) => ({ nodeId, arrivedAt, leftAt, handle })),
      exit,
      messages: rows
        .filter((row) => row.entryNo === entryNo)
        .map(({ nodeId, pass, at, state, reason, notBefore, deferredBy }) => ({
          nodeId,
          pass,
          at,
          fate: state === 'suppressed' ? { state, reason } : { state: 'queued', notBefore, deferredBy },
        })),
    })),
  };
};

const expected = ({ entries, profile }: JourneyPath) => ({
  attributes: profile.attributes,
  tags: profile.tags,
  lists: [...profile.lists].sort(),
  stays: entries.map((stay) => ({
    ...stay,
    messages: [...stay.messages].sort((a, b) => a.at.getTime() - b.at.getTime() || (a.nodeId < b.nodeId ? -1 : 1)),
  })),
});

/** What became of them on the way; what is known of them by then is another journey's business. */
const staysOf = ({ stays }: { stays: unknown }): unknown => stays;

/** Who stood where at an instant, by the ways that people went. */
const standingAt = (paths: Awaited<ReturnType<typeof pathsOf>>, instant: Date): Record<string, number> => {
  const here: Record<string, number> = {};
  for (const { visits } of [...paths.values()].flat()) {
    const visit = visits.find(({ arrivedAt, leftAt }) => arrivedAt < instant && (leftAt === null || leftAt >= instant));
    if (visit) here[visit.nodeId] = (here[visit.nodeId] ?? 0) + 1;
  }
  return here;
};

/** At the end of each day, the replay shows people where their ways have led them, whatever of the totals is folded by then. */
const expectReplay = async (journeyId: string, paths: Awaited<ReturnType<typeof pathsOf>>): Promise<void> => {
  if (random() < 0.5) await foldTotals(world.database, 1);
  const { frames } = await world.journeys.replay(journeyId);
  expect(frames.map(({ here }) => here)).toEqual(frames.map(({ until }) => standingAt(paths, new Date(until))));
  expect(frames.reduce((entered, frame) => entered + frame.entered, 0)).toBe([...paths.values()].flat().length);
};

/** Plays a journey and compares what the tables say of each person with what the interpreter says. */
const compare = async (drawn: Drawn, group: readonly Person[]): Promise<void> => {
  const left = await restock(world);
  const journeyId = await play(world, drawn, group);
  const issues = await world.database.query<IssueRow>(ISSUES, [journeyId]);
  const wishes: Wish[] = [];
  const [version, ...next] = await world.database.query<{ plan: Plan }>(
    'SELECT plan FROM journey_versions WHERE journey_id = $1 ORDER BY number',
    [journeyId],
  );
  if (!version) throw new Error('no version');
  const edits = drawn.edits.flatMap((edit, at) => {
    const plan = next[at]?.plan;
    return plan ? [{ ...edit, at: editAt(edit), plan }] : [];
  });
  const paths = await pathsOf(world.database, journeyId);
  const pathsElsewhere = await pathsOf(world.database, elsewhere);
  await world.expectConservation(elsewhere);
  const allocations = await allocationsOf(world.database, journeyId);
  for (const { profile, events } of group.map((person) => inJourney(journeyId, person))) {
    const told = {
      workspaceZone: DEFAULT_SETTINGS.timeZone,
      launchedAt: LAUNCH,
      quiet: quietTimesIn(RULES),
      caps: RULES.caps ?? [],
      globalHoldout: RULES.globalHoldout,
      until: UNTIL,
      inSegment: (_: string, person: PersonFacts, now: Date) =>
        evaluateCondition(SEGMENT, person, { now, inSegment: () => false, messageHas: () => false }),
    };
    const hasCode = ({ nodeId, poolId, at }: { nodeId: string; poolId: string; at: Date }): boolean => {
      const isTheirs = (issue: IssueRow): boolean => issue.customerId === profile.id && issue.nodeId === nodeId && issue.poolId === poolId;
      const got = issues.some((issue) => isTheirs(issue) && issue.at.getTime() === at.getTime());
      wishes.push({ poolId, at, got });
      return got;
    };
    const path = interpret(version.plan, profile, events, { ...told, journeyId, edits, allocations, hasCode });
    expect(await seen(world.database, journeyId, profile.id, paths)).toEqual(expected(path));
    const handOvers = path.entries.flatMap(({ exit: left }) => (left?.reason === 'moved_on' ? [left.at] : []));
    const further = interpret(planElsewhere, path.profile, [], { ...told, journeyId: elsewhere, handOvers });
    expect(staysOf(await seen(world.database, elsewhere, profile.id, pathsElsewhere))).toEqual(staysOf(expected(further)));
  }
  await expectReplay(journeyId, paths);
  expectFair(wishes, issues, left);
};

interface Drawn {
  readonly graph: Graph;
  readonly edits: readonly DrawnEdit[];
  readonly allocations: readonly ExperimentAllocation[];
}

/** A journey that nobody can come into any more may be finished when it is edited, and a launch is then another one: only those that events lead into are. */
const isEdited = ({ nodes }: Graph): boolean => nodes.some(({ type }) => type === 'event-entry');

const journeys: fc.Arbitrary<Drawn> = anyGraph({ known, leaves: ['attribute', 'event', 'tag', 'consent', 'list', 'segment'] }).chain(
  (graph) =>
    (isEdited(graph) ? anyEdits(graph, known) : fc.constant([])).chain((edits) =>
      anyAllocations(...[graph, ...edits.map((edit) => edit.graph)].map((drawn) => planOf(drawn, known))).map((allocations) => ({
        graph,
        edits,
        allocations,
      })),
    ),
);
const groups = fc.array(fc.record({ profile: anyTraveller({ known }), events: anyEvents() }), { minLength: 1, maxLength: 7 });

/** How many shards, and which part of the cases: what goes wrong in four goes wrong soon, and the statements are the same. */
const SHARDS = [
  { shards: 1, part: 1 },
  { shards: 4, part: 1 / 4 },
  { shards: 16, part: 1 / 8 },
];

describe.each(SHARDS)('the SQL engine on $shards shards', ({ shards, part }) => {
  beforeAll(async () => {
    if (world.database.shards !== shards) world = await prepared(shards);
  });

  it(
    'takes every person the way that the interpreter takes them',
    async () => {
      const end = Date.now() + MOST_MS * part;
      let played = 0;
      const property = fc.asyncProperty(journeys, groups, fc.nat(), async (journey, drawn, start) => {
        if (Date.now() > end) return;
        seed = start;
        await compare(
          journey,
          drawn.map(({ profile, events }) => ({ profile: unique(profile), events })),
        );
        played += 1;
      });
      await fc.assert(property, { numRuns: Math.ceil(RUNS * part), endOnFailure: true });
      expect(played).toBeGreaterThan(0);
    },
    4 * MOST_MS,
  );
});
