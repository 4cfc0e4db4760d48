import { storeEvents, storePerson } from '@wayfare/customers/testing';
import type { Graph, JourneyEvent } from '@wayfare/journey';
import { anyEvents, anyGraph, anyTraveller, audience, draw, eventEntry, exit, goTo, LAUNCH, send, wait } from '@wayfare/journey/testing';
import { addDuration, type Profile } from '@wayfare/kernel';
import { changeSettings, JOB, QUEUE } from '@wayfare/platform';
import { PlannedDatabase, testDatabase } from '@wayfare/platform/testing';
import fc from 'fast-check';
import { MessageGate } from './gate/message-gate.js';
import { engineHandler } from './handlers.js';
import { readGraphContext } from './journeys/context.js';
import { engineWorld } from './testing.js';

/*
 * Each statement of the engine touches one shard (decision 014), so that on a database that is spread over machines it stays on one. What every statement really sent would do is asked of the
 * planner, for random journeys and random people.
 */

const SHARDS = 4;
const JOURNEYS = 10;
const database = new PlannedDatabase(await testDatabase({ shards: SHARDS }));
const world = await engineWorld({ database, now: LAUNCH, cohortLimit: 3 });
/** Where others hand people over to. */
const { id: elsewhere } = await world.journeys.createJourney({
  name: 'elsewhere',
  graph: draw({ door: eventEntry('never'), rest: wait('P2D'), end: exit() }, ['door -> rest -> end']),
});
const known = await readGraphContext(database);
const handle = engineHandler(world.engine);
/** A look at an experiment counts its people in all shards. */
const READS_ALL: readonly string[] = [JOB.look];
await world.queues.process(QUEUE.engine, (job) =>
  READS_ALL.includes(job.name) ? handle(job) : database.watch(job.name, () => handle(job)),
);
await changeSettings(database, world.clock, {
  extra: { caps: [{ per: 'day', max: 1 }], globalHoldout: 0.1, quietHours: { from: '21:30', to: '08:00', channels: ['email'] } },
});

const told = async () => [
  ...new Set(
    (await database.crossings()).map(
      ({ during, text, relations }) => `${during}: ${text.trim().replace(/\s+/g, ' ').slice(0, 400)} (${relations.join(', ')})`,
    ),
  ),
];
const UNTIL = addDuration(LAUNCH, 'P45D');
const ID_APART = 1000;
interface Drawn {
  readonly graph: Graph;
  readonly group: readonly { readonly profile: Profile; readonly events: readonly JourneyEvent[] }[];
}
const graphs: fc.Arbitrary<Drawn> = fc.record({
  graph: anyGraph({ known, leaves: ['attribute', 'event', 'tag', 'consent', 'list'] }),
  group: fc.array(fc.record({ profile: anyTraveller({ known }), events: anyEvents() }), { minLength: 4, maxLength: 7 }),
});

let played = 0;
const play = async ({ graph, group }: Drawn): Promise<void> => {
  played += 1;
  world.clock.moveTo(LAUNCH);
  await database.query(`UPDATE journeys SET state = 'stopped'`);
  await world.journeys.launch(elsewhere);
  const people = group.map(({ profile, events }, place) => {
    const id = String(played * ID_APART + place);
    return { profile: { ...profile, id, externalId: null, scores: {} }, events };
  });
  for (const { profile, events } of people) {
    await storePerson(database, profile);
    for (const event of events.filter(({ receivedAt }) => receivedAt < LAUNCH))
      await storeEvents(database, profile.id, [event], event.receivedAt);
  }
  await world.launch(graph);
  const coming = people.flatMap(({ profile, events }) => events.map((event) => ({ ...event, customerId: profile.id })));
  const instants = [...new Set(coming.map(({ receivedAt }) => receivedAt.getTime()))].sort((a, b) => a - b);
  for (const instant of instants.filter((time) => time >= LAUNCH.getTime() && time <= UNTIL.getTime())) {
    await world.advanceTo(new Date(instant));
    await world.receiveAll(coming.filter(({ receivedAt }) => receivedAt.getTime() === instant));
  }
  await world.advanceTo(UNTIL);
};

describe('the statements of the engine', () => {
  it('touch the tables of one shard each, whatever people do', async () => {
    const property = fc.asyncProperty(graphs, async (drawn) => {
      await play(drawn);
      expect(await told()).toEqual([]);
    });
    await fc.assert(property, { numRuns: JOURNEYS, endOnFailure: true });
    const kinds = new Set(database.planned.map(({ during }) => during));
    for (const kind of ['enter', 'enter-chunk', 'step', 'wake']) expect(kinds).toContain(kind);
    expect(new Set(database.planned.map(({ text }) => text)).size).toBeGreaterThan(40);
  }, 300_000);

  it('that hand people over to another journey do too', async () => {
    await world.people({ attributes: { who: 'goes' } }, { attributes: { who: 'goes' } }, { attributes: { who: 'goes' } });
    const going = audience({ condition: { attribute: 'who', is: 'eq', value: 'goes' } });
    await world.launch(draw({ all: going, over: goTo(elsewhere) }, ['all -> over']));
    expect(new Set(database.planned.map(({ during }) => during))).toContain('hand-over');
    expect(await told()).toEqual([]);
    await world.expectConservation();
  });

  it('that erase somebody, and let a message go, do too', async () => {
    const [person = '', other = ''] = await world.people({ attributes: { who: 'one' } }, { attributes: { who: 'one' } });
    const mine = audience({ condition: { attribute: 'who', is: 'eq', value: 'one' } });
    const journeyId = await world.launch(
      draw({ all: mine, mail: send({ templateId: world.workspace.mail }), pause: wait('P9D'), end: exit() }, [
        'all -> mail -> pause -> end',
      ]),
    );
    const [row] = await database.query<{ versionId: string; shard: number }>(
      'SELECT version_id AS "versionId", wayfare_shard($2) AS shard FROM journeys WHERE id = $1',
      [journeyId, other],
    );
    const message = { key: 'a', customerId: other, journeyId, entryNo: 1, nodeId: 'mail', pass: 1, versionId: row?.versionId ?? '' };
    await database.watch('erase', () => world.engine.erase(person));
    await database.watch('gate', () => new MessageGate({ clock: world.clock }).blocked(database.onShard(row?.shard ?? 0), [message]));
    const later = database.planned.filter(({ during }) => during === 'erase' || during === 'gate');
    expect(later.length).toBeGreaterThan(10);
    expect(await told()).toEqual([]);
    await world.expectConservation(journeyId);
  });

  it('are caught where they touch more', async () => {
    await database.watch('by mistake', () => database.query('SELECT count(*) FROM enrollments'));
    await database.watch('by mistake', () => database.onShard(1).query(`INSERT INTO public.list_members SELECT 1, 1, now() WHERE false`));
    await database.watch('by mistake', () => database.onShard(1).query('SELECT 1 FROM customers c JOIN shard_2.customers o USING (id)'));
    expect((await told()).filter((text) => text.startsWith('by mistake'))).toHaveLength(3);
  });
});
