import { audience, draw, eventEntry, exit, send, wait, waitEvent } from '@wayfare/journey/testing';
import type { Sql } from '@wayfare/platform';
import { Engine } from '../engine.js';
import { engineWorld } from '../testing.js';

const world = await engineWorld();
const mail = () => send({ templateId: world.workspace.mail });
const mine = (group: string) => audience({ condition: { attribute: 'group', is: 'eq', value: group } });
const inGroup = (group: string, count: number) => world.people(...Array.from({ length: count }, () => ({ attributes: { group } })));
const cohortsOf = (journey: string, node: string) =>
  world.database.query<{ size: number }>('SELECT size FROM cohorts WHERE journey_id = $1 AND node_id = $2 ORDER BY size', [journey, node]);

// all -> bought:matched -> thanks -> week -> end ; bought:timeout -> end
const waiting = (group: string, where: { property: string; is: 'eq'; value: string }[] = []) =>
  draw({ all: mine(group), bought: waitEvent({ event: 'purchase', where }, 'P3D'), thanks: mail(), week: wait('P7D'), end: exit() }, [
    'all -> bought:matched -> thanks -> week -> end',
    'bought:timeout -> end',
  ]);

describe('an event', () => {
  it('wakes those who wait for it, in one cohort for each batch, and no other', async () => {
    const [a = '', b = '', c = '', d = ''] = await inGroup('wake', 4);
    const journey = await world.launch(waiting('wake'));
    await world.receiveAll([
      { customerId: a, name: 'purchase' },
      { customerId: b, name: 'purchase' },
      { customerId: c, name: 'visit' },
    ]);
    await world.settle();
    await world.receive(d, { name: 'purchase' });
    await world.settle();
    expect(await world.counts(journey)).toEqual({ all: '0/4', bought: '1/3', thanks: '0/3', week: '3/0', end: '0/0' });
    expect(await cohortsOf(journey, 'week')).toEqual([{ size: 1 }, { size: 2 }]);
    await world.expectConservation(journey);
    await world.advance('P3D');
    expect(await world.counts(journey)).toMatchObject({ bought: '0/4', end: '0/1' });
    await world.expectConservation(journey);
  });

  it('has to have the properties that are asked for, and to have happened while they waited', async () => {
    const [right = '', other = '', old = ''] = await inGroup('match', 3);
    const journey = await world.launch(waiting('match', [{ property: 'product', is: 'eq', value: 'shoe' }]));
    await world.advance('PT1H');
    const longAgo = new Date(world.clock.now().getTime() - 2 * 3_600_000);
    await world.receiveAll([
      { customerId: right, name: 'purchase', properties: { product: 'shoe' } },
      { customerId: other, name: 'purchase', properties: { product: 'hat' } },
      { customerId: old, name: 'purchase', properties: { product: 'shoe' }, occurredAt: longAgo },
    ]);
    await world.settle();
    expect(await world.counts(journey)).toMatchObject({ bought: '2/1', week: '1/0' });
  });

  it('whose wake-up was lost still counts when the time is up', async () => {
    const [lost = '', none = ''] = await inGroup('lost', 2);
    const journey = await world.launch(waiting('lost'));
    await world.advance('PT1H');
    await world.receive(lost, { name: 'purchase' });
    await world.database.query('UPDATE event_batches SET applied_at = received_at WHERE applied_at IS NULL');
    await world.advance('P3D');
    expect(await world.ways(journey)).toEqual({ [lost]: ['all > bought > thanks > week'], [none]: ['all > bought > end (completed)'] });
    await world.expectConservation(journey);
  });

  it('shown twice wakes once', async () => {
    const [somebody = ''] = await inGroup('again', 1);
    const journey = await world.launch(waiting('again'));
    await world.receive(somebody, { name: 'purchase' });
    const engines = [world.engine, new Engine(world.engine.parts), new Engine(world.engine.parts)];
    await Promise.all(engines.map((engine) => engine.wake()));
    await world.settle();
    expect(await world.counts(journey)).toMatchObject({ bought: '0/1', thanks: '0/1', week: '1/0' });
    await world.expectConservation(journey);
  });

  it('is shown once for all the jobs that came together, and once more for those that came meanwhile', async () => {
    const [somebody = ''] = await inGroup('jobs', 1);
    const journey = await world.launch(waiting('jobs'));
    await world.receive(somebody, { name: 'purchase' });
    let showings = 0;
    const watched: Sql['query'] = (text, parameters) => {
      if (text.startsWith('\n  SELECT DISTINCT w.journey_id')) showings += 1;
      return world.database.query(text, parameters);
    };
    const engine = new Engine({ ...world.engine.parts, database: Object.assign(Object.create(world.database), { query: watched }) });
    await Promise.all(Array.from({ length: 20 }, () => engine.wake()));
    expect(showings).toBe(2);
    expect(await world.counts(journey)).toMatchObject({ bought: '0/1' });
    await world.settle();
  });

  it('holds up no other journey when one can not be told', async () => {
    const [somebody = ''] = await inGroup('broken', 1);
    const broken = await world.launch(waiting('broken'));
    const journey = await world.launch(waiting('broken'));
    await world.database.query(
      `UPDATE journey_versions SET plan = jsonb_set(plan, '{steps,bought,where}', '"soon"') WHERE journey_id = $1`,
      [broken],
    );
    const again = await engineWorld({ database: world.database });
    again.clock.moveTo(world.clock.now());
    await again.receive(somebody, { name: 'purchase' });
    await expect(again.queues.drain()).rejects.toThrow('1 journeys could not be told');
    await again.queues.drain();
    expect(await again.counts(journey)).toMatchObject({ bought: '0/1', week: '1/0' });
    expect(await again.counts(broken)).toMatchObject({ bought: '1/0' });
    await again.journeys.stop(broken);
  });
});

describe('leaving before the end', () => {
  it('happens now, in the middle of a wait, from the node where they stand', async () => {
    const [buyer = '', other = ''] = await inGroup('goal', 2);
    const journey = await world.launch(
      draw({ all: mine('goal'), pause: wait('P7D'), mail: mail(), end: exit() }, ['all -> pause -> mail -> end'], {
        goal: { event: 'purchase', window: 'P3D' },
      }),
    );
    await world.advance('P1D');
    await world.receive(buyer, { name: 'purchase' });
    await world.settle();
    expect(await world.ways(journey)).toEqual({ [buyer]: ['all > pause (goal)'], [other]: ['all > pause'] });
    await world.expectConservation(journey);
    await world.advance('P4D');
    await world.receive(other, { name: 'purchase' });
    await world.advance('P2D');
    expect(await world.ways(journey)).toMatchObject({ [other]: ['all > pause > mail > end (completed)'] });
    await world.expectConservation(journey);
  });

  it('by the exit condition is asked before each step and whenever something is received', async () => {
    const [before = '', during = '', never = ''] = await inGroup('condition', 3);
    await world.database.query(`UPDATE customers SET tags = '{vip}' WHERE id = $1`, [before]);
    const journey = await world.launch(
      draw({ all: mine('condition'), pause: wait('P1D'), mail: mail(), end: exit() }, ['all -> pause -> mail -> end'], {
        exitWhen: { tag: 'vip' },
      }),
    );
    await world.database.query(`UPDATE customers SET tags = '{vip}' WHERE id = $1`, [during]);
    await world.receive(during, { name: 'visit' });
    await world.settle();
    expect(await world.ways(journey)).toEqual({
      [before]: ['all (condition)'],
      [during]: ['all > pause (condition)'],
      [never]: ['all > pause'],
    });
    await world.advance('P1D');
    expect(await world.ways(journey)).toMatchObject({ [never]: ['all > pause > mail > end (completed)'] });
    await world.expectConservation(journey);
  });

  it('by unsubscribing ends the stay in that journey alone', async () => {
    const [somebody = ''] = await inGroup('unsubscribe', 1);
    const graph = draw({ all: mine('unsubscribe'), pause: wait('P7D'), mail: mail(), end: exit() }, ['all -> pause -> mail -> end']);
    const [one, two] = [await world.launch(graph), await world.launch(graph)];
    await world.receive(somebody, { name: 'message.unsubscribed', properties: { journeyId: one } });
    await world.settle();
    expect([await world.ways(one), await world.ways(two)]).toEqual([
      { [somebody]: ['all > pause (unsubscribed)'] },
      { [somebody]: ['all > pause'] },
    ]);
  });

  it('by erasure ends every stay, also in a paused journey, and forgets who it was', async () => {
    const [gone = '', other = ''] = await inGroup('erase', 2);
    const graph = draw({ all: mine('erase'), mail: mail(), pause: wait('P7D'), end: exit() }, ['all -> mail -> pause -> end']);
    await world.mailing.holdBack(true);
    const [one, two] = [await world.launch(graph), await world.launch(graph)];
    await world.journeys.pause(two);
    await world.engine.erase(gone);
    await world.mailing.holdBack(false);
    for (const journey of [one, two]) {
      expect(await world.ways(journey)).toEqual({ [gone]: ['all > mail > pause (erased)'], [other]: ['all > mail > pause'] });
      await world.expectConservation(journey);
    }
    await world.settle();
    const states = await world.database.query('SELECT DISTINCT state FROM messages WHERE customer_id = $1', [gone]);
    expect(states).toEqual([{ state: 'cancelled' }]);
    expect(await world.database.query('SELECT email FROM customers WHERE id = $1 AND erased_at IS NULL', [gone])).toEqual([]);
    await expect(world.engine.erase(gone)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('an entry by events', () => {
  it('lets in whoever was not inside, once for each policy, by the first entry that matches', async () => {
    const [once = '', again = ''] = await inGroup('entry', 2);
    const journey = await world.launch(
      draw(
        {
          first: eventEntry('signup', { reentry: { policy: 'never' } }),
          second: eventEntry('back', { reentry: { policy: 'always' } }),
          mail: mail(),
          pause: wait('P1D'),
          end: exit(),
        },
        ['first -> mail -> pause -> end', 'second -> mail'],
      ),
    );
    await world.receiveAll([once, again].map((customerId) => ({ customerId, name: 'signup' })));
    await world.settle();
    await world.receive(once, { name: 'back' });
    await world.advance('P1D');
    await world.receiveAll([
      { customerId: once, name: 'signup' },
      { customerId: again, name: 'back' },
    ]);
    await world.advance('P1D');
    expect(await world.ways(journey)).toEqual({
      [once]: ['first > mail > pause > end (completed)'],
      [again]: ['first > mail > pause > end (completed)', 'second > mail > pause > end (completed)'],
    });
    await world.expectConservation(journey);
  });

  it('is not opened by what happened before the launch', async () => {
    const [somebody = ''] = await inGroup('history', 1);
    const journey = await world.launch(draw({ come: eventEntry('imported'), mail: mail(), end: exit() }, ['come -> mail -> end']));
    await world.receive(somebody, { name: 'imported', occurredAt: new Date(world.clock.now().getTime() - 1) });
    await world.settle();
    expect(await world.ways(journey)).toEqual({});
  });
});
