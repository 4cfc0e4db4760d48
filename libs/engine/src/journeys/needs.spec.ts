import { ENGINE_LEVEL } from '@wayfare/journey';
import { audience, draw, eventEntry, exit, send, wait } from '@wayfare/journey/testing';
import { addDuration } from '@wayfare/kernel';
import { engineWorld } from '../testing.js';

/*
 * While a deployment is updated, workers of two releases run side by side. This engine is the older one here: to the newer one belong the journeys that need more than it knows.
 */
const world = await engineWorld();
const mine = (group: string) => audience({ condition: { attribute: 'group', is: 'eq', value: group } });
const needsOf = async (id: string): Promise<number | undefined> =>
  (await world.database.query<{ needs: number }>('SELECT needs FROM journeys WHERE id = $1', [id]))[0]?.needs;
/** As the newer release leaves a journey that it has published, or takes over when it is everywhere. */
const belongTo = (level: number, id: string) => world.database.query('UPDATE journeys SET needs = $2 WHERE id = $1', [id, level]);

/** The clock moves, and everything that this engine takes for its own is done; what is due and not its own stays due. */
const later = async (duration: string): Promise<void> => {
  world.clock.moveTo(addDuration(world.clock.now(), duration));
  await world.engine.reconcile();
  await world.queues.drain();
};

const mailed = draw({ all: mine('old'), pause: wait('P1D'), mail: send({ templateId: world.workspace.mail }), end: exit() }, [
  'all -> pause -> mail -> end',
]);

describe('a worker of an older release', () => {
  it('leaves a journey alone that needs a newer one, and takes everybody on in the others', async () => {
    const [first = ''] = await world.people({ attributes: { group: 'old' } });
    const [known, newer] = [await world.launch(mailed), await world.launch(mailed)];
    await belongTo(ENGINE_LEVEL + 1, newer);
    await later('P2D');
    expect(await world.ways(known)).toEqual({ [first]: ['all > pause > mail > end (completed)'] });
    expect(await world.ways(newer)).toEqual({ [first]: ['all > pause'] });
    // the newer release takes them on from where they stand: nobody was lost or mailed twice
    await belongTo(ENGINE_LEVEL, newer);
    await later('PT1M');
    expect(await world.ways(newer)).toEqual({ [first]: ['all > pause > mail > end (completed)'] });
    for (const id of [known, newer]) await world.expectConservation(id);
  });

  it('keeps what happens for a newer journey until a newer worker shows it', async () => {
    const [first = ''] = await world.people({ attributes: { group: 'events' } });
    const journey = await world.launch(draw({ come: eventEntry('signup'), end: exit() }, ['come -> end']));
    await belongTo(ENGINE_LEVEL + 1, journey);
    await world.receive(first, { name: 'signup' });
    await later('PT1H');
    expect(await world.ways(journey)).toEqual({});
    await belongTo(ENGINE_LEVEL, journey);
    await later('PT1M');
    expect(await world.ways(journey)).toEqual({ [first]: ['come > end (completed)'] });
  });

  it('is told by the launch what a journey needs, and a later launch that needs less changes nothing for those who are inside', async () => {
    const journey = await world.launch(mailed);
    expect(await needsOf(journey)).toBe(1);
    const graph = draw({ all: mine('old'), mail: send({ templateId: world.workspace.mail, expires: 'PT2H' }), end: exit() }, [
      'all -> mail -> end',
    ]);
    const publish = async (drawing: typeof graph): Promise<void> => {
      await world.journeys.saveDraft(journey, { graph: drawing }, `"${(await world.journeys.journey(journey)).revision}"`);
      await world.journeys.launch(journey);
    };
    await publish(graph);
    expect(await needsOf(journey)).toBe(2);
    await publish(mailed);
    expect(await needsOf(journey)).toBe(2);
  });
});
