import { audience, draw, eventEntry, exit, goTo, update, wait, waitEvent } from '@wayfare/journey/testing';
import { engineWorld } from '../../testing.js';

const world = await engineWorld({ cohortLimit: 3 });

type Reentry = NonNullable<Parameters<typeof audience>[0]>['reentry'];

// door -> rest -> end: nobody comes in by the event, only who is handed over
const target = (reentry: Reentry = { policy: 'never' }, settings: Parameters<typeof draw>[2] = {}) =>
  draw({ door: eventEntry('never', { reentry }), rest: wait('P2D'), end: exit() }, ['door -> rest -> end'], settings);
// visit -> over
const source = (journeyId: string, reentry: Reentry = { policy: 'always' }) =>
  draw({ visit: eventEntry('visit', { reentry }), over: goTo(journeyId) }, ['visit -> over']);

const visit = async (...people: readonly string[]): Promise<void> => {
  await world.receiveAll(people.map((customerId) => ({ customerId, name: 'visit' })));
  await world.settle();
};
const handOvers = (journeyId: string) =>
  world.database.query(
    `SELECT state, reason, entered, held_out AS "heldOut", turned_away AS "turnedAway" FROM hand_overs WHERE to_journey_id = $1 ORDER BY at`,
    [journeyId],
  );

describe('go-to', () => {
  it('takes people out of one journey and into the other, at once and once', async () => {
    const other = await world.launch(target());
    const people = await world.people({ tags: ['go'] }, { tags: ['go'] }, { tags: ['go'] }, { tags: ['go'] });
    const journey = await world.launch(
      draw({ all: audience({ condition: { tag: 'go' } }), day: wait('P1D'), over: goTo(other) }, ['all -> day -> over']),
    );
    await world.advance('P1D');
    expect(await world.ways(journey)).toEqual(Object.fromEntries(people.map((id) => [id, ['all > day > over (moved_on)']])));
    expect(await world.ways(other)).toEqual(Object.fromEntries(people.map((id) => [id, ['door > rest']])));
    expect((await handOvers(other)).map(({ state, entered }) => [state, entered])).toEqual([
      ['done', 3],
      ['done', 1],
    ]);
    for (const id of [journey, other]) await world.expectConservation(id);
  });

  it('leaves the other journey to say who may come in again', async () => {
    const other = await world.launch(target());
    const journey = await world.launch(source(other));
    const [one = '', two = ''] = await world.people({}, {});
    await visit(one);
    await world.advance('P3D');
    await visit(one, two);
    expect(await world.ways(journey)).toEqual({
      [one]: ['visit > over (moved_on)', 'visit > over (moved_on)'],
      [two]: ['visit > over (moved_on)'],
    });
    expect(await world.ways(other)).toEqual({ [one]: ['door > rest > end (completed)'], [two]: ['door > rest'] });
    expect(await handOvers(other)).toMatchObject([
      { entered: 1, turnedAway: 0 },
      { entered: 1, turnedAway: 1 },
    ]);
  });

  it('brings back who comes to the end of the other journey at the very instant at which they are handed over', async () => {
    const other = await world.launch(target({ policy: 'always' }));
    const journey = await world.launch(
      draw({ visit: eventEntry('visit', { reentry: { policy: 'always' } }), day: wait('P1D'), over: goTo(other) }, [
        'visit -> day -> over',
      ]),
    );
    const [one = ''] = await world.people({});
    await visit(one);
    await world.advance('P2D');
    await visit(one);
    await world.advance('P1D');
    expect(await world.ways(other)).toEqual({ [one]: ['door > rest > end (completed)', 'door > rest'] });
    await world.expectConservation(journey);
  });

  it('waits for a paused journey, and is turned away by one that says so or that has stopped', async () => {
    const [keeps, refuses] = [await world.launch(target()), await world.launch(target({ policy: 'never' }, { whilePaused: 'refuse' }))];
    const sources = [await world.launch(source(keeps)), await world.launch(source(refuses))];
    const [one = ''] = await world.people({});
    for (const other of [keeps, refuses]) await world.journeys.pause(other);
    await visit(one);
    expect(await handOvers(keeps)).toMatchObject([{ state: 'open' }]);
    await world.advance('PT1H');
    for (const other of [keeps, refuses]) await world.journeys.resume(other);
    await world.settle();
    expect(await world.ways(keeps)).toEqual({ [one]: ['door > rest'] });
    expect(await world.ways(refuses)).toEqual({});
    expect(await handOvers(refuses)).toMatchObject([{ state: 'refused', reason: 'paused' }]);
    for (const other of [keeps, refuses]) await world.journeys.stop(other);
    await visit(one);
    expect((await handOvers(keeps)).at(-1)).toMatchObject({ state: 'refused', reason: 'not_running' });
    for (const id of sources) await world.journeys.stop(id);
  });

  it('keeps to the caps and the breaker of the other journey', async () => {
    const capped = await world.launch(target({ policy: 'never' }, { entryCap: { hour: 2 } }));
    const guarded = await world.launch(target({ policy: 'never' }, { breaker: { most: 2, within: 'PT1H' } }));
    const sources = [await world.launch(source(capped)), await world.launch(source(guarded))];
    await visit(...(await world.people({}, {}, {})));
    expect(await world.journeys.live(capped)).toMatchObject({ entered: 2, door: { refused: 1 } });
    expect(await world.journeys.live(guarded)).toMatchObject({ state: 'paused', entered: 0 });
    await world.journeys.resume(guarded);
    await world.settle();
    expect(await world.journeys.live(guarded)).toMatchObject({ state: 'running', entered: 3 });
    for (const id of [capped, guarded, ...sources]) await world.expectConservation(id);
  });

  it('keeps the other journey open for as long as somebody may come, and no longer', async () => {
    await world.people({ tags: ['late'] });
    // all -> visited? -> over; the other one has nobody of its own
    const other = await world.launch(
      draw({ none: audience({ condition: { tag: 'nobody' }, reentry: { policy: 'never' } }), end: exit() }, ['none -> end']),
    );
    const again = async () => {
      await world.journeys.launch(other);
      await world.settle();
    };
    expect((await world.journeys.journey(other)).state).toBe('finished');
    const idle = await world.journeys.createJourney({ name: 'late', graph: draw({ a: audience(), end: exit() }, ['a -> end']) });
    await world.journeys.launch(other);
    await world.journeys.saveDraft(idle.id, {
      graph: draw({ a: audience({ condition: { tag: 'late' } }), w: waitEvent('visit', 'P1D'), over: goTo(other), end: exit() }, [
        'a -> w:matched -> end',
        'w:timeout -> over',
      ]),
    });
    await world.journeys.launch(idle.id);
    await world.settle();
    expect((await world.journeys.journey(other)).state).toBe('running');
    await world.advance('P2D');
    expect(Object.values(await world.ways(other))).toEqual([['none > end (completed)']]);
    expect([(await world.journeys.journey(idle.id)).state, (await world.journeys.journey(other)).state]).toEqual(['finished', 'finished']);
    await expect(again()).resolves.toBeUndefined();
  });

  it('refuses to launch what leads round in a circle without a rest', async () => {
    const other = await world.launch(target({ policy: 'always' }));
    const journey = await world.launch(source(other));
    await world.journeys.saveDraft(other, {
      graph: draw(
        { door: eventEntry('never', { reentry: { policy: 'always' } }), note: update({ addTags: ['seen'] }), over: goTo(journey) },
        ['door -> note -> over'],
      ),
    });
    await expect(world.journeys.launch(other)).rejects.toMatchObject({ code: 'journey_has_problems' });
    expect((await world.journeys.validateJourney(other)).problems.map(({ code }) => code)).toContain('circle_of_journeys');
  });
});
