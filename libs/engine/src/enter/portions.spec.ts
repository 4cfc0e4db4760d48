import type { JourneySettings } from '@wayfare/journey';
import { audience, draw, eventEntry, exit, wait } from '@wayfare/journey/testing';
import { engineWorld } from '../testing.js';

const world = await engineWorld({ cohortLimit: 10 });
const mine = (group: string, data: Parameters<typeof audience>[0] = {}) =>
  audience({ condition: { attribute: 'group', is: 'eq', value: group }, ...data });
const inGroup = (group: string, count: number) => world.people(...Array.from({ length: count }, () => ({ attributes: { group } })));
const launch = (group: string, settings: JourneySettings, data: Parameters<typeof audience>[0] = {}) =>
  world.launch(draw({ all: mine(group, data), pause: wait('P30D'), end: exit() }, ['all -> pause -> end'], settings));
const door = async (journey: string) => {
  const live = await world.journeys.live(journey);
  return { entered: live.entered, ...live.door };
};
const hence = (hours: number): string => new Date(world.clock.now().getTime() + hours * 3_600_000).toISOString();

describe('an audience under entry caps', () => {
  it('comes in by the hour, and the others wait at the door', async () => {
    await inGroup('hour', 50);
    const journey = await launch('hour', { entryCap: { hour: 20 } });
    expect(await door(journey)).toEqual({ entered: 20, waiting: 30, held: 0, refused: 0, nextAt: hence(1) });
    await world.advance('PT59M');
    expect(await door(journey)).toMatchObject({ entered: 20 });
    await world.advance('PT1M');
    expect(await door(journey)).toEqual({ entered: 40, waiting: 10, held: 0, refused: 0, nextAt: hence(1) });
    await world.advance('PT1H');
    expect(await door(journey)).toEqual({ entered: 50, waiting: 0, held: 0, refused: 0, nextAt: null });
    const runs = await world.database.query('SELECT state, candidates, entered FROM entry_runs WHERE journey_id = $1', [journey]);
    expect(runs).toEqual([{ state: 'done', candidates: '50', entered: '50' }]);
    await world.expectConservation(journey);
  });

  it('by the hour and by the day: the day goes on when it is over', async () => {
    await inGroup('day', 60);
    const journey = await launch('day', { entryCap: { hour: 10, day: 25 } });
    const seen: number[] = [];
    for (let hour = 0; hour < 27; hour += 1) {
      seen.push((await door(journey)).entered);
      await world.advance('PT1H');
    }
    expect(seen.slice(0, 4)).toEqual([10, 20, 25, 25]);
    expect(seen.slice(23, 27)).toEqual([25, 35, 45, 50]);
  });

  it('of a run takes in as many as it says, drawn by lot, and nobody who can not enter takes a place', async () => {
    const ids = await inGroup('run', 40);
    const journey = await launch('run', { entryCap: { run: 15 } }, { schedule: { cron: '0 * * * *' } });
    await world.advance('PT1H');
    const first = Object.keys(await world.ways(journey));
    expect(first).toHaveLength(15);
    expect(first).not.toEqual([...ids].slice(0, 15));
    await world.advance('PT1H');
    expect((await door(journey)).entered).toBe(30);
    await world.advance('PT1H');
    expect((await door(journey)).entered).toBe(40);
    await world.expectConservation(journey);
  });

  it('waits at the door without making anyone wait who is in', async () => {
    await inGroup('patient', 3);
    const journey = await world.launch(
      draw({ all: mine('patient'), pause: wait('PT10M'), end: exit() }, ['all -> pause -> end'], { entryCap: { hour: 1 } }),
    );
    await world.advance('PT20M');
    expect(await world.counts(journey)).toEqual({ all: '0/1', pause: '0/1', end: '0/1' });
    expect((await world.journeys.live(journey)).state).toBe('running');
    await world.advance('PT3H');
    expect((await world.journeys.live(journey)).state).toBe('finished');
  });
});

describe('entries by events', () => {
  it('that the caps have no room for do not happen, and are counted', async () => {
    const people = await inGroup('events', 8);
    const journey = await world.launch(
      draw({ in: eventEntry('signup'), pause: wait('P30D'), end: exit() }, ['in -> pause -> end'], { entryCap: { hour: 3, day: 5 } }),
    );
    const signUp = async (ids: readonly string[]): Promise<void> => {
      await world.receiveAll(ids.map((customerId) => ({ customerId, name: 'signup' })));
      await world.settle();
    };
    await signUp(people.slice(0, 4));
    expect(await door(journey)).toMatchObject({ entered: 3, refused: 1 });
    await world.advance('PT1H');
    await signUp(people.slice(4));
    expect(await door(journey)).toMatchObject({ entered: 5, refused: 3 });
    await world.expectConservation(journey);
  });
});

describe('the blast guard', () => {
  it('lets the first come in, and the others when somebody has confirmed it', async () => {
    await inGroup('guard', 30);
    const journey = await launch('guard', { blastGuard: { first: 4 } });
    expect(await door(journey)).toEqual({ entered: 4, waiting: 0, held: 26, refused: 0, nextAt: null });
    await world.advance('P2D');
    expect(await door(journey)).toMatchObject({ entered: 4, held: 26 });
    await world.journeys.decideGuard(journey, { decision: 'continue' });
    await world.settle();
    expect(await door(journey)).toEqual({ entered: 30, waiting: 0, held: 0, refused: 0, nextAt: null });
    await world.expectConservation(journey);
    await expect(world.journeys.decideGuard(journey, { decision: 'continue' })).rejects.toMatchObject({ code: 'nobody_waits' });
  });

  it('turns the others away where somebody says so', async () => {
    await inGroup('refuse', 12);
    const journey = await launch('refuse', { blastGuard: { first: 4 } });
    await world.journeys.decideGuard(journey, { decision: 'refuse' });
    await world.settle();
    expect(await door(journey)).toEqual({ entered: 4, waiting: 0, held: 0, refused: 0, nextAt: null });
    expect(await world.database.query('SELECT state, entered, refused FROM entry_runs WHERE journey_id = $1', [journey])).toEqual([
      { state: 'done', entered: '4', refused: '8' },
    ]);
  });

  it('holds no audience that is small enough, and those it lets in keep to the caps from then on', async () => {
    await inGroup('small', 4);
    expect(await door(await launch('small', { blastGuard: { first: 4 } }))).toMatchObject({ entered: 4, held: 0 });
    await inGroup('both', 9);
    const journey = await launch('both', { blastGuard: { first: 2 }, entryCap: { hour: 3 } });
    expect(await door(journey)).toMatchObject({ entered: 2, held: 7 });
    await world.advance('P1D');
    await world.journeys.decideGuard(journey, { decision: 'continue' });
    await world.settle();
    expect(await door(journey)).toMatchObject({ entered: 5, waiting: 4, held: 0, refused: 0, nextAt: hence(1) });
    await world.advance('PT2H');
    expect(await door(journey)).toMatchObject({ entered: 9, waiting: 0 });
  });

  it('is over when the journey is stopped', async () => {
    await inGroup('stop', 9);
    const journey = await launch('stop', { blastGuard: { first: 2 } });
    await world.journeys.stop(journey);
    await expect(world.journeys.decideGuard(journey, { decision: 'continue' })).rejects.toMatchObject({ code: 'nobody_waits' });
  });
});
