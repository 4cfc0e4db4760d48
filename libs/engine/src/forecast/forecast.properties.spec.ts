import type { ForecastResult } from '@wayfare/contracts';
import { storeEvents, storePerson } from '@wayfare/customers/testing';
import type { Graph, JourneyEvent, Plan } from '@wayfare/journey';
import { anyEvents, anyGraph, anyTraveller, LAUNCH } from '@wayfare/journey/testing';
import { addDuration, type ContactRules, type Profile } from '@wayfare/kernel';
import { changeSettings, createLogger, DEFAULT_SETTINGS } from '@wayfare/platform';
import fc from 'fast-check';
import { compileDraft } from '../journeys/deciles.js';
import { engineWorld } from '../testing.js';
import { forecast } from './forecast.js';

/*
 * What a forecast says is what then happens, when the journey is launched at that instant and nobody does anything: random journeys and people, with what they
 * have done before.
 */

const RUNS = Number(process.env.WAYFARE_PROPERTY_RUNS ?? 25);
/** A busy machine plays fewer. */
const MOST_MS = Number(process.env.WAYFARE_PROPERTY_MS ?? 40_000);
const UNTIL = addDuration(LAUNCH, 'P30D');
const RULES: ContactRules = {
  caps: [
    { per: 'day', max: 2 },
    { per: 'week', max: 3, channel: 'email', over: 'defer' },
    { per: 'month', max: 5, over: 'skip' },
  ],
  globalHoldout: 0.1,
  quietHours: { from: '21:30', to: '08:00', channels: ['email'] },
  holidays: [{ day: '2027-03-29', name: 'Monday' }],
};

const world = await engineWorld({ now: LAUNCH, cohortLimit: 3 });
await changeSettings(world.database, world.clock, { extra: RULES });
const known = world.workspace.known;

interface Person {
  readonly profile: Profile;
  readonly events: readonly JourneyEvent[];
}

let people = 0;
const unique = (profile: Profile): Profile => {
  people += 1;
  const id = String(people);
  return { ...profile, id, externalId: profile.externalId === null ? null : `${profile.externalId}-${id}`, scores: {} };
};

const NODES = `
  SELECT node AS id, sum(arrived)::int AS arrived, sum(here)::int AS here FROM (
    SELECT to_node AS node, people AS arrived, people AS here FROM moves WHERE journey_id = $1
    UNION ALL SELECT from_node, 0, -people FROM moves WHERE journey_id = $1
  ) way WHERE node IS NOT NULL GROUP BY node ORDER BY node COLLATE "C"`;
const EXITS = `SELECT reason, sum(people)::int AS people FROM moves WHERE journey_id = $1 AND to_node IS NULL GROUP BY reason ORDER BY reason`;
const MESSAGES = `
  SELECT m.channel, CASE WHEN m.state = 'suppressed' THEN m.reason WHEN e.left_at < m.not_before THEN 'cancelled' WHEN m.not_before > $2 THEN 'later'
    ELSE (m.not_before AT TIME ZONE $3)::date::text END AS what, count(*)::int AS messages
  FROM messages m JOIN enrollments e ON e.customer_id = m.customer_id AND e.journey_id = m.journey_id AND e.entry_no = m.entry_no
  WHERE m.journey_id = $1 GROUP BY 1, 2 ORDER BY 1, 2`;

/** What happened, in the shape in which a forecast says it. */
const happened = async (journeyId: string, zone: string) => ({
  nodes: await world.database.query(NODES, [journeyId]),
  exits: await world.database.query(EXITS, [journeyId]),
  messages: await world.database.query(MESSAGES, [journeyId, UNTIL, zone]),
});

const sorted = <Row extends object>(rows: readonly Row[], ...keys: (keyof Row)[]): Row[] =>
  [...rows].sort((a, b) => keys.map((key) => (a[key] < b[key] ? -1 : a[key] > b[key] ? 1 : 0)).find((order) => order !== 0) ?? 0);

const said = ({ nodes, exits, channels }: ForecastResult) => ({
  nodes: sorted(
    nodes.flatMap(({ id, arrived, here }) => (arrived > 0 ? [{ id, arrived, here }] : [])),
    'id',
  ),
  exits: sorted(
    Object.entries(exits).map(([reason, count]) => ({ reason, people: count })),
    'reason',
  ),
  messages: sorted(
    channels.flatMap(({ channel, days, suppressed, later, cancelled }) => [
      ...days.map(({ day, messages }) => ({ channel, what: day, messages })),
      ...Object.entries(suppressed).map(([what, messages]) => ({ channel, what, messages })),
      ...(later > 0 ? [{ channel, what: 'later', messages: later }] : []),
      ...(cancelled > 0 ? [{ channel, what: 'cancelled', messages: cancelled }] : []),
    ]),
    'channel',
    'what',
  ),
});

const planOf = async (graph: Graph): Promise<Plan> => {
  const compiled = await compileDraft(world.database, graph, LAUNCH);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
  return compiled.value;
};

const compare = async (graph: Graph, group: readonly Person[]): Promise<void> => {
  await world.database.query(`UPDATE journeys SET state = 'stopped'`);
  await world.database.query('DELETE FROM customers');
  world.clock.moveTo(LAUNCH);
  for (const { profile, events } of group) {
    await storePerson(world.database, profile);
    const before = events.filter(({ receivedAt }) => receivedAt < LAUNCH);
    for (const event of before) await storeEvents(world.database, profile.id, [event], event.receivedAt);
  }
  const { id } = await world.journeys.createJourney({ name: 'foreseen', graph });
  const plan = await planOf(graph);
  const play = {
    ...{ journeyId: id, plan, now: LAUNCH, until: UNTIL, cohortLimit: 3 },
    logger: createLogger({ level: 'silent', name: 'test' }),
    watch: async () => undefined,
  };
  const result = await forecast(world.database, play);
  // in two halves at once: nobody has told the planner how many customers there are (-1)
  expect(await forecast(world.database, play, -1)).toEqual(result);
  await world.journeys.launch(id);
  await world.settle();
  await world.advanceTo(UNTIL);
  expect(said(result)).toEqual(await happened(id, plan.settings.timeZone ?? DEFAULT_SETTINGS.timeZone));
};

const graphs = anyGraph({ known, leaves: ['attribute', 'event', 'tag', 'consent', 'list'] });
const groups = fc.array(fc.record({ profile: anyTraveller({ known }), events: anyEvents() }), { minLength: 1, maxLength: 9 });

describe('a forecast', () => {
  it(
    'says what then happens, when nobody does anything',
    async () => {
      const end = Date.now() + MOST_MS;
      let played = 0;
      const property = fc.asyncProperty(graphs, groups, async (graph, drawn) => {
        if (Date.now() > end) return;
        await compare(
          graph,
          drawn.map(({ profile, events }) => ({ profile: unique(profile), events })),
        );
        played += 1;
      });
      await fc.assert(property, { numRuns: RUNS, endOnFailure: true });
      expect(played).toBeGreaterThan(0);
    },
    4 * MOST_MS,
  );
});
