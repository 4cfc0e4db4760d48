import { audience, branch, draw, eventEntry, exit, send, split, update, wait, waitEvent } from '@wayfare/journey/testing';
import { testDatabase } from '@wayfare/platform/testing';
import { checkConservation } from './index.js';
import { engineWorld } from './testing.js';

const PEOPLE = 400;
const AT_ONCE = 6;

let seed = 20_270_301;
const random = (): number => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 4_294_967_296;
};
const prepared = async (shards: number) =>
  engineWorld({ database: await testDatabase({ poolSize: 16, shards }), cohortLimit: 25, mischief: { random, lose: 0.05, repeat: 0.2 } });
let world = await prepared(1);
const mail = () => send({ templateId: world.workspace.mail });
const some = <T>(items: readonly T[], share: number): T[] => items.filter(() => random() < share);

/*
 *   all  ─┐                        ┌─ matched ─ mail ──┐
 *   come ─┴─ tag ── split ─┬─ asked ┴─ timeout ─────────┼─ vip ─┬─ yes ─ late ─┬─ end        a purchase ends the stay
 *                          └─ pause ────────────────────┘       └─ else ───────┘
 */
const graph = draw(
  {
    all: audience({ reentry: { policy: 'always' }, holdout: 0.1 }),
    come: eventEntry('visit', { reentry: { policy: 'always' } }),
    tag: update({ addTags: ['seen'] }),
    arms: split({ a: 1, b: 1 }),
    asked: waitEvent('open', 'PT1H'),
    mail: mail(),
    pause: wait('PT1H'),
    vip: branch({ yes: { tag: 'vip' } }),
    late: mail(),
    end: exit(),
  },
  [
    'all -> tag -> arms:a -> asked:matched -> mail -> vip:yes -> late -> end',
    'come -> tag',
    'arms:b -> pause -> vip',
    'asked:timeout -> vip:else -> end',
  ],
  { goal: { event: 'purchase', window: 'P7D' } },
);

/** Looks at the sums while others are at work, on a connection of its own; gives what did not add up. */
const watch = (): { stop: () => Promise<readonly unknown[]> } => {
  let watching = true;
  const seen: unknown[] = [];
  const looking = (async () => {
    while (watching) seen.push(...(await checkConservation(world.database)));
  })();
  return {
    stop: async () => {
      watching = false;
      await looking;
      return seen;
    },
  };
};

const deadlocks = async (): Promise<number> => {
  const { database } = world;
  await database.query('SELECT pg_stat_force_next_flush()');
  const [row] = await database.query<{ deadlocks: number }>(
    'SELECT deadlocks::int AS deadlocks FROM pg_stat_database WHERE datname = current_database()',
  );
  return row?.deadlocks ?? -1;
};

/** What somebody at the keys does while everything is in motion, by the round. */
const KEYS: Readonly<Record<number, (one: string, two: string) => Promise<unknown>>> = {
  2: (one) => world.journeys.pause(one),
  3: (one) => world.journeys.resume(one),
  4: (_, two) => Promise.all([world.journeys.stop(two), world.queues.drain(AT_ONCE)]),
};

/** Events come, steps fall due, people are erased: all at once. Gives who was erased. */
const playRound = async (alive: readonly string[]): Promise<string[]> => {
  for (const name of ['open', 'purchase', 'visit', 'open'])
    await world.receiveAll(some(alive, 0.12).map((customerId) => ({ customerId, name })));
  const leaving = some(alive, 0.01);
  await world.engine.reconcile();
  await Promise.all([world.queues.drain(AT_ONCE), ...leaving.map((id) => world.engine.erase(id)), world.mailing.request()]);
  return leaving;
};

const DOUBLE_MESSAGES = 'SELECT 1 FROM messages GROUP BY customer_id, journey_id, entry_no, node_id HAVING count(*) > 1';
const DOUBLE_STAYS = `
  SELECT 1 FROM enrollments e JOIN cohorts c ON c.id = e.cohort_id
  WHERE e.left_at IS NULL AND c.state = 'standing' GROUP BY e.customer_id, e.journey_id HAVING count(*) > 1`;

describe.each([1, 4])('steps, events and departures all at once, on %i shards', (shards) => {
  beforeAll(async () => {
    if (world.database.shards !== shards) world = await prepared(shards);
  });

  it('lose nobody, make nobody, and never wait for each other in a circle', async () => {
    const ids = await world.people(...Array.from({ length: PEOPLE }, (_, at) => ({ tags: at % 3 === 0 ? ['vip'] : [] })));
    const one = (await world.journeys.createJourney({ name: 'one', graph })).id;
    const two = (await world.journeys.createJourney({ name: 'two', graph })).id;
    const watching = watch();
    for (const journey of [one, two]) await world.journeys.launch(journey);
    const gone = new Set<string>();
    for (let round = 0; round < 6; round += 1) {
      const leaving = await playRound(ids.filter((id) => !gone.has(id)));
      for (const id of leaving) gone.add(id);
      await KEYS[round]?.(one, two);
      world.clock.moveTo(new Date(world.clock.now().getTime() + 40 * 60_000));
    }
    await world.advance('P1D');
    const { database } = world;
    expect(await watching.stop()).toEqual([]);
    expect(await checkConservation(database)).toEqual([]);
    expect(await deadlocks()).toBe(0);
    const live = await world.journeys.live(one);
    expect(live).toMatchObject({ inside: 0 });
    expect(live.entered).toBeGreaterThan(PEOPLE);
    expect([await database.query(DOUBLE_MESSAGES), await database.query(DOUBLE_STAYS)]).toEqual([[], []]);
  }, 300_000);
});
