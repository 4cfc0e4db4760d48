import { audience, draw, eventEntry, exit, send, wait, waitEvent } from '@wayfare/journey/testing';
import { engineWorld } from '../testing.js';

const world = await engineWorld();
const mail = () => send({ templateId: world.workspace.mail });

describe('the virtual clock', () => {
  it('carries out a fortnight in order, each thing at its own instant', async () => {
    const [somebody = ''] = await world.people({});
    const start = world.clock.now();
    const journey = await world.launch(
      draw(
        {
          all: audience(),
          week: wait('P7D'),
          one: mail(),
          asked: waitEvent('open', 'P3D'),
          two: mail(),
          day: wait('P1D'),
          three: mail(),
          end: exit(),
        },
        ['all -> week -> one -> asked:timeout -> two -> day -> three -> end', 'asked:matched -> end'],
      ),
    );
    await world.advance('P14D');
    const sent = await world.database.query<{ node: string; days: number }>(
      `SELECT node_id AS node, extract(epoch FROM decided_at - $2)::int / 86400 AS days FROM messages WHERE journey_id = $1 ORDER BY decided_at`,
      [journey, start],
    );
    expect(sent).toEqual([
      { node: 'one', days: 7 },
      { node: 'two', days: 10 },
      { node: 'three', days: 11 },
    ]);
    expect(await world.ways(journey)).toEqual({ [somebody]: ['all > week > one > asked > two > day > three > end (completed)'] });
    expect(world.clock.now().getTime() - start.getTime()).toBe(14 * 86_400_000);
  });

  it('says where it stands, and moves on by durations alone', async () => {
    expect(await world.time.clock()).toEqual({ now: world.clock.now().toISOString() });
    for (const advance of ['-P1D', 'tomorrow', ''])
      await expect(world.time.advanceClock({ advance })).rejects.toMatchObject({ code: 'invalid', status: 400 });
  });

  it('moves on once for each who asks, also when they ask at once', async () => {
    const start = world.clock.now().getTime();
    await Promise.all([world.time.advanceClock({ advance: 'PT1H' }), world.time.advanceClock({ advance: 'PT2H' })]);
    expect(world.clock.now().getTime() - start).toBe(3 * 3_600_000);
  });

  it('does not wait for messages of a connector that is paused', async () => {
    await world.people({});
    await world.mailing.holdBack(true);
    const journey = await world.launch(draw({ come: eventEntry('visit'), mail: mail(), end: exit() }, ['come -> mail -> end']));
    const [somebody = ''] = await world.people({});
    await world.receive(somebody, { name: 'visit' });
    await world.advance('P1D');
    expect(await world.database.query('SELECT state FROM messages WHERE journey_id = $1', [journey])).toEqual([{ state: 'queued' }]);
    await world.mailing.holdBack(false);
    await world.settle();
    expect(await world.database.query('SELECT state FROM messages WHERE journey_id = $1', [journey])).toEqual([{ state: 'sent' }]);
  });
});
