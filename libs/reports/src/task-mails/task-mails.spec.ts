import { randomBytes } from 'node:crypto';
import { Connectors } from '@wayfare/channels';
import { startSink } from '@wayfare/channels/testing';
import { Ingestion } from '@wayfare/customers';
import { Tasks, VirtualTime } from '@wayfare/engine';
import { engineWorld } from '@wayfare/engine/testing';
import { audience, draw, exit, task } from '@wayfare/journey/testing';
import { actingAs, changeSettings, SecretsBox } from '@wayfare/platform';
import { whenFileEnds } from '@wayfare/platform/testing';
import { TaskMailSetting } from './setting.js';
import { TaskMails } from './task-mails.js';

// the world begins on Monday, 1 March 2027, at 10:00 in Shanghai
const world = await engineWorld();
const { database, clock, queues } = world;
const sink = await startSink();
whenFileEnds(() => sink.close());
const wall = { now: () => new Date() };
const connectors = new Connectors({
  ...{ database, clock, wall, queues, allowPrivateAddresses: true },
  secrets: new SecretsBox(randomBytes(32)),
});
const mails = new TaskMails({ database, clock, queues, connectors, publicUrl: 'https://wayfare.example/' });
const setting = new TaskMailSetting({ database, clock });
const tasks = new Tasks({ database, clock, events: new Ingestion({ database, queues, clock }) });
const time = new VirtualTime({
  engine: world.engine,
  clock,
  // the job is carried out where it is announced: as if a worker were at hand
  other: { left: () => mails.left(), next: (until) => mails.next(until), announce: () => mails.run() },
  whileTheyWork: () => world.queues.drain(),
});
const advance = (duration: string) => time.advanceClock({ advance: duration });

const manager = { userId: null, role: 'manager' as const };
const colleague = async (name: string, locale = 'en'): Promise<string> => {
  const [row] = await database.query<{ id: string }>(
    `INSERT INTO users (email, name, role, locale, password_hash, created_at) VALUES ($1 || '@team.example', $1, 'manager', $2, '', $3) RETURNING id`,
    [name, locale, clock.now()],
  );
  return row?.id ?? '';
};
const mailsTo = (name: string) => Promise.all(sink.to(`${name}@team.example`).map((mail) => sink.read(mail)));
const subjectsTo = async (name: string) => (await mailsTo(name)).map(({ subject }) => subject);
const statesOf = async (user: string) =>
  (await database.query<{ state: string }>('SELECT state FROM task_mails WHERE user_id = $1 ORDER BY id', [user])).map(
    ({ state }) => state,
  );

let group = 0;
//  all ── call ── end
const ask = async (assignee: { user: string } | { role: 'manager' }, ...names: readonly string[]): Promise<readonly string[]> => {
  group += 1;
  await world.people(...names.map((name) => ({ attributes: { group: String(group), name } })));
  const journey = await world.launch(
    draw(
      {
        all: audience({ condition: { attribute: 'group', is: 'eq', value: String(group) } }),
        call: task('Call {{ customer.attributes.name }}', { assignee, note: 'Ask how <it> went', dueIn: 'P1D' }),
        end: exit(),
      },
      ['all -> call -> end'],
    ),
  );
  await database.query('UPDATE journeys SET name = $2 WHERE id = $1', [journey, 'Spring & tea']);
  const made = await database.query<{ id: string }>('SELECT id FROM tasks WHERE journey_id = $1 ORDER BY id', [journey]);
  return made.map(({ id }) => id);
};
const taskOf = async (id: string) => (await tasks.tasks(manager, { scope: 'all', limit: 200 })).items.find((one) => one.id === id);

beforeAll(async () => {
  // held back from customers, and not from colleagues
  await changeSettings(database, clock, { name: 'Tea & Co', sendMode: 'never' });
  await database.query(`UPDATE connectors SET is_default = false WHERE channel = 'email'`);
  await connectors.createConnector({
    kind: 'smtp',
    name: 'own',
    settings: { host: '127.0.0.1', port: sink.port, from: 'Wayfare <tasks@wayfare.example>' },
    isDefault: true,
  });
});
afterEach(() => sink.behave(() => 'accept'));

describe('what a colleague is asked to do', () => {
  it('is mailed to them in their language, with the customer, the words, the due date and a link', async () => {
    const [anna, ming] = [await colleague('anna'), await colleague('ming', 'zh-CN')];
    const [id = ''] = await ask({ user: anna }, 'Ann');
    await ask({ user: ming }, '王芳');
    await advance('PT5M');
    const [[english, ...more], [chinese]] = [await mailsTo('anna'), await mailsTo('ming')];
    expect(more).toEqual([]);
    expect(english?.subject).toBe('Task: Call Ann · Ann');
    const { customer } = (await taskOf(id)) ?? {};
    for (const part of ['For Ann, from the journey Spring & tea', 'Due Mar 2, 10:00', 'Ask how <it> went'])
      expect(english?.text).toContain(part);
    expect(english?.text).toContain(`https://wayfare.example/customers/${customer?.id ?? ''}`);
    expect(english?.html).toContain('Ask how &lt;it&gt; went');
    expect(chinese?.subject).toBe('待办：Call 王芳 · 王芳');
    expect(chinese?.text).toContain('期限 3月2日 10:00');
    expect((await taskOf(id))?.mail).toEqual({ state: 'sent', at: '2027-03-01T02:05:00.000Z', retryAt: null, error: null });
  });

  it('is one mail where much of it comes within some minutes, which tells twenty and counts the rest', async () => {
    const many = await colleague('many');
    await ask({ user: many }, ...Array.from({ length: 24 }, (_, at) => `P${at + 1}`));
    await advance('PT3M');
    await ask({ user: many }, 'Late');
    await advance('PT1H');
    const [mail, ...more] = await mailsTo('many');
    expect([more, mail?.subject?.startsWith('25 new tasks: Call P')]).toEqual([[], true]);
    expect([mail?.text?.match(/^Call P/gm)?.length, mail?.text?.includes('And 5 more. All my tasks')]).toEqual([20, true]);
  });

  it('is not mailed where it is asked of a role, or was done before the mail left', async () => {
    const quick = await colleague('quick');
    await ask({ role: 'manager' }, 'Anybody');
    const [first = '', second = ''] = await ask({ user: quick }, 'Ann', 'Bo');
    await tasks.doTask(manager, first, {});
    await advance('PT5M');
    expect(await subjectsTo('quick')).toEqual(['Task: Call Bo · Bo']);
    const [third = ''] = await ask({ user: quick }, 'Cleo');
    sink.behave(() => ({ at: 'rcpt', code: 451 }));
    await advance('PT5M');
    await tasks.doTask(manager, third, {});
    await tasks.doTask(manager, second, {});
    sink.behave(() => 'accept');
    await advance('PT1H');
    expect([await statesOf(quick), await subjectsTo('quick')]).toEqual([['sent', 'dropped'], ['Task: Call Bo · Bo']]);
  });

  it('is mailed once to whoever it is given to by hand, and to nobody who takes it themselves', async () => {
    const [giver, taker, other] = [await colleague('giver'), await colleague('taker'), await colleague('other')];
    const [id = ''] = await ask({ user: giver }, 'Ann');
    await tasks.assignTask(id, { assignee: { user: taker } });
    await tasks.assignTask(id, { assignee: { user: taker } });
    await advance('PT1H');
    await tasks.assignTask(id, { assignee: { user: taker } });
    await advance('PT1H');
    expect([await subjectsTo('giver'), await subjectsTo('taker')]).toEqual([[], ['Task: Call Ann · Ann']]);
    await actingAs(`user:${other}`, () => tasks.assignTask(id, { assignee: { user: other } }));
    await advance('PT1H');
    expect([await subjectsTo('other'), (await taskOf(id))?.mail]).toEqual([[], null]);
    await tasks.assignTask(id, { assignee: { user: taker } });
    await advance('PT1H');
    expect(await subjectsTo('taker')).toHaveLength(2);
  });

  it('is mailed by one of several workers', async () => {
    const busy = await colleague('busy');
    await ask({ user: busy }, 'Ann', 'Bo');
    clock.moveTo(new Date(clock.now().getTime() + 5 * 60_000));
    await Promise.all(Array.from({ length: 5 }, () => mails.run()));
    await mails.run();
    expect(await subjectsTo('busy')).toHaveLength(1);
  });
});

describe('a mail server that fails', () => {
  it('is tried again, the task says so meanwhile, and what comes in between goes into the next mail', async () => {
    const patient = await colleague('patient');
    const [id = ''] = await ask({ user: patient }, 'Ann');
    sink.behave(() => ({ at: 'rcpt', code: 451, text: 'come back later' }));
    await advance('PT5M');
    expect((await taskOf(id))?.mail).toMatchObject({ state: 'waiting', error: expect.stringContaining('come back later') });
    await ask({ user: patient }, 'Bo', 'Cleo');
    await advance('PT7M');
    expect(await statesOf(patient)).toEqual(['waiting']);
    sink.behave(() => 'accept');
    await advance('PT5M');
    expect(await statesOf(patient)).toEqual(['sent', 'sent']);
    expect(await subjectsTo('patient')).toEqual(['Task: Call Ann · Ann', expect.stringMatching(/^2 new tasks: /)]);
  });

  it('is given up after six attempts, and the task says why', async () => {
    const lost = await colleague('lost');
    const [id = ''] = await ask({ user: lost }, 'Ann');
    sink.behave(() => ({ at: 'mail', code: 421 }));
    await advance('PT4H');
    expect((await taskOf(id))?.mail).toMatchObject({ state: 'failed', retryAt: null, error: expect.any(String) });
    expect(await database.query('SELECT attempts FROM task_mails WHERE user_id = $1', [lost])).toEqual([{ attempts: 6 }]);
  });

  it('that broke off at the hand-over gets no second one, and neither does a worker that died there', async () => {
    const once = await colleague('once');
    await ask({ user: once }, 'Ann');
    sink.behave(() => ({ drop: 'after-data' }));
    await advance('PT5M');
    expect(await statesOf(once)).toEqual(['unknown']);
    sink.behave(() => 'accept');
    await database.query(`UPDATE task_mails SET state = 'sending' WHERE user_id = $1`, [once]);
    await ask({ user: once }, 'Bo');
    await advance('PT30M');
    expect([await statesOf(once), await subjectsTo('once')]).toEqual([
      ['unknown', 'sent'],
      ['Task: Call Ann · Ann', 'Task: Call Bo · Bo'],
    ]);
  });
});

describe('who wants no such mail', () => {
  it('gets none, and none about what came meanwhile when they want it again', async () => {
    const userId = await colleague('quiet');
    expect(await setting.changeTaskMail({ userId }, { wanted: false })).toEqual({ wanted: false });
    await ask({ user: userId }, 'Ann');
    await advance('PT1H');
    await setting.changeTaskMail({ userId }, { wanted: true });
    await ask({ user: userId }, 'Bo');
    await advance('PT1H');
    expect(await subjectsTo('quiet')).toEqual(['Task: Call Bo · Bo']);
    await expect(setting.taskMail({ userId: null })).rejects.toMatchObject({ code: 'not_a_person' });
  });
});
