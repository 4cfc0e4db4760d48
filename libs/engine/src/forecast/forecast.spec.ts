import type { ForecastResult } from '@wayfare/contracts';
import { storeEnrollments, storeMessages } from '@wayfare/customers/testing';
import { compile, type Graph } from '@wayfare/journey';
import {
  audience,
  branch,
  coupon,
  draw,
  eventEntry,
  exit,
  experiment,
  planOf,
  send,
  split,
  update,
  wait,
  waitEvent,
} from '@wayfare/journey/testing';
import { addDuration, type PersonMessage } from '@wayfare/kernel';
import { changeSettings, createLogger } from '@wayfare/platform';
import { readGraphContext } from '../journeys/context.js';
import { engineWorld } from '../testing.js';
import { forecast } from './forecast.js';

const world = await engineWorld({ cohortLimit: 10 });
const mail = () => send({ templateId: world.workspace.mail });
const mine = (group: string, data: Parameters<typeof audience>[0] = {}) =>
  audience({ condition: { attribute: 'group', is: 'eq', value: group }, ...data });
const inGroup = (group: string, count: number, person: object = {}) =>
  world.people(...Array.from({ length: count }, (_, at) => ({ attributes: { group, at }, ...person })));

const foresee = async (graph: Graph, journeyId = '999'): Promise<ForecastResult> => {
  const compiled = compile(graph, await readGraphContext(world.database));
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
  const now = world.clock.now();
  return forecast(world.database, {
    ...{ journeyId, plan: compiled.value, now, until: addDuration(now, 'P30D'), cohortLimit: 10 },
    logger: createLogger({ level: 'silent', name: 'test' }),
    watch: async () => undefined,
  });
};

const arrivals = ({ nodes }: ForecastResult): Record<string, string> =>
  Object.fromEntries(nodes.map(({ id, arrived, here }) => [id, `${here}/${arrived}`]));

const TABLES = [
  'journeys',
  'journey_versions',
  'entry_runs',
  'entry_chunks',
  'cohorts',
  'enrollments',
  'moves',
  'way_totals',
  'messages',
  'message_totals',
  'list_members',
  'coupon_issues',
  'hand_overs',
];
/** What the tables hold, and the customers with all that is known of them. */
const everything = async (): Promise<unknown> => {
  const counts = await Promise.all(TABLES.map((table) => world.database.query(`SELECT '${table}' AS name, count(*) FROM ${table}`)));
  return [counts, await world.database.query('SELECT id, attributes, tags, updated_at FROM customers ORDER BY id')];
};

describe('a forecast', () => {
  it('says how many stand where on which day, what is sent, and why some get nothing', async () => {
    await inGroup('plain', 18);
    await inGroup('plain', 5, { email: null });
    await inGroup('plain', 2, { consent: {} });
    const result = await foresee(
      draw({ all: mine('plain'), pause: wait('P2D'), mail: mail(), end: exit() }, ['all -> pause -> mail -> end']),
    );
    expect(result.people).toEqual({ entered: 25, heldOut: 0, refused: 0, waiting: 0, inside: 0 });
    expect(arrivals(result)).toEqual({ all: '0/25', pause: '0/25', mail: '0/25', end: '0/25' });
    expect(result.nodes.find(({ id }) => id === 'mail')?.days).toEqual([{ day: '2027-03-03', people: 25 }]);
    expect(result.channels).toMatchObject([
      { channel: 'email', messages: 18, days: [{ day: '2027-03-03', messages: 18 }], suppressed: { unreachable: 5, no_consent: 2 } },
    ]);
    expect(result.exits).toEqual({ completed: 25 });
  });

  it('says how many get a coupon, and hands none of them out', async () => {
    await inGroup('gifts', 12);
    const [pool = ''] = world.workspace.pools;
    await world.database.query('UPDATE coupon_pools SET next_n = total - 6 WHERE id = $1', [pool]);
    const graph = draw({ all: mine('gifts'), gift: coupon(pool), had: wait('P90D'), end: exit() }, [
      'all -> gift:issued -> had -> end',
      'gift:empty -> end',
    ]);
    const before = await everything();
    const result = await foresee(graph);
    expect(result.coupons).toEqual([{ nodeId: 'gift', issued: 7, empty: 5 }]);
    expect(arrivals(result)).toMatchObject({ had: '7/7', end: '0/5' });
    expect(await everything()).toEqual(before);
    expect(await world.database.query('SELECT (total - next_n + 1)::int AS left FROM coupon_pools WHERE id = $1', [pool])).toEqual([
      { left: 7 },
    ]);
  });

  it('shares people out by experiments as they do now, says so, and begins none', async () => {
    await inGroup('tried', 12);
    const graph = draw({ all: mine('tried'), test: experiment({ a: 1, b: 1 }), yes: mail(), end: exit() }, [
      'all -> test:a -> end',
      'test:b -> yes -> end',
    ]);
    const step = planOf(graph, world.workspace.known).steps['test'];
    const [row] = await world.database.query<{ id: string }>(
      `INSERT INTO experiments (journey_id, node_id, among, begun_at) VALUES (998, 'test', $1, $2) RETURNING id`,
      [step?.kind === 'experiment' ? step.among : '', world.clock.now()],
    );
    await world.database.query(
      `INSERT INTO experiment_allocations (experiment_id, from_at, why, arm, weights, figures) VALUES ($1, $2, 'chosen', 'b', '{"a":0,"b":1}', '[]')`,
      [row?.id, new Date(world.clock.now().getTime() - 1)],
    );
    const result = await foresee(graph, '998');
    expect(arrivals(result)).toMatchObject({ yes: '0/12' });
    expect(result.assumptions).toContainEqual({ code: 'experiments_stay', nodes: ['test'] });
    await foresee(graph, '997');
    expect(await world.database.query('SELECT 1 FROM experiments')).toHaveLength(1);
  });

  it('changes nothing, however much the journey would', async () => {
    await inGroup('still', 12);
    const [list = ''] = world.workspace.lists;
    const graph = draw(
      {
        all: mine('still'),
        mark: update({ set: { marked: true }, addTags: ['new tag'], addToList: list }),
        is: branch({ yes: { all: [{ attribute: 'marked', is: 'eq', value: true }, { tag: 'new tag' }, { list }] } }),
        mail: mail(),
        end: exit(),
      },
      ['all -> mark -> is', 'is:yes -> mail -> end', 'is:else -> end'],
    );
    const before = await everything();
    const result = await foresee(graph);
    expect(arrivals(result)['mail']).toBe('0/12');
    expect(await everything()).toEqual(before);
  });

  it('lets messages leave where a step asks about them, and nobody open them', async () => {
    await inGroup('asked', 11);
    const graph = draw(
      {
        all: mine('asked'),
        mail: mail(),
        is: branch({ opened: { message: { node: 'mail', result: 'opened' } }, sent: { message: { node: 'mail', result: 'sent' } } }),
        sent: exit(),
        end: exit(),
      },
      ['all -> mail -> is', 'is:opened -> end', 'is:sent -> sent', 'is:else -> end'],
    );
    const result = await foresee(graph);
    expect(arrivals(result)).toMatchObject({ sent: '0/11', end: '0/0' });
    expect(result.assumptions).toContainEqual({ code: 'nobody_opens', nodes: ['is'] });
  });

  it('takes waits for events to their time-out, and lets nobody in by an event', async () => {
    await inGroup('event', 4);
    const graph = draw({ all: mine('event'), come: eventEntry('knock'), hear: waitEvent('buy', 'P3D'), yes: exit(), no: exit() }, [
      'all -> hear',
      'come -> hear',
      'hear:matched -> yes',
      'hear:timeout -> no',
    ]);
    const result = await foresee(graph);
    expect(arrivals(result)).toMatchObject({ yes: '0/0', no: '0/4' });
    expect(result.assumptions.map(({ code }) => code)).toEqual(['nobody_enters_by_events', 'events_time_out']);
  });

  it('knows who is in the journey already, and whom the hash holds out', async () => {
    await inGroup('again', 20);
    const graph = draw({ all: mine('again', { holdout: 0.3 }), part: split({ a: 1, b: 1 }), mail: mail(), end: exit() }, [
      'all -> part',
      'part:a -> mail -> end',
      'part:b -> end',
    ]);
    const { id } = await world.journeys.createJourney({ name: 'again', graph });
    const expected = await foresee(graph, id);
    await world.journeys.launch(id);
    await world.settle();
    const live = await world.journeys.live(id);
    expect(live.entered).toBe(20);
    expect(expected.people.heldOut).toBe(live.nodes.find((node) => node.id === 'all')?.heldOut);
    expect(arrivals(expected)['mail']).toBe(`0/${live.nodes.find((node) => node.id === 'mail')?.passed}`);
    expect((await foresee(graph, id)).people).toEqual({ entered: 0, heldOut: 0, refused: 20, waiting: 0, inside: 0 });
  });

  it('counts what other journeys have sent against the caps, and says what waits for how long', async () => {
    await inGroup('capped', 6);
    const graph = draw({ all: mine('capped'), mail: mail(), end: exit() }, ['all -> mail -> end']);
    await world.launch(graph);
    await changeSettings(world.database, world.clock, { extra: { caps: [{ per: 'day', max: 1, over: 'defer' }] } });
    const deferred = await foresee(graph);
    expect(deferred.channels).toMatchObject([{ messages: 6, deferred: { frequency_cap: 6 }, days: [{ day: '2027-03-02', messages: 6 }] }]);
    await changeSettings(world.database, world.clock, { extra: { caps: [{ per: 'day', max: 1, over: 'skip' }], prices: { email: 0.5 } } });
    const skipped = await foresee(graph);
    expect(skipped.channels).toMatchObject([{ messages: 0, suppressed: { frequency_cap: 6 }, cost: { amount: 0, currency: 'CNY' } }]);
    await changeSettings(world.database, world.clock, { extra: {} });
    const paid = await foresee(graph);
    expect(paid.channels).toMatchObject([{ messages: 6, cost: null, responses: null }]);
  });

  it('knows what other journeys have sent and whom they have, and what this one sends meanwhile', async () => {
    const [opener = '', sleeper = ''] = await inGroup('history', 3);
    const journey = '900000001';
    const [at, template] = [world.clock.now(), world.workspace.mail];
    const sent: PersonMessage = {
      ...{ journey, node: 'mail', template, channel: 'email', state: 'sent' as const, reason: null },
      ...{ decidedAt: at, handedAt: at, responses: [] },
    };
    const open = { kind: 'open', at: world.clock.now(), machine: false };
    await storeMessages(world.database, opener, [{ ...sent, responses: [open] }]);
    await storeMessages(world.database, sleeper, [sent]);
    await storeEnrollments(world.database, sleeper, [{ journey, enteredAt: world.clock.now(), ended: null, heldOutAt: null }]);
    const where = [{ property: 'journey', is: 'eq' as const, value: journey }];
    const graph = draw(
      {
        all: mine('history'),
        knows: branch({ opened: { messages: 'opened', where }, inside: { enrollments: 'inside', where } }),
        mail: mail(),
        day: wait('P1D'),
        again: branch({
          yes: { messages: 'sent', count: { gte: 1 }, within: 'P2D', where: [{ property: 'node', is: 'eq', value: 'mail' }] },
        }),
        end: exit(),
        never: exit(),
      },
      [
        ...['all -> knows', 'knows:opened -> end', 'knows:inside -> end', 'knows:else -> mail -> day -> again', 'again:yes -> end'],
        'again:else -> never',
      ],
    );
    const before = await everything();
    const result = await foresee(graph);
    expect(result.nodes.find(({ id }) => id === 'knows')?.arrived).toBe(3);
    expect(result.nodes.find(({ id }) => id === 'mail')?.arrived).toBe(1);
    expect(result.nodes.find(({ id }) => id === 'never')?.arrived ?? 0).toBe(0);
    expect(result.assumptions).toContainEqual({ code: 'history_until_now', nodes: ['knows', 'again'] });
    expect(await everything()).toEqual(before);
  });

  it('lets those behind the blast guard in, and says so', async () => {
    await inGroup('guarded', 15);
    const graph = draw({ all: mine('guarded'), mail: mail(), end: exit() }, ['all -> mail -> end'], { blastGuard: { first: 5 } });
    const result = await foresee(graph);
    expect(result.people).toMatchObject({ entered: 15, waiting: 0 });
    expect(result.assumptions.map(({ code }) => code)).toContain('guard_confirmed');
  });

  it('goes over connections that have had temporary tables before', async () => {
    await inGroup('used', 3);
    const use = () =>
      world.database.transaction(async (tx) => {
        await tx.query('CREATE TEMP TABLE earlier (n integer) ON COMMIT DROP');
        await tx.query('INSERT INTO earlier VALUES (1)');
        await tx.query('SELECT pg_sleep(0.05)');
      });
    await Promise.all(Array.from({ length: 20 }, use));
    const result = await foresee(draw({ all: mine('used'), end: exit() }, ['all -> end']));
    expect(result.people.entered).toBe(3);
  });
});
