import type { Graph } from '@wayfare/journey';
import { audience, branch, draw, eventEntry, exit, send, task, update, wait, waitEvent, webhook } from '@wayfare/journey/testing';
import { changeSettings } from '@wayfare/platform';
import { engineWorld } from '../testing.js';
import { type TestMail, TestRuns } from './test-runs.js';

const world = await engineWorld();
const mails: TestMail[] = [];
const runs = new TestRuns(world.engine, {
  sendTestMail: async (mail) => {
    mails.push(mail);
    return { ok: true, message: 'ok', subject: `[Test] to ${mail.person.email}` };
  },
});
const mail = () => send({ templateId: world.workspace.mail });
beforeAll(() =>
  changeSettings(world.database, world.clock, {
    testAddresses: ['tests@wayfare.example', 'more@wayfare.example'],
    extra: { globalHoldout: 0.5 },
  }),
);
beforeEach(() => {
  mails.length = 0;
});

type Body = Partial<Parameters<TestRuns['startTestRun']>[1]>;

const run = async (graph: Graph, body: Body) => {
  const { id: journeyId } = await world.journeys.createJourney({ name: 'tested', graph });
  const { id } = await runs.startTestRun(journeyId, { speed: 'instant', events: [], ...body });
  await runs.run(id);
  const done = await runs.testRun(journeyId, Number(id));
  const ways = Object.fromEntries(
    (done.result?.people ?? []).map(({ customerId, steps }) => [
      customerId,
      steps.map(({ nodeId, handle }) => (handle ? `${nodeId}:${handle}` : nodeId)).join(' > '),
    ]),
  );
  return { ...done, ways, messages: done.result?.messages ?? [] };
};

/** Everything that people, journeys and reports go by. */
const TABLES = [
  'enrollments',
  'cohorts',
  'moves',
  'messages',
  'events',
  'event_batches',
  'responses',
  'journey_versions',
  'list_members',
  'tasks',
];
const everything = async () =>
  Promise.all([
    ...TABLES.map(async (table) => (await world.database.query(`SELECT count(*)::int AS rows FROM ${table}`))[0]),
    world.database.query('SELECT id, attributes, tags FROM customers ORDER BY id'),
  ]);

// all -> first -> hear: matched -> thank -> end, timeout -> mark -> remind -> end
const asking = (): Graph =>
  draw(
    {
      all: audience({ condition: { tag: 'nobody' }, holdout: 0.5 }),
      first: mail(),
      hear: waitEvent('purchase', 'P3D'),
      thank: mail(),
      mark: update({ set: { tier: 'L3' } }),
      remind: mail(),
      end: exit(),
    },
    ['all -> first -> hear', 'hear:matched -> thank -> end', 'hear:timeout -> mark -> remind -> end'],
  );

describe('a test run', () => {
  it('sends people through in a moment, what was written down happens to them, and nothing else in the house knows of it', async () => {
    const [buys = '', waits = ''] = await world.people({}, {});
    const { id: journeyId } = await world.journeys.createJourney({ name: 'tested', graph: asking() });
    const before = await everything();
    const events = [{ customerId: buys, name: 'purchase', after: 'PT1H', afterNode: 'hear' }];
    const { id } = await runs.startTestRun(journeyId, { customerIds: [buys, waits], speed: 'instant', events });
    await runs.run(id);
    const { state, result } = await runs.testRun(journeyId, Number(id));
    expect(state).toBe('done');
    expect(result?.people.map(({ steps, exit: left }) => [steps.map(({ nodeId }) => nodeId).join(' > '), left?.reason])).toEqual([
      ['all > first > hear > thank > end', 'completed'],
      ['all > first > hear > mark > remind > end', 'completed'],
    ]);
    const hours = result?.messages.map(({ customerId, nodeId, at }) => [
      customerId,
      nodeId,
      (Date.parse(at) - world.clock.now().getTime()) / 3_600_000,
    ]);
    expect(hours).toEqual([
      [buys, 'first', 0],
      [waits, 'first', 0],
      [buys, 'thank', 1],
      [waits, 'remind', 72],
    ]);
    expect(await everything()).toEqual(before);
  });

  it('sends each mail once, to a test address alone, with the customer as they were then', async () => {
    const [waits = ''] = await world.people({ attributes: { tier: 'L1' } });
    const { id, messages } = await run(asking(), { customerIds: [waits] });
    expect(mails.map(({ to, person }) => [to, person.id, person.attributes.tier])).toEqual([
      ['tests@wayfare.example', waits, 'L1'],
      ['tests@wayfare.example', waits, 'L3'],
    ]);
    expect(messages.map(({ state, to }) => [state, to])).toEqual([
      ['sent', 'tests@wayfare.example'],
      ['sent', 'tests@wayfare.example'],
    ]);
    await runs.run(id);
    expect(mails).toHaveLength(2);
  });

  it('lets people open and click the messages that they got', async () => {
    const [clicks = '', none = ''] = await world.people({}, {});
    const graph = draw(
      {
        all: eventEntry('signup'),
        first: mail(),
        pause: wait('P1D'),
        asked: branch({ clicked: { message: { node: 'first', result: 'clicked' } } }),
        end: exit(),
      },
      ['all -> first -> pause -> asked', 'asked:clicked -> end', 'asked:else -> end'],
    );
    const events = [{ customerId: clicks, name: 'message.clicked', after: 'PT2H', afterNode: 'first' }];
    const { ways } = await run(graph, { customerIds: [clicks, none], events });
    expect(ways).toEqual({
      [clicks]: 'all > first > pause > asked:clicked > end',
      [none]: 'all > first > pause > asked:else > end',
    });
  });

  it('cancels what was to leave later where a goal ends the stay', async () => {
    const [buys = ''] = await world.people({ timeZone: 'Asia/Shanghai' });
    const late = send({ templateId: world.workspace.mail, timing: { mode: 'best', fallback: '23:00' } });
    const graph = draw({ all: audience(), late, pause: wait('P7D'), end: exit() }, ['all -> late -> pause -> end'], {
      goal: { event: 'purchase', window: 'P7D' },
    });
    const { messages, result } = await run(graph, { customerIds: [buys], events: [{ customerId: buys, name: 'purchase', after: 'PT1H' }] });
    expect(result?.people[0]?.exit).toMatchObject({ reason: 'goal' });
    expect(messages.map(({ state }) => state)).toEqual(['cancelled']);
    expect(mails).toEqual([]);
  });

  it('calls no other system, and sends nothing while the workspace sends nothing', async () => {
    const [one = ''] = await world.people({});
    const graph = draw({ all: audience(), call: webhook({ templateId: world.workspace.hook }), first: mail(), end: exit() }, [
      'all -> call -> first -> end',
    ]);
    expect((await run(graph, { customerIds: [one] })).messages.map(({ state, reason }) => [state, reason])).toEqual([
      ['not_sent', 'webhook'],
      ['sent', null],
    ]);
    await changeSettings(world.database, world.clock, { sendMode: 'never' });
    expect((await run(graph, { customerIds: [one] })).messages.map(({ reason }) => reason)).toEqual(['webhook', 'never']);
    await changeSettings(world.database, world.clock, { sendMode: 'live' });
    expect(mails).toHaveLength(1);
  });

  it('takes people of a list, a test address of the workspace, and nobody and nothing else', async () => {
    const [one = ''] = await world.people({});
    const [list = ''] = world.workspace.lists;
    await world.database.query('INSERT INTO list_members (list_id, customer_id, added_at) VALUES ($1, $2, $3)', [
      list,
      one,
      world.clock.now(),
    ]);
    expect(Object.keys((await run(asking(), { listId: list, to: 'more@wayfare.example' })).ways)).toEqual([one]);
    expect(mails[0]?.to).toBe('more@wayfare.example');
    await expect(run(asking(), { customerIds: [one], to: 'else@wayfare.example' })).rejects.toMatchObject({ code: 'not_a_test_address' });
    await expect(run(asking(), { customerIds: ['999999'] })).rejects.toMatchObject({ code: 'not_found' });
    const { id } = await world.journeys.createJourney({ name: 'blank' });
    await expect(runs.startTestRun(id, { customerIds: [one], speed: 'instant', events: [] })).rejects.toMatchObject({
      code: 'draft_not_testable',
    });
  });

  it('goes on by what a colleague does, where it is said that one does', async () => {
    const [one = ''] = await world.people({});
    // all -> call -> end | missed
    const calling = draw({ all: audience(), call: task('Call', { timeout: 'P3D' }), end: exit(), missed: exit() }, [
      'all -> call:done -> end',
      'call:timeout -> missed',
    ]);
    const before = await everything();
    const events = [{ customerId: one, name: 'customer.task_done', after: 'PT1H', afterNode: 'call' }];
    expect((await run(calling, { customerIds: [one], events })).ways).toEqual({ [one]: 'all > call:done > end' });
    expect((await run(calling, { customerIds: [one] })).ways).toEqual({ [one]: 'all > call:timeout > missed' });
    expect(await everything()).toEqual(before);
  });

  it('whose worker has died is given up, and not begun anew', async () => {
    const [one = ''] = await world.people({});
    const { id: journeyId } = await world.journeys.createJourney({ name: 'tested', graph: asking() });
    const { id } = await runs.startTestRun(journeyId, { customerIds: [one], speed: 'instant', events: [] });
    await world.database.query(`UPDATE test_runs SET state = 'sending', touched_at = touched_at - interval '1 hour' WHERE id = $1`, [id]);
    await runs.resume();
    await runs.run(id);
    expect(await runs.testRun(journeyId, Number(id))).toMatchObject({ state: 'failed' });
    expect(mails).toEqual([]);
  });
});
