import { audience, draw, exit, wait } from '@wayfare/journey/testing';
import { checkConservation } from '../read/conservation.js';
import { engineWorld } from '../testing.js';
import { foldTotals } from './fold.js';

const world = await engineWorld();
const { database } = world;
const totals = async (journeyId: string): Promise<unknown> =>
  (
    await database.query(
      'SELECT count(*)::int AS rows, count(*) FILTER (WHERE NOT folded)::int AS open FROM way_totals WHERE journey_id = $1',
      [journeyId],
    )
  )[0];

describe('the running totals of the moves', () => {
  it('become one row for each way, and what the canvas shows stays as it was', async () => {
    await world.people({}, {}, {});
    const all = { ...audience(), data: { ...audience().data, schedule: { cron: '0 9 * * *' }, reentry: { policy: 'always' as const } } };
    const journeyId = await world.launch(draw({ all, pause: wait('PT1H'), end: exit() }, ['all -> pause -> end']));
    await world.advance('P4DT30M');
    const before = await world.journeys.live(journeyId);
    await foldTotals(database, 1);
    // enter at all, all -> pause, pause -> end, end -> out
    expect(await totals(journeyId)).toEqual({ rows: 4, open: 0 });
    expect(await world.journeys.live(journeyId)).toEqual(before);
    await world.advance('P1D');
    await foldTotals(database, 1);
    expect(await totals(journeyId)).toEqual({ rows: 4, open: 0 });
    expect(await world.journeys.live(journeyId)).toMatchObject({ entered: before.entered + 3 });
    expect(await checkConservation(database, journeyId)).toEqual([]);
  });

  it('stay true while moves are appended, folded twice at once and read', async () => {
    const journeyId = '900001';
    const append = (): Promise<unknown> =>
      database.query(
        `INSERT INTO moves (journey_id, version_id, cohort_id, seq, kind, from_node, to_node, people, at) VALUES ($1, 1, 1, 0, 'enter', NULL, 'all', 1, $2)`,
        [journeyId, world.clock.now()],
      );
    const sum = async (): Promise<number> =>
      Number(
        (
          await database.query<{ people: string }>('SELECT coalesce(sum(people), 0) AS people FROM way_totals WHERE journey_id = $1', [
            journeyId,
          ])
        )[0]?.people,
      );
    const seen: number[] = [];
    const writers = Array.from({ length: 4 }, async () => {
      for (let n = 0; n < 50; n += 1) await append();
    });
    const folders = Array.from({ length: 2 }, async () => {
      for (let n = 0; n < 25; n += 1) await foldTotals(database, 1);
    });
    const reader = (async () => {
      for (let n = 0; n < 50; n += 1) seen.push(await sum());
    })();
    await Promise.all([...writers, ...folders, reader]);
    // it only ever grows: nobody saw deltas and their sum at once, or neither
    expect(seen).toEqual([...seen].sort((one, other) => one - other));
    expect(await sum()).toBe(200);
    await database.query('DELETE FROM moves WHERE journey_id = $1', [journeyId]);
    await database.query('DELETE FROM way_totals WHERE journey_id = $1', [journeyId]);
  });
});
