import { holdoutSalt } from '@wayfare/journey';
import { audience, draw, eventEntry, exit, send, wait } from '@wayfare/journey/testing';
import { saltSeed, stableFraction } from '@wayfare/kernel';
import { engineWorld } from '../testing.js';

const world = await engineWorld({ cohortLimit: 10 });
const mail = (data: Parameters<typeof send>[0] = {}) => send({ templateId: world.workspace.mail, ...data });
const mine = (group: string, data: Parameters<typeof audience>[0] = {}) =>
  audience({ condition: { attribute: 'group', is: 'eq', value: group }, ...data });
const inGroup = (group: string, count: number) => world.people(...Array.from({ length: count }, () => ({ attributes: { group } })));
const toMail = (all: ReturnType<typeof audience>) =>
  draw({ all, pause: wait('P1D'), mail: mail(), end: exit() }, ['all -> pause -> mail -> end']);

describe('an audience', () => {
  it('comes in in cohorts of no more than the limit', async () => {
    await inGroup('limit', 25);
    const journey = await world.launch(toMail(mine('limit')));
    const cohorts = await world.database.query('SELECT size FROM cohorts WHERE journey_id = $1 ORDER BY size', [journey]);
    expect(cohorts).toEqual([{ size: 5 }, { size: 10 }, { size: 10 }]);
    const runs = await world.database.query('SELECT state, candidates, entered, refused FROM entry_runs WHERE journey_id = $1', [journey]);
    expect(runs).toEqual([{ state: 'done', candidates: '25', entered: '25', refused: '0' }]);
    await world.expectConservation(journey);
  });

  it('is who was in it at one instant, whoever comes and goes while it enters', async () => {
    const [first = ''] = await inGroup('snapshot', 12);
    const { id: journey } = await world.journeys.createJourney({ name: 'snapshot', graph: toMail(mine('snapshot')) });
    await world.journeys.launch(journey);
    const [run] = await world.database.query<{ id: string }>('SELECT id FROM entry_runs WHERE journey_id = $1', [journey]);
    await world.engine.enter({ runId: run?.id ?? '' });
    await inGroup('snapshot', 3);
    await world.database.query(`UPDATE customers SET attributes = '{}' WHERE id = $1`, [first]);
    await world.settle();
    expect(await world.journeys.live(journey)).toMatchObject({ entered: 12 });
  });

  it('enters once, however often and at once its jobs are delivered', async () => {
    await inGroup('twice', 25);
    const { id: journey } = await world.journeys.createJourney({ name: 'twice', graph: toMail(mine('twice')) });
    await world.journeys.launch(journey);
    const [run] = await world.database.query<{ id: string }>('SELECT id FROM entry_runs WHERE journey_id = $1', [journey]);
    const runId = run?.id ?? '';
    await Promise.all([1, 2, 3].map(() => world.engine.enter({ runId })));
    await Promise.all([0, 1, 2, 0, 1, 2].map((chunkNo) => world.engine.enterChunk({ runId, chunkNo })));
    await world.settle();
    expect(await world.counts(journey)).toMatchObject({ all: '0/25', pause: '25/0' });
    await world.expectConservation(journey);
  });

  it('holds out just those whom the hash says, and they leave at once', async () => {
    const ids = await inGroup('holdout', 60);
    const journey = await world.launch(toMail(mine('holdout', { holdout: 0.3 })));
    const heldOut = ids.filter((id) => stableFraction(id, saltSeed(holdoutSalt(journey))) < 0.3);
    const ways = await world.ways(journey);
    expect(ids.filter((id) => ways[id]?.[0] === 'all (holdout)')).toEqual(heldOut);
    expect((await world.journeys.live(journey)).nodes[0]).toMatchObject({
      id: 'all',
      heldOut: heldOut.length,
      passed: 60 - heldOut.length,
    });
    const held = await world.journeys.nodePeople(journey, { node: 'all', what: 'heldOut' });
    expect(held.items.map(({ id }) => id).sort()).toEqual([...heldOut].sort());
    await world.expectConservation(journey);
  });

  it('meets another entry at the door: nobody is inside twice', async () => {
    const ids = await inGroup('door', 20);
    const graph = draw(
      {
        all: mine('door', { reentry: { policy: 'always' } }),
        come: eventEntry('knock', { reentry: { policy: 'always' } }),
        pause: wait('P1D'),
        mail: mail(),
        end: exit(),
      },
      ['all -> pause -> mail -> end', 'come -> pause'],
    );
    const { id: journey } = await world.journeys.createJourney({ name: 'door', graph });
    await world.journeys.launch(journey);
    const [run] = await world.database.query<{ id: string }>('SELECT id FROM entry_runs WHERE journey_id = $1', [journey]);
    const runId = run?.id ?? '';
    await world.engine.enter({ runId });
    await world.receiveAll(ids.map((customerId) => ({ customerId, name: 'knock' })));
    await Promise.all([
      world.engine.enterChunk({ runId, chunkNo: 0 }),
      world.engine.wake(),
      world.engine.enterChunk({ runId, chunkNo: 1 }),
    ]);
    await world.settle();
    expect(await world.journeys.live(journey)).toMatchObject({ entered: 20, inside: 20 });
    await world.expectConservation(journey);
  });

  it('is not passed by an event of somebody who is still at the door', async () => {
    const people = await inGroup('at the door', 11);
    const [first = '', last = ''] = [people[0], people.at(-1)];
    const graph = draw({ all: mine('at the door'), pause: wait('P1D'), mail: mail(), end: exit() }, ['all -> pause -> mail -> end'], {
      goal: { event: 'bought at the door', window: 'P7D' },
    });
    const { id: journey } = await world.journeys.createJourney({ name: 'door', graph });
    await world.journeys.launch(journey);
    const [run] = await world.database.query<{ id: string }>('SELECT id FROM entry_runs WHERE journey_id = $1', [journey]);
    await world.engine.enter({ runId: run?.id ?? '' });
    await world.receiveAll([first, last].map((customerId) => ({ customerId, name: 'bought at the door' })));
    await world.engine.wake();
    expect(await world.ways(journey)).toEqual({});
    await world.settle();
    const ways = await world.ways(journey);
    expect([ways[first], ways[last]]).toEqual([['all > pause (goal)'], ['all > pause (goal)']]);
    await world.expectConservation(journey);
  });

  it('comes in again when the journey is launched again at the same instant', async () => {
    await inGroup('same instant', 2);
    const journey = await world.launch(toMail(mine('same instant')));
    await inGroup('same instant', 1);
    await world.journeys.launch(journey);
    await world.settle();
    expect(await world.journeys.live(journey)).toMatchObject({ version: 2, entered: 3 });
    await world.expectConservation(journey);
  });

  it('comes again by its cron line, and takes in whoever the policy lets', async () => {
    const ids = await inGroup('cron', 2);
    const journey = await world.launch(
      toMail(mine('cron', { schedule: { cron: '0 9 * * *' }, reentry: { policy: 'after', after: 'P2D' } })),
    );
    await world.advance('P9D');
    const ways = await world.ways(journey);
    // in on day 1, out on day 2, in again two days after that: days 1, 4, 7
    expect(ids.map((id) => ways[id]?.length)).toEqual([3, 3]);
    const planned = await world.database.query(`SELECT count(*)::int AS runs FROM entry_runs WHERE journey_id = $1 AND state = 'planned'`, [
      journey,
    ]);
    expect(planned).toEqual([{ runs: 1 }]);
    await world.journeys.stop(journey);
  });

  it('of nobody ends its run', async () => {
    const journey = await world.launch(toMail(mine('nobody')));
    const runs = await world.database.query('SELECT state, candidates FROM entry_runs WHERE journey_id = $1', [journey]);
    expect(runs).toEqual([{ state: 'done', candidates: '0' }]);
  });
});

describe('the launch sheet', () => {
  it('counts the audience, whom it reaches, who is in already, and where else they are', async () => {
    const [list = ''] = world.workspace.lists;
    const ids = await world.people({ lists: [list] }, { lists: [list], email: null }, { lists: [list], consent: {} }, { lists: [list] });
    const other = await world.launch(
      draw({ all: audience({ listId: list }), pause: wait('P9D'), mail: mail(), end: exit() }, ['all -> pause -> mail -> end']),
    );
    await world.database.query('DELETE FROM list_members WHERE customer_id = $1', [ids[3]]);
    const { id } = await world.journeys.createJourney({ name: 'sheet', graph: toMail(audience({ listId: list, holdout: 0.5 })) });
    const seed = saltSeed(holdoutSalt(id));
    expect(await world.journeys.launchSheet(id)).toMatchObject({
      audience: 3,
      alreadyIn: 0,
      heldOut: ids.slice(0, 3).filter((person) => stableFraction(person, seed) < 0.5).length,
      channels: [{ channel: 'email', purpose: null, reachable: 1, suppressed: { unreachable: 1, no_consent: 1 } }],
      overlaps: [{ journeyId: other, name: 'test', people: 3 }],
      sendMode: 'live',
    });
    expect(await world.journeys.launchSheet(other)).toMatchObject({ audience: 3, alreadyIn: 3, overlaps: [] });
  });

  it('counts whom each purpose reaches, where the drawing names what it sends for', async () => {
    const [list = ''] = world.workspace.lists;
    await world.database.query('DELETE FROM list_members');
    const consents = [{ email: true }, { 'email:news': true }, { email: true, 'email:news': true, 'email:offers': false }, {}];
    await world.people(...consents.map((consent) => ({ lists: [list], consent })));
    const graph = draw(
      {
        all: audience({ listId: list }),
        one: mail({ purpose: 'news' }),
        two: mail({ purpose: 'offers' }),
        three: mail(),
        four: mail(),
        end: exit(),
      },
      ['all -> one -> two -> three -> four -> end'],
    );
    const { id } = await world.journeys.createJourney({ name: 'purposes', graph });
    expect((await world.journeys.launchSheet(id)).channels).toEqual([
      { channel: 'email', purpose: 'news', reachable: 2, suppressed: { no_consent: 2 } },
      { channel: 'email', purpose: 'offers', reachable: 1, suppressed: { no_consent: 3 } },
      { channel: 'email', purpose: null, reachable: 2, suppressed: { no_consent: 2 } },
    ]);
  });

  it('of a drawing with errors says these', async () => {
    const { id } = await world.journeys.createJourney({ name: 'broken' });
    expect(await world.journeys.launchSheet(id)).toMatchObject({ audience: 0, problems: [expect.objectContaining({ code: 'no_entry' })] });
  });
});

describe('the people behind a number', () => {
  it('are those who stand there and those who passed, with their cohort or before they left it', async () => {
    const [a = '', b = '', c = ''] = await inGroup('numbers', 3);
    const graph = draw(
      { all: mine('numbers'), one: wait('P1D'), two: wait('P1D'), mail: mail(), end: exit() },
      ['all -> one -> two -> mail -> end'],
      {
        goal: { event: 'purchase', window: 'P9D' },
      },
    );
    const journey = await world.launch(graph);
    const peopleAt = async (node: string, what: 'here' | 'passed') =>
      (await world.journeys.nodePeople(journey, { node, what })).items.map(({ id }) => id).sort();
    await world.receive(a, { name: 'purchase' });
    await world.advance('P1D');
    await world.receive(b, { name: 'purchase' });
    await world.settle();
    expect([await peopleAt('one', 'passed'), await peopleAt('two', 'here'), await peopleAt('two', 'passed')]).toEqual([
      [b, c].sort(),
      [c],
      [],
    ]);
    await world.advance('P1D');
    expect([await peopleAt('all', 'passed'), await peopleAt('two', 'passed'), await peopleAt('end', 'passed')]).toEqual([
      [a, b, c].sort(),
      [c],
      [c],
    ]);
  });
});
