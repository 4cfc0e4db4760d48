import { draw, eventEntry, exit, experiment, send, wait } from '@wayfare/journey/testing';
import type { Database } from '@wayfare/platform';
import { Hints } from '../hints.js';
import { sceneOf } from '../scene.js';
import { engineWorld, MONDAY } from '../testing.js';
import { comeTo } from './arrivals.js';
import { Looks } from './looks.js';
import { readExperiments } from './read.js';

const world = await engineWorld();
const { database, journeys } = world;

type Rules = Parameters<typeof experiment>[1];
const AFTER_30: Rules = { decide: { after: { people: 30 }, confidence: 0.95, otherwise: 'keep' } };

/*               ┌─ a ── mail ─┐
 *  come ── test ┤             ├─ end        who visits within a day has responded
 *               └─ b ── late ─┘        */
const drawing = (rules: Rules, weights: Record<string, number> = { a: 1, b: 1 }, name = 'late') =>
  draw(
    {
      come: eventEntry('signup', { reentry: { policy: 'always' } }),
      test: experiment(weights, rules),
      mail: send({ templateId: world.workspace.mail }),
      late: { ...send({ templateId: world.workspace.mail }), data: { channel: 'email', templateId: world.workspace.mail, name } },
      end: exit(),
    },
    [
      'come -> test:a -> mail -> end',
      'test:b -> late -> end',
      ...Object.keys(weights).flatMap((id) => (id > 'b' ? [`test:${id} -> end`] : [])),
    ],
    { response: { event: 'visit', window: 'P1D' } },
  );

const signUp = async (count: number): Promise<string[]> => {
  const ids = await world.people(...Array.from({ length: count }, () => ({})));
  await world.receiveAll(ids.map((customerId) => ({ customerId, name: 'signup' })));
  await world.settle();
  return ids;
};

/** How many of these people went by each arm. */
const armsOf = async (journey: string, ids: readonly string[]): Promise<Record<string, string[]>> => {
  const ways = await world.ways(journey);
  const went = (node: string) => ids.filter((id) => ways[id]?.at(-1)?.includes(` ${node} `));
  return { a: went('mail'), b: went('late') };
};

const visit = async (ids: readonly string[]): Promise<void> => {
  await world.receiveAll(ids.map((customerId) => ({ customerId, name: 'visit' })));
  await world.settle();
};

const allocationsOf = (journey: string) =>
  database.query<{ why: string; arm: string | null; weights: object; from: Date; actor: string | null }>(
    `SELECT a.why, a.arm, a.weights, a.from_at AS "from", a.actor FROM experiment_allocations a JOIN experiments x ON x.id = a.experiment_id
     WHERE x.journey_id = $1 ORDER BY a.id`,
    [journey],
  );
const experimentsOf = (journey: string) =>
  database.query<{ id: string; among: string; lookAt: Date | null; decidedAt: Date | null; arm: string | null }>(
    `SELECT id, among, look_at AS "lookAt", decided_at AS "decidedAt", arm FROM experiments WHERE journey_id = $1 ORDER BY id`,
    [journey],
  );
const figuresOf = async (journey: string) => {
  const [version] = await database.query<{ plan: Parameters<typeof readExperiments>[1]['plan'] }>(
    'SELECT plan FROM journey_versions WHERE journey_id = $1 ORDER BY number DESC LIMIT 1',
    [journey],
  );
  if (!version) throw new Error('no version');
  return (await readExperiments(database, { journeyId: journey, plan: version.plan }, world.clock.now())).map(({ figures }) => figures);
};

/** A day on, somebody who came by each arm, and all of `b` have visited. */
const oneSided = async (rules: Rules): Promise<string> => {
  world.clock.moveTo(new Date(Math.max(MONDAY.getTime(), world.clock.now().getTime())));
  const journey = await world.launch(drawing(rules));
  const { b = [] } = await armsOf(journey, await signUp(40));
  await world.advance('PT1H');
  await visit(b);
  return journey;
};

describe('an experiment with a winner', () => {
  it('shares people out as drawn until enough windows have closed, however clear it seems before', async () => {
    const journey = await oneSided(AFTER_30);
    await world.advance('PT22H59M');
    expect(await allocationsOf(journey)).toEqual([]);
    const { a = [], b = [] } = await armsOf(journey, await signUp(40));
    expect(a.length).toBeGreaterThan(5);
    expect(b.length).toBeGreaterThan(5);
  });

  it('then decides by itself, at the instant at which they have, and gives everyone who comes later to the winner', async () => {
    const journey = await oneSided(AFTER_30);
    const came = world.clock.now().getTime() - 3_600_000;
    await world.advance('P1D');
    const [decided, ...more] = await allocationsOf(journey);
    expect(decided).toMatchObject({ why: 'decided', arm: 'b', weights: { a: 0, b: 1 }, actor: null });
    expect(decided?.from.getTime()).toBe(came + 86_400_000);
    expect(more).toEqual([]);
    const { a, b } = await armsOf(journey, await signUp(25));
    expect([a?.length, b?.length]).toEqual([0, 25]);
    await world.expectConservation(journey);
  });

  it('keeps the split where no arm is likely enough to be best, and says so once', async () => {
    const journey = await world.launch(drawing(AFTER_30));
    await signUp(40);
    await world.advance('P3D');
    expect(await allocationsOf(journey)).toMatchObject([{ why: 'kept', arm: null, weights: { a: 0.5, b: 0.5 } }]);
    const { a = [] } = await armsOf(journey, await signUp(40));
    expect(a.length).toBeGreaterThan(5);
    await world.advance('P3D');
    expect(await allocationsOf(journey)).toHaveLength(1);
  });

  it('ends after its time where too few come', async () => {
    const journey = await oneSided({ decide: { after: { people: 1000, duration: 'P3D' }, confidence: 0.95, otherwise: 'keep' } });
    await world.advance('P2D');
    expect(await allocationsOf(journey)).toEqual([]);
    await world.advance('P1D');
    expect(await allocationsOf(journey)).toMatchObject([{ why: 'decided', arm: 'b' }]);
  });

  it('is decided once though two look at it at one instant, and decided at all though one who looks dies', async () => {
    const journey = await oneSided(AFTER_30);
    const [found] = await experimentsOf(journey);
    // the queue is not asked: those who look here are
    world.clock.moveTo(new Date(world.clock.now().getTime() + 23 * 3_600_000));
    const dying: Database = Object.assign(Object.create(database), {
      transaction: (work: Parameters<Database['transaction']>[0]) =>
        database.transaction(async (tx) => {
          await work(tx);
          throw new Error('the worker is killed');
        }),
    });
    await expect(new Looks({ ...world.engine.parts, database: dying }).look(found?.id ?? '')).rejects.toThrow('killed');
    expect(await allocationsOf(journey)).toEqual([]);
    await Promise.all([1, 2, 3].map(() => world.engine.look({ experimentId: found?.id ?? '' })));
    expect(await allocationsOf(journey)).toMatchObject([{ why: 'decided', arm: 'b' }]);
  });

  it('is not decided between a step’s reading of the shares and its end: who comes by them is before the decision', async () => {
    const journey = await oneSided(AFTER_30);
    const [found] = await experimentsOf(journey);
    world.clock.moveTo(new Date(world.clock.now().getTime() + 23 * 3_600_000));
    const version = await database.query<{ id: string }>('SELECT version_id AS id FROM journeys WHERE id = $1', [journey]);
    const order: string[] = [];
    let looking: Promise<void> = Promise.resolve();
    await database.transaction(async (tx) => {
      const of = await world.engine.parts.plans.of(tx, version[0]?.id ?? '');
      const step = of.plan.steps['test'];
      if (step?.kind !== 'experiment') throw new Error('no experiment');
      const scene = sceneOf(tx, world.clock.now(), of, new Hints(world.clock));
      expect(await comeTo(step, { journeyId: journey }, scene)).toBeNull();
      looking = world.engine.look({ experimentId: found?.id ?? '' }).then(() => void order.push('look'));
      // as long as a look would take that waits for nobody
      await experimentsOf(journey);
      await figuresOf(journey);
      expect(await allocationsOf(journey)).toEqual([]);
      order.push('step');
    });
    await looking;
    expect(order).toEqual(['step', 'look']);
    expect(await allocationsOf(journey)).toMatchObject([{ why: 'decided', arm: 'b' }]);
  });

  it('is found by the reconciler when its job was lost', async () => {
    const journey = await oneSided(AFTER_30);
    world.clock.moveTo(new Date(world.clock.now().getTime() + 23 * 3_600_000));
    await world.engine.reconcile();
    await world.queues.drain();
    expect(await allocationsOf(journey)).toMatchObject([{ why: 'decided' }]);
  });
});

describe('an edit of a live journey', () => {
  const publish = async (journey: string, graph: ReturnType<typeof drawing>): Promise<void> => {
    await journeys.saveDraft(journey, { graph });
    await journeys.launch(journey, { people: 'move', map: {} });
    await world.settle();
  };

  it('elsewhere leaves an experiment as it is: what it has shown, and what it has decided', async () => {
    const journey = await oneSided(AFTER_30);
    await publish(journey, drawing(AFTER_30, { a: 1, b: 1 }, 'Another name'));
    expect((await figuresOf(journey)).map((arms) => arms.reduce((sum, { people }) => sum + people, 0))).toEqual([40]);
    await world.advance('P1D');
    await publish(journey, drawing(AFTER_30, { a: 1, b: 1 }, 'A third name'));
    const { b } = await armsOf(journey, await signUp(10));
    expect(b).toHaveLength(10);
  });

  it('of its arms begins another one, beside which the first is kept', async () => {
    const journey = await oneSided(AFTER_30);
    await world.advance('P1D');
    await publish(journey, drawing(AFTER_30, { a: 1, b: 1, c: 2 }));
    const { a = [], b = [] } = await armsOf(journey, await signUp(40));
    expect(a.length).toBeGreaterThan(0);
    expect(a.length + b.length).toBeLessThan(40);
    const [now, before] = await figuresOf(journey);
    expect(now?.map(({ people }) => people).reduce((sum, people) => sum + people, 0)).toBe(40);
    expect(before?.map(({ closed }) => closed).reduce((sum, closed) => sum + closed, 0)).toBe(40);
    expect(await experimentsOf(journey)).toMatchObject([{ arm: 'b' }, { arm: null, decidedAt: null }]);
  });

  it('of the rule counts at once', async () => {
    const journey = await oneSided({ decide: { after: { people: 100_000 }, confidence: 0.95, otherwise: 'keep' } });
    await world.advance('P2D');
    expect(await allocationsOf(journey)).toEqual([]);
    await publish(journey, drawing(AFTER_30));
    expect(await allocationsOf(journey)).toMatchObject([{ why: 'decided', arm: 'b' }]);
  });
});

describe('a decision by hand', () => {
  it('counts from then on, is in the audit trail, and can be taken back', async () => {
    const journey = await oneSided(AFTER_30);
    await journeys.chooseArm(journey, 'test', { arm: 'a' });
    await world.advance('PT1M');
    expect((await armsOf(journey, await signUp(10))).a).toHaveLength(10);
    await journeys.chooseArm(journey, 'test', { arm: null });
    await world.advance('PT1M');
    const { a = [], b = [] } = await armsOf(journey, await signUp(40));
    expect(a.length).toBeGreaterThan(5);
    expect(b.length).toBeGreaterThan(5);
    const trail = await database.query<{ action: string; after: object }>(
      `SELECT action, after FROM audit WHERE object_id = $1 AND action LIKE 'experiment%' ORDER BY id`,
      [journey],
    );
    expect(trail).toEqual([
      { action: 'experiment_chosen', after: { nodeId: 'test', arm: 'a' } },
      { action: 'experiment_undone', after: { nodeId: 'test', arm: null } },
    ]);
    // what was chosen by hand may still be decided by itself
    await world.advance('P2D');
    expect((await allocationsOf(journey)).map(({ why }) => why)).toEqual(['chosen', 'undone', 'decided']);
  });

  it('takes back what was decided by itself for good', async () => {
    const journey = await oneSided(AFTER_30);
    await world.advance('P1D');
    await journeys.chooseArm(journey, 'test', { arm: null });
    await world.advance('PT1M');
    expect((await armsOf(journey, await signUp(40))).a?.length).toBeGreaterThan(5);
    await world.advance('P5D');
    expect((await allocationsOf(journey)).map(({ why }) => why)).toEqual(['decided', 'undone']);
  });

  it('is refused where nobody has come, where there is nothing to take back, and for what is no experiment or no arm of it', async () => {
    const journey = await world.launch(drawing(AFTER_30));
    await expect(journeys.chooseArm(journey, 'test', { arm: 'a' })).rejects.toMatchObject({ code: 'experiment_not_begun' });
    await signUp(1);
    await expect(journeys.chooseArm(journey, 'test', { arm: null })).rejects.toMatchObject({ code: 'experiment_not_decided' });
    await expect(journeys.chooseArm(journey, 'test', { arm: 'z' })).rejects.toMatchObject({ code: 'invalid' });
    await expect(journeys.chooseArm(journey, 'mail', { arm: 'a' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(journeys.chooseArm('999999', 'test', { arm: 'a' })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('Thompson sampling', () => {
  const THOMPSON: Rules = { mode: 'thompson', decide: undefined };

  it('gives more people to what does better, on the hour after fifty windows have closed, and some to each arm', async () => {
    const journey = await world.launch(drawing(THOMPSON));
    const { b = [] } = await armsOf(journey, await signUp(60));
    await world.advance('PT1H');
    await visit(b);
    await world.advance('P1D');
    const [shared, ...more] = await allocationsOf(journey);
    expect(shared).toMatchObject({ why: 'shared', arm: null, weights: { a: 0.05, b: 0.95 } });
    expect((shared?.from.getTime() ?? 1) % 3_600_000).toBe(0);
    expect(more).toEqual([]);
    const later = await armsOf(journey, await signUp(100));
    expect(later.b?.length).toBeGreaterThan(80);
    await world.expectConservation(journey);
  });

  it('leaves the shares as they are while nobody comes', async () => {
    const journey = await world.launch(drawing(THOMPSON));
    await signUp(60);
    await world.advance('P2D');
    expect(await allocationsOf(journey)).toHaveLength(1);
    expect(await experimentsOf(journey)).toMatchObject([{ lookAt: null }]);
  });
});

describe('people before an experiment', () => {
  it('go to the winner though they came into the journey before it was decided', async () => {
    const graph = draw({ come: eventEntry('signup'), pause: wait('P3D'), now: experiment({ a: 1, b: 1 }), end: exit(), other: exit() }, [
      'come -> pause -> now:a -> end',
      'now:b -> other',
    ]);
    const journey = await world.launch(graph);
    const ids = await signUp(5);
    await database.query(
      `WITH x AS (INSERT INTO experiments (journey_id, node_id, among, begun_at, decided_at, arm)
         SELECT $1, 'now', v.plan #>> '{steps,now,among}', $2, $2, 'b' FROM journey_versions v WHERE v.journey_id = $1 RETURNING id)
       INSERT INTO experiment_allocations (experiment_id, from_at, why, arm, weights, figures) SELECT id, $2, 'decided', 'b', '{"a":0,"b":1}', '[]' FROM x`,
      [journey, world.clock.now()],
    );
    await world.advance('P3D');
    const ways = await world.ways(journey);
    expect(ids.map((id) => ways[id])).toEqual(ids.map(() => ['come > pause > now > other (completed)']));
  });
});
