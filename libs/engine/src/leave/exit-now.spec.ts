import { audience, branch, type Drawn, draw, exit, send, wait, waitDate, waitEvent, waitUntil } from '@wayfare/journey/testing';
import { engineWorld } from '../testing.js';

const world = await engineWorld();
const mail = () => send({ templateId: world.workspace.mail });
const mine = (group: string) => audience({ condition: { attribute: 'group', is: 'eq', value: group } });
const HOUR_MS = 3_600_000;
const hence = (hours: number): Date => new Date(world.clock.now().getTime() + hours * HOUR_MS);

beforeAll(() => world.mailing.holdBack(true));

/** Every way to stand still, and the way out that leads on from it. */
const WAITS: Readonly<Record<string, { node: () => Drawn[string]; out: string }>> = {
  'a while': { node: () => wait('P9D'), out: '' },
  'until a time of day': { node: () => waitUntil('08:00', { weekdays: [7] }), out: '' },
  'until a date': { node: () => waitDate('due'), out: '' },
  'for an event': { node: () => waitEvent('never', 'P9D'), out: ':timeout' },
  'for what became of a message': { node: () => branch({ yes: { message: { node: 'first', result: 'delivered' } } }), out: ':else' },
};

const UNSUBSCRIBED = 'message.unsubscribed';

/** Everything that takes somebody out at once, with the reason that is written down. */
const CAUSES: Readonly<Record<string, { reason: string; happens(person: string, journey: string): Promise<unknown> }>> = {
  'the goal': { reason: 'goal', happens: (person) => world.receive(person, { name: 'purchase' }) },
  'the goal, heard of late': { reason: 'goal', happens: (person) => world.receive(person, { name: 'purchase', occurredAt: hence(-1) }) },
  'the exit condition': { reason: 'condition', happens: (person) => world.receive(person, { name: 'complaint' }) },
  unsubscribing: {
    reason: 'unsubscribed',
    happens: (person, journeyId) => world.receive(person, { name: UNSUBSCRIBED, properties: { journeyId } }),
  },
  erasure: { reason: 'erased', happens: (person) => world.engine.erase(person) },
  'stopping the journey': { reason: 'stopped', happens: (_, journeyId) => world.journeys.stop(journeyId) },
};

const reasonsOf = (journeyId: string) =>
  world.database.query('SELECT DISTINCT state, reason FROM messages WHERE journey_id = $1 ORDER BY 1, 2', [journeyId]);

describe.each(Object.entries(WAITS))('who waits %s', (how, { node, out }) => {
  it.each(Object.entries(CAUSES))('leaves at once by %s, and gets nothing that has not left', async (cause, { reason, happens }) => {
    const group = `${how} ${cause}`;
    const [person = ''] = await world.people({ attributes: { group, due: hence(240).toISOString() } });
    const journey = await world.launch(
      draw(
        { all: mine(group), first: mail(), stand: node(), late: mail(), end: exit() },
        [
          'all -> first -> stand',
          `stand${out} -> late -> end`,
          ...(out === ':timeout' ? ['stand:matched -> end'] : []),
          ...(out === ':else' ? ['stand:yes -> end'] : []),
        ],
        { goal: { event: 'purchase', window: 'P30D' }, exitWhen: { event: 'complaint', count: { gte: 1 } } },
      ),
    );
    await world.advance('PT2H');
    const at = world.clock.now();
    await happens(person, journey);
    await world.settle();
    expect(await world.ways(journey)).toEqual({ [person]: [`all > first > stand (${reason})`] });
    expect(await reasonsOf(journey)).toEqual([{ state: 'cancelled', reason: reason === 'stopped' ? 'stopped' : 'exited' }]);
    expect(world.clock.now()).toEqual(at);
    await world.expectConservation(journey);
  });
});

describe('a message of somebody who leaves', () => {
  it('is withdrawn while it is queued, put off or claimed; what is being handed over has left the house', async () => {
    const people = await world.people(...Array.from({ length: 4 }, () => ({ attributes: { group: 'states' } })));
    const journey = await world.launch(
      draw({ all: mine('states'), first: mail(), stand: wait('P9D'), end: exit() }, ['all -> first -> stand -> end'], {
        goal: { event: 'purchase', window: 'P30D' },
      }),
    );
    const [, deferred, claimed, handed] = people;
    const become = (change: string, person: string | undefined) =>
      world.database.query(`UPDATE messages SET ${change} WHERE journey_id = $1 AND customer_id = $2`, [journey, person]);
    await become(`not_before = not_before + interval '1 day', deferred_by = 'quiet_hours'`, deferred);
    await become(`state = 'sending', lease_by = 'run'`, claimed);
    await become(`state = 'sending', lease_by = 'run', handed_at = not_before`, handed);
    await world.receiveAll(people.map((customerId) => ({ customerId, name: 'purchase' })));
    await world.queues.drain();
    const states = await world.database.query<{ state: string; reason: string | null }>(
      'SELECT state, reason FROM messages WHERE journey_id = $1 ORDER BY customer_id',
      [journey],
    );
    expect(states.map(({ state, reason }) => [state, reason])).toEqual([
      ['cancelled', 'exited'],
      ['cancelled', 'exited'],
      ['cancelled', 'exited'],
      ['sending', null],
    ]);
    await become(`state = 'sent'`, handed);
    expect(Object.values(await world.ways(journey)).flat()).toEqual(Array.from({ length: 4 }, () => 'all > first > stand (goal)'));
  });
});
