import { audience, draw, eventEntry, exit, goTo, send, task, wait } from '@wayfare/journey/testing';
import { engineWorld } from '../testing.js';

const world = await engineWorld();
const mail = () => send({ templateId: world.workspace.mail });
const mine = (group: string) => audience({ condition: { attribute: 'group', is: 'eq', value: group } });
const ask = (journeyId: string, customer: string) => world.journeys.why(journeyId, { customer });
const doors = async (journeyId: string, customer: string) => (await ask(journeyId, customer)).doors.map(({ verdict, at }) => [verdict, at]);
const now = (): string => world.clock.now().toISOString();

describe('why did, or did not, this person get this', () => {
  // all -> mail -> day -> late -> end
  const graph = (group: string) =>
    draw({ all: mine(group), mail: mail(), day: wait('P1D'), late: mail(), end: exit() }, ['all -> mail -> day -> late -> end']);

  it('tells what they got, what not and why, where they stand and when they go on', async () => {
    const [reached = '', unasked = ''] = await world.people({ attributes: { group: 'a' } }, { attributes: { group: 'a' }, consent: {} });
    const journey = await world.launch(graph('a'));
    const next = new Date(world.clock.now().getTime() + 86_400_000).toISOString();
    expect(await ask(journey, reached)).toMatchObject({
      state: 'running',
      stays: [
        {
          entryNo: 1,
          steps: [{ nodeId: 'all' }, { nodeId: 'mail' }, { nodeId: 'day', kind: 'wait', arrivedAt: now(), leftAt: null }],
          exit: null,
          messages: [{ nodeId: 'mail', state: 'sent', reason: null, handedAt: now(), notBefore: null }],
          nextAt: next,
        },
      ],
      doors: [{ nodeId: 'all', verdict: 'inside' }],
    });
    expect((await ask(journey, unasked)).stays[0]?.messages).toMatchObject([{ state: 'suppressed', reason: 'no_consent', handedAt: null }]);
    await world.advance('P2D');
    const [stay] = (await ask(journey, reached)).stays;
    expect(stay).toMatchObject({ exit: { at: next, reason: 'completed' }, nextAt: null });
    expect(await doors(journey, reached)).toEqual([['been_before', null]]);
  });

  it('tells which question somebody outside fails, and since when they have come too late', async () => {
    const [inside = '', other = ''] = await world.people({ attributes: { group: 'b' } }, { attributes: { group: 'other' } });
    const journey = await world.launch(graph('b'));
    const launched = now();
    const { stays, doors: found } = await ask(journey, other);
    expect(stays).toEqual([]);
    expect(found).toMatchObject([{ verdict: 'not_matching', leaves: [{ path: '', holds: false, saw: 'other' }] }]);
    const [late = ''] = await world.people({ attributes: { group: 'b' } });
    expect(await doors(journey, late)).toEqual([['not_then', launched]]);
    expect(await doors(journey, inside)).toEqual([['inside', null]]);
    await expect(ask(journey, '999999')).rejects.toMatchObject({ code: 'not_found' });
    await expect(ask('999999', inside)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('tells who stands at the door, and for whom', async () => {
    const people = await world.people(...Array.from({ length: 4 }, () => ({ attributes: { group: 'c' } })));
    const held = await world.launch(
      draw({ all: mine('c'), day: wait('P9D'), end: exit() }, ['all -> day -> end'], { blastGuard: { first: 1 } }),
    );
    const verdicts = await Promise.all(people.map(async (person) => (await doors(held, person))[0]?.[0]));
    expect(verdicts.sort()).toEqual(['held', 'held', 'held', 'inside']);
    const soon = {
      ...mine('c'),
      data: { ...mine('c').data, schedule: { at: new Date(world.clock.now().getTime() + 3_600_000).toISOString() } },
    };
    const planned = await world.launch(draw({ all: soon, day: wait('P9D'), end: exit() }, ['all -> day -> end']));
    expect(await doors(planned, people[0] ?? '')).toEqual([['will_come', new Date(world.clock.now().getTime() + 3_600_000).toISOString()]]);
  });

  it('tells what a colleague was asked, and where they were handed over to, in both journeys', async () => {
    const [person = '', twice = ''] = await world.people({ attributes: { group: 'd' } }, { attributes: { group: 'd' } });
    // door -> rest -> end
    const other = await world.launch(draw({ door: eventEntry('knock'), rest: wait('P90D'), end: exit() }, ['door -> rest -> end']));
    await world.receive(twice, { name: 'knock' });
    await world.settle();
    // all -> call -> over
    const journey = await world.launch(
      draw({ all: mine('d'), call: task('Call them', { timeout: 'P1D' }), over: goTo(other) }, [
        'all -> call:done -> over',
        'call:timeout -> over',
      ]),
    );
    const due = new Date(world.clock.now().getTime() + 86_400_000).toISOString();
    expect((await ask(journey, person)).stays).toMatchObject([
      {
        tasks: [{ nodeId: 'call', name: 'call', title: 'Call them', state: 'open', dueAt: due, closedAt: null }],
        handedOver: null,
        nextAt: due,
      },
    ]);
    await world.advance('P1D');
    expect((await ask(journey, person)).stays).toMatchObject([
      { tasks: [{ state: 'expired' }], exit: { reason: 'moved_on' }, handedOver: { journey: { id: other }, at: due, verdict: 'came_in' } },
    ]);
    expect((await ask(journey, twice)).stays[0]?.handedOver?.verdict).toBe('rules');
    expect((await ask(other, person)).handOvers).toEqual([{ journey: { id: journey, name: 'test' }, at: due, verdict: 'came_in' }]);
    expect((await ask(other, twice)).handOvers).toMatchObject([{ verdict: 'rules' }]);
  });

  it('tells of an event that leads in: not done, still to be shown, turned away', async () => {
    const [person = '', held = ''] = await world.people({}, {});
    const journey = await world.launch(
      draw({ come: eventEntry('visit'), day: wait('P9D'), end: exit() }, ['come -> day -> end'], { whilePaused: 'refuse' }),
    );
    expect(await doors(journey, person)).toEqual([['no_event', null]]);
    await world.journeys.pause(journey);
    await world.receive(held, { name: 'visit' });
    await world.settle();
    expect(await doors(journey, held)).toEqual([['waiting', null]]);
    await world.advance('PT1H');
    await world.journeys.resume(journey);
    await world.settle();
    expect(await doors(journey, held)).toEqual([['turned_away', null]]);
    await world.receive(person, { name: 'visit' });
    await world.settle();
    expect(await doors(journey, person)).toEqual([['inside', null]]);
  });
});
