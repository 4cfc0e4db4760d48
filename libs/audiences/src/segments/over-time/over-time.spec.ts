import { computing } from '@wayfare/customers/testing';
import { addDuration, type Condition, ManualClock } from '@wayfare/kernel';
import { testDatabase } from '@wayfare/platform/testing';
import { Segments } from '../segments.js';
import { SegmentsComputation } from './computation.js';

const NOW = new Date('2027-03-30T09:00:00.000Z');
const inCity = (city: string): Condition => ({ attribute: 'city', is: 'eq', value: city });

const worldOn = async (shards: number) => {
  const database = await testDatabase({ shards });
  const clock = new ManualClock(NOW);
  const { computations, announced, settle } = computing({ database, clock, all: [new SegmentsComputation()] });
  const segments = new Segments({ database, clock });
  const live = async (city: string, ids: readonly number[]): Promise<void> => {
    await database.query(
      `INSERT INTO customers (id, attributes, created_at, updated_at) SELECT id, '{}', $2, $2 FROM unnest($1::bigint[]) id
       WHERE id NOT IN (SELECT id FROM customers)`,
      [ids, NOW],
    );
    await database.query(`UPDATE customers SET attributes = jsonb_build_object('city', $2::text) WHERE id = ANY ($1::bigint[])`, [
      ids,
      city,
    ]);
  };
  /** Until the next night has been worked through. */
  const sleep = async (): Promise<void> => {
    clock.moveTo(addDuration(clock.now(), 'P1D'));
    await settle();
  };
  const moved = async (id: string, what: 'entered' | 'left', day: string): Promise<string[]> =>
    (await segments.segmentMoves(id, { what, day })).items.map((one) => one.id).reverse();
  return { database, clock, computations, segments, announced, live, settle, sleep, moved };
};

/** A journey under way that listens for an event of the product, of one segment where it is named. */
const listenFor = (world: Awaited<ReturnType<typeof worldOn>>, event: string, segment?: string) =>
  world.database.query(
    `WITH j AS (INSERT INTO journeys (name, state, draft, created_at, updated_at) VALUES ('j', 'running', '{}', $1, $1) RETURNING id)
     INSERT INTO journey_versions (journey_id, number, graph, plan, published_at) SELECT id, 1, '{}', $2, $1 FROM j`,
    [
      NOW,
      JSON.stringify({
        steps: { n1: { kind: 'event-entry', event, where: segment ? [{ property: 'segment', is: 'eq', value: segment }] : [] } },
      }),
    ],
  );

describe.each([1, 4])('a segment over time, on %i shards', (shards) => {
  it('has its people of each day, and who came and went since the day before', async () => {
    const world = await worldOn(shards);
    await world.live('Lyon', [1, 2, 3]);
    await world.live('Nice', [4, 5]);
    const { id } = await world.segments.createSegment({ name: 'Lyon', condition: inCity('Lyon') });
    const others = await world.segments.createSegment({ name: 'Others', condition: { not: { segment: id } } });
    expect(await world.segments.segmentDays(id)).toEqual({ days: [], since: null });
    await world.settle();
    expect(await world.segments.segmentDays(id)).toEqual({
      days: [{ day: '2027-03-30', people: 3, entered: null, left: null }],
      since: NOW.toISOString(),
    });
    await world.live('Lyon', [4, 6]);
    await world.live('Nice', [1, 2]);
    await world.sleep();
    expect((await world.segments.segmentDays(id)).days.at(-1)).toEqual({ day: '2027-03-31', people: 3, entered: 2, left: 2 });
    expect(await world.moved(id, 'entered', '2027-03-31')).toEqual(['4', '6']);
    expect(await world.moved(id, 'left', '2027-03-31')).toEqual(['1', '2']);
    expect(await world.moved(others.id, 'entered', '2027-03-31')).toEqual(['1', '2']);
    const first = await world.segments.segmentMoves(id, { what: 'entered', day: '2027-03-31', limit: 1 });
    const next = await world.segments.segmentMoves(id, { what: 'entered', day: '2027-03-31', limit: 1, cursor: first.next ?? '' });
    expect([first, next].map(({ items }) => items.map((one) => one.id))).toEqual([['6'], ['4']]);
    await world.sleep();
    expect((await world.segments.segmentDays(id)).days.at(-1)).toEqual({ day: '2027-04-01', people: 3, entered: 0, left: 0 });
  });

  it('has nobody come or go because its question was changed, or that of a segment it names', async () => {
    const world = await worldOn(shards);
    await world.live('Lyon', [1, 2]);
    await world.live('Nice', [3]);
    await listenFor(world, 'customer.segment_entered');
    const inner = await world.segments.createSegment({ name: 'inner', condition: inCity('Lyon') });
    const outer = await world.segments.createSegment({ name: 'outer', condition: { any: [{ segment: inner.id }] } });
    await world.settle();
    await world.segments.changeSegment(inner.id, { name: 'inner', condition: inCity('Nice') });
    await world.settle();
    expect((await world.segments.segmentDays(outer.id)).days).toEqual([{ day: '2027-03-30', people: 1, entered: null, left: null }]);
    expect(await world.moved(outer.id, 'entered', '2027-03-30')).toEqual([]);
    expect(await world.database.query('SELECT 1 FROM events')).toEqual([]);
  });

  it('tells of who comes and goes as events, only where a journey listens for that segment', async () => {
    const world = await worldOn(shards);
    await world.live('Nice', [1, 2, 3]);
    const lyon = await world.segments.createSegment({ name: 'Lyon', condition: inCity('Lyon') });
    await world.segments.createSegment({ name: 'Not in Nice', condition: { not: inCity('Nice') } });
    await listenFor(world, 'customer.segment_entered', lyon.id);
    await world.settle();
    await world.live('Lyon', [2, 3]);
    await world.sleep();
    const told = 'SELECT customer_id AS id, name, properties FROM events ORDER BY customer_id';
    const entered = (id: string) => ({ id, name: 'customer.segment_entered', properties: { segment: lyon.id, name: 'Lyon' } });
    expect(await world.database.query(told)).toEqual([entered('2'), entered('3')]);
    expect(world.announced.length).toBeGreaterThan(0);
    await world.live('Nice', [2]);
    await world.sleep();
    expect(await world.database.query(told)).toHaveLength(2);
  });

  it('is found to the end by another worker where one dies, and says each move once', async () => {
    const world = await worldOn(shards);
    await world.live('Nice', [1, 2, 3]);
    const { id } = await world.segments.createSegment({ name: 'Lyon', condition: inCity('Lyon') });
    await world.settle();
    await world.live('Lyon', [1, 2]);
    world.clock.moveTo(addDuration(NOW, 'P1D'));
    await world.computations.reconcile();
    const { latest: run } = await world.computations.latest(new SegmentsComputation().name);
    // two workers get the same run; each step is taken by one of them
    await Promise.all([world.computations.run(run?.id ?? ''), world.computations.run(run?.id ?? '')]);
    expect((await world.segments.segmentDays(id)).days.at(-1)).toMatchObject({ people: 2, entered: 2, left: 0 });
  });

  it('forgets who moved after thirty days, and all of a segment that is no more', async () => {
    const world = await worldOn(shards);
    await world.live('Nice', [1]);
    const { id } = await world.segments.createSegment({ name: 'Lyon', condition: inCity('Lyon') });
    await world.settle();
    await world.live('Lyon', [1]);
    await world.sleep();
    expect(await world.moved(id, 'entered', '2027-03-31')).toEqual(['1']);
    world.clock.moveTo(addDuration(NOW, 'P32D'));
    await world.settle();
    expect(await world.database.query('SELECT 1 FROM segment_moves')).toEqual([]);
    await world.segments.deleteSegment(id);
    const another = await world.segments.createSegment({ name: 'Nice', condition: inCity('Nice') });
    await world.sleep();
    expect(await world.database.query('SELECT DISTINCT segment_id AS id FROM segment_days')).toEqual([{ id: another.id }]);
    expect(await world.database.query("SELECT segment_ids FROM customer_segments WHERE segment_ids <> '{}'")).toEqual([]);
  });
});
