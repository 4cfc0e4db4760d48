import { audience, draw, exit, send, wait } from '@wayfare/journey/testing';
import { engineWorld } from '../testing.js';
import { checkConservation } from './conservation.js';

const world = await engineWorld();
const graph = draw({ all: audience(), pause: wait('P1D'), mail: send({ templateId: world.workspace.mail }), end: exit() }, [
  'all -> pause -> mail -> end',
]);

describe('the self-check', () => {
  it('finds nothing where people and moves agree, and says where they do not', async () => {
    const [somebody = ''] = await world.people({}, {}, {});
    const journeyId = await world.launch(graph);
    const other = await world.launch(graph);
    expect(await checkConservation(world.database)).toEqual([]);

    const [version] = await world.database.query<{ id: string }>('SELECT version_id AS id FROM journeys WHERE id = $1', [journeyId]);
    const at = { journeyId, versionId: version?.id };
    await world.database.query('DELETE FROM enrollments WHERE journey_id = $1 AND customer_id = $2', [journeyId, somebody]);
    expect(await checkConservation(world.database)).toEqual([
      { ...at, nodeId: 'pause', byMoves: 3, byTotals: 3, byCount: 2 },
      { ...at, nodeId: null, byMoves: 3, byTotals: 3, byCount: 2 },
    ]);
    expect(await checkConservation(world.database, other)).toEqual([]);
  });

  it('finds a running total that the moves do not bear out', async () => {
    const journeyId = await world.launch(graph);
    await world.database.query(
      `UPDATE way_totals SET people = people + 1 WHERE id = (SELECT min(id) FROM way_totals WHERE journey_id = $1 AND to_node = 'pause')`,
      [journeyId],
    );
    const found = await checkConservation(world.database, journeyId);
    expect(found.map(({ nodeId, byMoves, byTotals }) => [nodeId, byTotals - byMoves])).toEqual([
      ['all', -1],
      ['pause', 1],
    ]);
  });
});
