import { draw, eventEntry, exit, wait } from '@wayfare/journey/testing';
import { engineWorld } from '../testing.js';

const world = await engineWorld();
// come -> rest -> end: three an hour at most
const graph = draw({ come: eventEntry('visit'), rest: wait('P1D'), end: exit() }, ['come -> rest -> end'], {
  breaker: { most: 3, within: 'PT1H' },
});
const visitors = async (count: number): Promise<void> => {
  const people = await world.people(...Array.from({ length: count }, () => ({})));
  await world.receiveAll(people.map((customerId) => ({ customerId, name: 'visit' })));
  await world.settle();
};

describe('the entry breaker', () => {
  it('pauses the journey before too many come in, says why, and loses nobody', async () => {
    const journey = await world.launch(graph);
    await visitors(3);
    expect(await world.journeys.live(journey)).toMatchObject({ state: 'running', entered: 3, pause: null });
    await visitors(4);
    const from = world.clock.now().toISOString();
    expect(await world.journeys.live(journey)).toMatchObject({
      state: 'paused',
      entered: 3,
      pause: { from, breaker: { most: 3, within: 'PT1H', people: 7 } },
    });
    expect(
      await world.database.query(`SELECT actor, action, after FROM audit WHERE object_id = $1 AND action = 'paused'`, [journey]),
    ).toMatchObject([{ actor: 'system', after: { state: 'paused', breaker: { people: 7 } } }]);
    expect(await world.journeys.overdue(journey)).toMatchObject({ events: 4 });
    await world.advance('PT2H');
    expect(await world.journeys.live(journey)).toMatchObject({ state: 'paused', entered: 3 });

    await world.journeys.resume(journey);
    await world.settle();
    expect(await world.journeys.live(journey)).toMatchObject({ state: 'running', entered: 7, pause: null });
    await visitors(3);
    expect(await world.journeys.live(journey)).toMatchObject({ state: 'running', entered: 10 });
    await visitors(1);
    expect(await world.journeys.live(journey)).toMatchObject({ state: 'paused', entered: 10 });
    await world.expectConservation(journey);
  });

  it('counts the span alone, and whoever really comes in', async () => {
    const journey = await world.launch(graph);
    await visitors(3);
    await world.advance('PT1H');
    await visitors(3);
    expect(await world.journeys.live(journey)).toMatchObject({ state: 'running', entered: 6 });
  });
});
