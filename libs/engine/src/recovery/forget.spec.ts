import { draw, eventEntry, exit, wait } from '@wayfare/journey/testing';
import { engineWorld } from '../testing.js';
import { forgetBatches } from './forget.js';

const world = await engineWorld();
const { database, clock } = world;

const batches = async (): Promise<number[]> =>
  (await database.query<{ id: string }>('SELECT id FROM event_batches ORDER BY id')).map(({ id }) => Number(id));
const events = async (): Promise<number> => (await database.query('SELECT 1 FROM events')).length;

describe('batches of events', () => {
  it('are forgotten a week after everybody was told of them, but not what a paused journey has still to be shown, nor the newest', async () => {
    const [early = '', held = '', late = ''] = await world.people({}, {}, {});
    const journey = await world.launch(draw({ come: eventEntry('visit'), rest: wait('P90D'), end: exit() }, ['come -> rest -> end']));
    await world.receive(early, { name: 'visit' });
    await world.settle();
    await world.journeys.pause(journey);
    await world.receive(held, { name: 'visit' });
    await world.settle();
    await world.advance('P6D');
    await world.engine.sweep();
    const [first, second] = await batches();
    expect([first, second]).toEqual([expect.any(Number), expect.any(Number)]);
    await world.advance('P2D');
    await world.receive(late, { name: 'other' });
    await world.settle();
    await world.advance('P8D');
    await world.engine.sweep();
    const [kept, newest, ...rest] = await batches();
    expect([kept, rest]).toEqual([second, []]);
    expect(newest).toBeGreaterThan(second ?? 0);
    expect(await events()).toBe(3);
    // what came in the pause is shown when it ends, however long ago that was
    await world.journeys.resume(journey);
    await world.settle();
    expect(await world.counts(journey)).toMatchObject({ rest: '2/0' });
    await world.engine.sweep();
    expect(await batches()).toEqual([newest]);
  });

  it('go in portions, all of them', async () => {
    const at = new Date(clock.now().getTime() - 30 * 86_400_000);
    await database.query(
      `INSERT INTO event_batches (received_at, names, customer_ids, event_ids, applied_at) SELECT $1, '{}', '{}', '{}', $1 FROM generate_series(1, 12000)`,
      [at],
    );
    await forgetBatches(database, clock.now());
    expect(await batches()).toHaveLength(1);
  });
});
