import { audience, draw, exit, send, wait } from '@wayfare/journey/testing';
import { Metrics } from '@wayfare/platform';
import { engineWorld } from '../testing.js';
import { Watch } from './watch.js';

const world = await engineWorld();
let isAway = false;
const watch = new Watch({
  database: world.database,
  clock: world.clock,
  queues: { ping: () => (isAway ? Promise.reject(new Error('away')) : Promise.resolve()) },
});
// all -> day -> mail -> end
const graph = draw({ all: audience(), day: wait('P1D'), mail: send({ templateId: world.workspace.mail }), end: exit() }, [
  'all -> day -> mail -> end',
]);
/** Time passes and nobody works. */
const later = (minutes: number): void => world.clock.moveTo(new Date(world.clock.now().getTime() + minutes * 60_000));
const nobodyLooks = () => world.database.query(`UPDATE self_checks SET ran_at = ran_at - interval '1 hour' WHERE kind = 'look'`);
const checkNow = async (): Promise<void> => {
  await world.database.query('UPDATE self_checks SET begun_at = NULL');
  await world.engine.reconcile();
};

describe('the self-check', () => {
  it('runs by itself, and finds nobody lost in the middle of a journey', async () => {
    await world.people({}, {}, {});
    await world.launch(graph);
    await checkNow();
    const { checks, worker, stalls } = await watch.system();
    expect(worker.isWorking).toBe(true);
    expect(checks.map(({ kind, differences, ranAt }) => [kind, differences, ranAt !== null])).toEqual([
      ['full', [], true],
      ['totals', [], true],
    ]);
    expect(stalls).toEqual([]);
  });

  it('says where the sums and the people part', async () => {
    const [cohort] = await world.database.query<{ id: string; journeyId: string }>(
      `UPDATE cohorts SET size = size + 1 WHERE state = 'standing' RETURNING id, journey_id AS "journeyId"`,
    );
    await world.database.query('DELETE FROM enrollments WHERE customer_id = (SELECT min(customer_id) FROM enrollments)');
    await checkNow();
    const { checks } = await watch.system();
    const journeyId = cohort?.journeyId;
    expect(checks.find(({ kind }) => kind === 'totals')?.differences).toEqual([{ journeyId, nodeId: 'day', byTotals: 3, byCount: 4 }]);
    expect(checks.find(({ kind }) => kind === 'full')?.differences).toContainEqual({ journeyId, nodeId: 'day', byTotals: 3, byCount: 2 });
    const metrics = new Metrics('test');
    watch.measure(metrics);
    expect(await metrics.text()).toMatch(/wayfare_conservation_differences\{program="test"\} 3/);
    await world.database.query('UPDATE cohorts SET size = size - 1 WHERE id = $1', [cohort?.id]);
    await world.journeys.stop(journeyId ?? '');
  });

  it('says where the totals of the messages and the messages part, and in which state', async () => {
    const journeyId = await world.launch(
      draw({ all: audience(), mail: send({ templateId: world.workspace.mail }), end: exit() }, ['all -> mail -> end']),
    );
    const change = (by: number) =>
      world.database.query(
        `UPDATE message_totals SET messages = messages + $2 WHERE id = (SELECT max(id) FROM message_totals WHERE journey_id = $1 AND state = 'sent')`,
        [journeyId, by],
      );
    await change(2);
    await checkNow();
    const { checks } = await watch.system();
    const differences = checks.find(({ kind }) => kind === 'full')?.differences;
    expect(differences).toContainEqual({ journeyId, nodeId: 'mail', state: 'sent', byTotals: 5, byCount: 3 });
    await change(-2);
  });

  it('is run by one of several workers, once in its time', async () => {
    await checkNow();
    const ran = async () => (await watch.system()).checks.map(({ ranAt }) => ranAt);
    const before = await ran();
    await Promise.all([world.engine.reconcile(), world.engine.reconcile()]);
    expect(await ran()).toEqual(before);
  });
});

describe('what stands still', () => {
  it('is people whose time was up ten minutes ago: where, since when, and why', async () => {
    const journeyId = await world.launch(graph);
    const since = new Date(world.clock.now().getTime() + 86_400_000).toISOString();
    later(24 * 60 + 9);
    expect((await watch.system()).stalls).toEqual([]);
    later(2);
    await nobodyLooks();
    const stalled = { what: 'people', journeyId, name: 'test', nodeId: 'day', connector: null, count: 3, since, retryAt: null };
    expect((await watch.system()).stalls).toEqual([{ ...stalled, why: 'worker_gone' }]);
    isAway = true;
    expect((await watch.system()).stalls).toEqual([{ ...stalled, why: 'queue_away' }]);
    isAway = false;
    await world.engine.reconcile();
    expect((await watch.system()).stalls).toEqual([{ ...stalled, why: 'behind' }]);
    await world.settle();
    expect((await watch.system()).stalls).toEqual([]);
  });

  it('is messages that nobody has in hand, and not those of a paused journey', async () => {
    await world.mailing.holdBack(true);
    const journeyId = await world.launch(
      draw({ all: audience(), mail: send({ templateId: world.workspace.mail }), day: wait('P9D'), end: exit() }, [
        'all -> mail -> day -> end',
      ]),
    );
    later(11);
    expect((await watch.system()).stalls).toMatchObject([
      { what: 'messages', journeyId, connector: 'Mail', count: 3, why: 'connector_paused' },
    ]);
    await world.journeys.pause(journeyId);
    expect((await watch.system()).stalls).toEqual([]);
  });
});
