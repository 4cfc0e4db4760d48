import { Ingestion } from '@wayfare/customers';
import { audience, draw, eventEntry, exit, task, wait } from '@wayfare/journey/testing';
import { Tasks } from '../../tasks/tasks.js';
import { engineWorld } from '../../testing.js';

const world = await engineWorld({ cohortLimit: 10 });
const { database, clock, queues } = world;
const tasks = new Tasks({ database, clock, events: new Ingestion({ database, queues, clock }) });
const manager = { userId: null, role: 'manager' as const };

const mine = (group: string) => audience({ condition: { attribute: 'group', is: 'eq', value: group } });
const people = (group: string, ...names: readonly string[]) => world.people(...names.map((name) => ({ attributes: { group, name } })));
//   all ── call ─┬─ done ───── thanked ── end
//                └─ timeout ── end
const calling = (group: string, data: Parameters<typeof task>[1] = {}, settings: Parameters<typeof draw>[2] = {}) =>
  draw(
    { all: mine(group), call: task('Call {{ customer.attributes.name }}', { timeout: 'P3D', ...data }), thanked: wait('P9D'), end: exit() },
    ['all -> call:done -> thanked -> end', 'call:timeout -> end'],
    settings,
  );
const stored = (journeyId: string) =>
  database.query<{ id: string; customer: string; title: string; state: string }>(
    'SELECT id, customer_id AS customer, title, state FROM tasks WHERE journey_id = $1 ORDER BY customer_id, id',
    [journeyId],
  );
const statesOf = async (journeyId: string) => (await stored(journeyId)).map(({ state }) => state);
const taskOf = async (journeyId: string, person: string | undefined): Promise<string> =>
  (await stored(journeyId)).find(({ customer }) => customer === person)?.id ?? '';

describe('a task for a colleague', () => {
  it('is made once for each person, in their own words, and whoever it is done for goes on', async () => {
    const [ann = '', bo = ''] = await people('words', 'Ann', 'Bo');
    const journey = await world.launch(
      calling('words', { note: 'Lives in {{ customer.attributes.city | default: "nowhere" }}', dueIn: 'P1D' }),
    );
    const { items } = await tasks.tasks(manager, { scope: 'all' });
    expect(items).toMatchObject([
      { title: 'Call Ann', note: 'Lives in nowhere', customer: { id: ann, name: 'Ann' }, assignee: { role: 'admin' }, waits: true },
      { title: 'Call Bo', dueAt: '2027-03-02T02:00:00.000Z', state: 'open' },
    ]);
    await tasks.doTask(manager, await taskOf(journey, ann), { outcome: 'Likes the red one' });
    await world.settle();
    expect(await world.ways(journey)).toEqual({ [ann]: ['all > call > thanked'], [bo]: ['all > call'] });
    await world.advance('P3D');
    expect(await world.ways(journey)).toMatchObject({ [bo]: ['all > call > end (completed)'] });
    expect(await statesOf(journey)).toEqual(['done', 'expired']);
    await world.expectConservation(journey);
  });

  it('can be done once: who comes second, or too late, is told so', async () => {
    const [ann = '', bo = ''] = await people('once', 'Ann', 'Bo');
    const journey = await world.launch(calling('once'));
    const both = await Promise.allSettled([1, 2].map(async () => tasks.doTask(manager, await taskOf(journey, ann), {})));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await world.advance('P3D');
    await expect(tasks.doTask(manager, await taskOf(journey, bo), {})).rejects.toMatchObject({
      code: 'task_closed',
      message: 'The task is too late.',
    });
    expect(await world.ways(journey)).toEqual({ [ann]: ['all > call > thanked'], [bo]: ['all > call > end (completed)'] });
  });

  it('is there for every person of many cohorts, and lets them go on where they need not wait', async () => {
    const names = Array.from({ length: 25 }, (_, at) => `P${at + 1}`);
    await people('many', ...names);
    const journey = await world.launch(
      draw({ all: mine('many'), call: task('Call {{ customer.attributes.name }}'), end: exit() }, ['all -> call -> end']),
    );
    expect(await world.counts(journey)).toMatchObject({ call: '0/25', end: '0/25' });
    expect((await stored(journey)).map(({ title }) => title).sort()).toEqual(names.map((name) => `Call ${name}`).sort());
    // who has come to the end of their way is still to be called
    expect(new Set(await statesOf(journey))).toEqual(new Set(['open']));
  });

  it('that is done in a pause takes its person on when the journey goes on', async () => {
    const [ann = ''] = await people('paused', 'Ann');
    const journey = await world.launch(calling('paused'));
    await world.journeys.pause(journey);
    await tasks.doTask(manager, await taskOf(journey, ann), {});
    await world.settle();
    expect(await world.ways(journey)).toEqual({ [ann]: ['all > call'] });
    await world.journeys.resume(journey);
    await world.settle();
    expect(await world.ways(journey)).toEqual({ [ann]: ['all > call > thanked'] });
  });
});

describe('a task of somebody who leaves', () => {
  it.each<[string, (person: string, journey: string) => Promise<unknown>]>([
    ['by the goal', (person) => world.receive(person, { name: 'purchase' })],
    ['by the exit condition', (person) => world.receive(person, { name: 'complaint' })],
    ['by unsubscribing', (person, journeyId) => world.receive(person, { name: 'message.unsubscribed', properties: { journeyId } })],
    ['because the journey is stopped', (_, journeyId) => world.journeys.stop(journeyId)],
  ])('%s is withdrawn at once', async (how, happens) => {
    const [ann = ''] = await people(how, 'Ann');
    const journey = await world.launch(
      calling(how, {}, { goal: { event: 'purchase', window: 'P30D' }, exitWhen: { event: 'complaint', count: { gte: 1 } } }),
    );
    await happens(ann, journey);
    await world.settle();
    expect(await statesOf(journey)).toEqual(['withdrawn']);
    await expect(tasks.doTask(manager, await taskOf(journey, ann), {})).rejects.toMatchObject({ code: 'task_closed' });
  });

  it('is withdrawn too where the condition is met at the next step', async () => {
    const [ann = ''] = await people('condition', 'Ann');
    const journey = await world.launch(
      draw({ all: mine('condition'), call: task(), rest: wait('P1D'), end: exit() }, ['all -> call -> rest -> end'], {
        exitWhen: { attribute: 'gone', is: 'eq', value: 'yes' },
      }),
    );
    await database.query(`UPDATE customers SET attributes = attributes || '{"gone":"yes"}' WHERE id = $1`, [ann]);
    await world.advance('P1D');
    expect(await world.ways(journey)).toEqual({ [ann]: ['all > call > rest (condition)'] });
    expect(await statesOf(journey)).toEqual(['withdrawn']);
  });

  it('is gone where they are erased', async () => {
    const [ann = ''] = await people('erased', 'Ann');
    const journey = await world.launch(calling('erased'));
    await world.engine.erase(ann);
    expect(await stored(journey)).toEqual([]);
  });
});

describe('a task of a journey that is edited', () => {
  const edited = async (group: string, to: ReturnType<typeof draw>, map: Record<string, string | null>) => {
    const [ann = ''] = await people(group, 'Ann');
    // an entry by events keeps the journey alive
    const graph = calling(group);
    const journey = await world.launch({
      ...graph,
      nodes: [...graph.nodes, ...draw({ later: eventEntry('never') }, []).nodes],
      edges: [...graph.edges, { id: 'later', source: 'later', target: 'end' }],
    });
    await world.journeys.saveDraft(journey, { graph: to });
    await world.journeys.launch(journey, { people: 'move', map });
    await world.settle();
    return { journey, ann };
  };

  it('is withdrawn where its step is gone', async () => {
    const to = draw({ later: eventEntry('never'), rest: wait('P5D'), end: exit() }, ['later -> rest -> end']);
    const { journey, ann } = await edited('deleted', to, { call: 'rest' });
    expect(await world.ways(journey)).toEqual({ [ann]: ['all > call > rest'] });
    expect(await statesOf(journey)).toEqual(['withdrawn']);
  });

  it('is due by the new rule, from when it was made, where its time-out has changed', async () => {
    const to = draw({ later: eventEntry('never'), call: task('Ring {{ customer.attributes.name }}', { timeout: 'P5D' }), end: exit() }, [
      'later -> call:done -> end',
      'call:timeout -> end',
    ]);
    const { journey, ann } = await edited('longer', to, {});
    expect((await tasks.tasks(manager, { scope: 'all', customer: ann })).items).toMatchObject([
      { title: 'Ring Ann', dueAt: new Date(clock.now().getTime() + 5 * 86_400_000).toISOString() },
    ]);
    expect(await statesOf(journey)).toEqual(['open']);
  });
});

describe('a rehearsal', () => {
  it('asks nobody for anything: neither the preview of one customer nor the forecast of all makes a task', async () => {
    const [ann = ''] = await people('rehearsed', 'Ann');
    const { id } = await world.journeys.createJourney({ name: 'rehearsed', graph: calling('rehearsed') });
    const { previewJourney } = await import('../../forecast/preview.js');
    const { steps } = await previewJourney(world.engine.parts, id, { customerId: ann });
    expect(steps.map(({ nodeId, handle, because }) => [nodeId, handle, because.code])).toEqual([
      ['all', null, 'came_in'],
      ['call', 'timeout', 'task_not_done'],
      ['end', null, 'ended'],
    ]);
    expect(await stored(id)).toEqual([]);
  });
});
