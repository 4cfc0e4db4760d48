import { type Graph, splitSalt } from '@wayfare/journey';
import { audience, branch, draw, exit, experiment, planOf, send, split, wait, waitEvent } from '@wayfare/journey/testing';
import { saltSeed, stableFraction } from '@wayfare/kernel';
import { changeSettings } from '@wayfare/platform';
import { engineWorld } from '../testing.js';
import { Forecasts } from './forecasts.js';

const world = await engineWorld();
const forecasts = new Forecasts(world.engine);
const mail = () => send({ templateId: world.workspace.mail });
const shanghai = { timeZone: 'Asia/Shanghai' };

const preview = async (graph: Graph, customerId: string) => {
  const { id } = await world.journeys.createJourney({ name: 'previewed', graph });
  return { id, ...(await forecasts.previewJourney(id, { customerId })) };
};

describe('previewing as a customer', () => {
  it('tells every step with its instant and the reason, also for somebody outside of the audience', async () => {
    const [lyon = ''] = await world.people({ attributes: { city: 'Lyon' }, ...shanghai });
    const graph = draw(
      {
        all: audience({ condition: { attribute: 'city', is: 'eq', value: 'Porto' } }),
        is: branch({ lyon: { attribute: 'city', is: 'eq', value: 'Lyon' } }),
        part: split({ a: 1, b: 1 }),
        pause: wait('P2D'),
        hear: waitEvent('buy', 'P1D'),
        mail: mail(),
        end: exit(),
      },
      [
        'all -> is',
        'is:lyon -> part',
        'is:else -> end',
        'part:a -> pause',
        'part:b -> pause -> hear',
        'hear:matched -> end',
        'hear:timeout -> mail -> end',
      ],
    );
    const { id, steps, exit: left } = await preview(graph, lyon);
    const fraction = stableFraction(lyon, saltSeed(splitSalt(id, 'part')));
    expect(steps.map(({ nodeId, because }) => [nodeId, because.code, because.values])).toEqual([
      ['all', 'came_in', {}],
      ['is', 'path_holds', { path: 'lyon' }],
      ['part', 'arm_by_hash', { arm: fraction < 0.5 ? 'a' : 'b', fraction: fraction.toFixed(3) }],
      ['pause', 'waited', { until: '2027-03-03T02:00:00.000Z' }],
      ['hear', 'timed_out', { event: 'buy' }],
      ['mail', 'sent', { at: '2027-03-04T02:00:00.000Z' }],
      ['end', 'ended', {}],
    ]);
    expect(left).toEqual({ at: '2027-03-04T02:00:00.000Z', reason: 'completed', nodeId: 'end' });
    expect(await world.database.query('SELECT 1 FROM enrollments')).toEqual([]);
  });

  it('says why a message waits, or does not go at all', async () => {
    await changeSettings(world.database, world.clock, { extra: { quietHours: { from: '09:00', to: '12:00' } } });
    const [there = '', nowhere = ''] = await world.people(shanghai, { email: null });
    const graph = draw({ all: audience(), mail: mail(), end: exit() }, ['all -> mail -> end']);
    expect((await preview(graph, there)).steps[1]?.because).toEqual({
      code: 'deferred',
      values: { until: '2027-03-01T04:00:00.000Z', by: 'quiet_hours' },
    });
    expect((await preview(graph, nowhere)).steps[1]?.because).toEqual({ code: 'suppressed', values: { reason: 'unreachable' } });
    await changeSettings(world.database, world.clock, { extra: { globalHoldout: 0.5 } });
    const heldOut = (await world.people(...Array.from({ length: 12 }, () => ({})))).find(
      (id) => stableFraction(id, saltSeed('holdout')) < 0.5,
    );
    expect((await preview(graph, heldOut ?? '')).steps).toMatchObject([
      { nodeId: 'all', because: { code: 'left', values: { reason: 'holdout' } } },
    ]);
  });

  it('says by which shares an experiment took the person: those in force', async () => {
    const [person = ''] = await world.people({});
    const graph = draw({ all: audience(), test: experiment({ a: 1, b: 3 }), end: exit() }, ['all -> test:a -> end', 'test:b -> end']);
    const { id, steps } = await preview(graph, person);
    const arm = stableFraction(person, saltSeed(splitSalt(id, 'test'))) < 0.25 ? 'a' : 'b';
    expect(steps[1]?.because).toEqual({ code: 'arm_by_experiment', values: { arm, share: arm === 'a' ? '0.25' : '0.75' } });
    const compiled = planOf(graph).steps['test'];
    const [row] = await world.database.query<{ id: string }>(
      `INSERT INTO experiments (journey_id, node_id, among, begun_at) VALUES ($1, 'test', $2, $3) RETURNING id`,
      [id, compiled?.kind === 'experiment' ? compiled.among : '', world.clock.now()],
    );
    await world.database.query(
      `INSERT INTO experiment_allocations (experiment_id, from_at, why, arm, weights, figures) VALUES ($1, $2, 'chosen', 'b', '{"a":0,"b":1}', '[]')`,
      [row?.id, new Date(world.clock.now().getTime() - 1)],
    );
    const after = await forecasts.previewJourney(id, { customerId: person });
    expect(after.steps[1]).toMatchObject({ handle: 'b', because: { code: 'arm_by_experiment', values: { arm: 'b', share: '1' } } });
    expect(await world.database.query('SELECT 1 FROM experiments WHERE journey_id = $1', [id])).toHaveLength(1);
  });

  it('knows nobody who is not there', async () => {
    const graph = draw({ all: audience(), mail: mail(), end: exit() }, ['all -> mail -> end']);
    await expect(preview(graph, '999999')).rejects.toMatchObject({ code: 'not_found' });
  });
});
