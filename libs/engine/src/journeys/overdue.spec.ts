import { audience, draw, eventEntry, exit, send, wait, waitEvent } from '@wayfare/journey/testing';
import { engineWorld } from '../testing.js';

const world = await engineWorld();
const mail = () => send({ templateId: world.workspace.mail });
const mine = (group: string) => audience({ condition: { attribute: 'group', is: 'eq', value: group } });
const inGroup = (group: string, count = 1) => world.people(...Array.from({ length: count }, () => ({ attributes: { group } })));
const messages = (journeyId: string) =>
  world.database.query('SELECT node_id AS node, state, reason FROM messages WHERE journey_id = $1 ORDER BY customer_id, decided_at, id', [
    journeyId,
  ]);
const hence = (hours: number): Date => new Date(world.clock.now().getTime() + hours * 3_600_000);

// all -> day -> mail -> week -> last -> end: paused for three days, in which `day` is over
const journeyOf = (group: string) =>
  draw({ all: mine(group), day: wait('P1D'), mail: mail(), week: wait('P7D'), last: mail(), end: exit() }, [
    'all -> day -> mail -> week -> last -> end',
  ]);
const pausedFor = async (group: string, duration: string): Promise<string> => {
  const journey = await world.launch(journeyOf(group));
  await world.journeys.pause(journey);
  await world.advance(duration);
  return journey;
};

describe('going on after a pause', () => {
  it('says first who and what is overdue', async () => {
    await inGroup('count', 3);
    await world.mailing.holdBack(true);
    const journey = await world.launch(
      draw({ all: mine('count'), mail: mail(), day: waitEvent('purchase', 'P1D'), end: exit() }, [
        'all -> mail -> day:timeout -> end',
        'day:matched -> end',
      ]),
    );
    const pausedAt = world.clock.now().toISOString();
    await world.journeys.pause(journey);
    expect(await world.journeys.overdue(journey)).toEqual({ pausedAt, people: 0, messages: 0, events: 0 });
    await world.mailing.holdBack(false);
    const [first = ''] = await world.people({});
    await world.receive(first, { name: 'purchase' });
    await world.advance('P2D');
    expect(await world.journeys.overdue(journey)).toEqual({ pausedAt, people: 3, messages: 3, events: 1 });
    await expect(world.journeys.overdue('999999')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('does what is overdue now where nothing else is chosen', async () => {
    const [person = ''] = await inGroup('now');
    const journey = await pausedFor('now', 'P3D');
    await world.journeys.resume(journey);
    await world.settle();
    expect(await messages(journey)).toEqual([{ node: 'mail', state: 'sent', reason: null }]);
    expect(await world.ways(journey)).toEqual({ [person]: ['all > day > mail > week'] });
  });

  it('shifts: everybody waits on for as long as they had still to wait', async () => {
    await inGroup('shift');
    const journey = await pausedFor('shift', 'P3D');
    await world.journeys.resume(journey, { overdue: 'shift' });
    await world.settle();
    expect(await world.counts(journey)).toMatchObject({ day: '1/0' });
    expect((await world.journeys.live(journey)).nodes.find(({ id }) => id === 'day')?.nextAt).toBe(hence(24).toISOString());
    await world.advance('P1D');
    expect(await messages(journey)).toEqual([{ node: 'mail', state: 'sent', reason: null }]);
  });

  it('shifts what is queued, and goes on listening for as long', async () => {
    const [reader = '', buyer = ''] = await inGroup('listen', 2);
    await world.mailing.holdBack(true);
    const journey = await world.launch(
      draw({ all: mine('listen'), mail: mail(), heard: waitEvent('purchase', 'P1D'), end: exit() }, [
        'all -> mail -> heard:timeout -> end',
        'heard:matched -> end',
      ]),
    );
    await world.database.query(`UPDATE messages SET not_before = not_before + interval '1 hour' WHERE journey_id = $1`, [journey]);
    await world.journeys.pause(journey);
    await world.mailing.holdBack(false);
    await world.advance('P3D');
    await world.journeys.resume(journey, { overdue: 'shift' });
    await world.settle();
    expect((await messages(journey)).map((row) => row['state'])).toEqual(['queued', 'queued']);
    await world.advance('PT12H');
    expect((await messages(journey)).map((row) => row['state'])).toEqual(['sent', 'sent']);
    await world.receive(buyer, { name: 'purchase' });
    await world.advance('P1D');
    const handles = await world.database.query(
      `SELECT handle, people FROM moves WHERE journey_id = $1 AND from_node = 'heard' AND to_node IS NOT NULL ORDER BY handle`,
      [journey],
    );
    expect(handles).toEqual([
      { handle: 'matched', people: 1 },
      { handle: 'timeout', people: 1 },
    ]);
    expect(Object.keys(await world.ways(journey)).sort()).toEqual([reader, buyer].sort());
    await world.expectConservation(journey);
  });

  it('skips: who is overdue goes on without the messages that were due, and gets the later ones', async () => {
    const [person = ''] = await inGroup('skip');
    const journey = await pausedFor('skip', 'P3D');
    await world.journeys.resume(journey, { overdue: 'skip' });
    await world.settle();
    expect(await messages(journey)).toEqual([{ node: 'mail', state: 'suppressed', reason: 'expired' }]);
    expect(await world.ways(journey)).toEqual({ [person]: ['all > day > mail > week'] });
    await world.advance('P7D');
    expect(await messages(journey)).toContainEqual({ node: 'last', state: 'sent', reason: null });
    await world.expectConservation(journey);
  });

  it('skips what was queued before the pause, and not what comes due after it', async () => {
    await inGroup('queued');
    await world.mailing.holdBack(true);
    const journey = await world.launch(
      draw({ all: mine('queued'), mail: mail(), day: wait('P7D'), end: exit() }, ['all -> mail -> day -> end']),
    );
    await world.journeys.pause(journey);
    await world.advance('P1D');
    await world.mailing.holdBack(false);
    await world.journeys.resume(journey, { overdue: 'skip' });
    await world.settle();
    expect(await messages(journey)).toEqual([{ node: 'mail', state: 'suppressed', reason: 'expired' }]);
    expect(await world.counts(journey)).toMatchObject({ day: '1/0' });
  });
});

describe('whom events lead in during a pause', () => {
  const graph = (whilePaused: 'keep' | 'refuse') =>
    draw({ come: eventEntry('visit'), rest: wait('P1D'), end: exit() }, ['come -> rest -> end'], { whilePaused });
  const inPause = async (whilePaused: 'keep' | 'refuse') => {
    const journey = await world.launch(graph(whilePaused));
    const [before = '', within = '', after = ''] = await world.people({}, {}, {});
    await world.receive(before, { name: 'visit' });
    await world.advance('PT1H');
    await world.journeys.pause(journey);
    await world.advance('PT1H');
    await world.receive(within, { name: 'visit' });
    await world.advance('PT1H');
    await world.journeys.resume(journey);
    await world.settle();
    await world.receive(after, { name: 'visit' });
    await world.settle();
    const there = Object.keys(await world.ways(journey));
    return {
      before: there.includes(before),
      within: there.includes(within),
      after: there.includes(after),
      refused: (await world.journeys.live(journey)).door.refused,
    };
  };

  it('come in when it ends', async () => {
    expect(await inPause('keep')).toEqual({ before: true, within: true, after: true, refused: 0 });
  });

  it('or do not, and are counted', async () => {
    expect(await inPause('refuse')).toEqual({ before: true, within: false, after: true, refused: 1 });
  });
});
