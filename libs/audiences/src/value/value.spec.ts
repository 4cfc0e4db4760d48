import type { ValueSettings } from '@wayfare/contracts';
import { Consents } from '@wayfare/customers';
import { stableFraction } from '@wayfare/kernel';
import { DEFAULT_VALUE_SETTINGS } from './settings.js';
import { type NaiveOrder, naiveValues } from './testing/naive.js';
import { VALUE_NOW, valueWorld } from './testing/world.js';

const ZONE = 'Asia/Shanghai';
const STANDING = `
  SELECT customer_id AS customer, purchases, returns, total_minor AS total, margin_minor AS margin, first_day::text AS "firstDay", last_day::text AS "lastDay", gap_days AS gap, channel, product,
    ARRAY[recency, frequency, money]::int[] AS scores, tier, stage
  FROM customer_values ORDER BY customer_id`;

const chance = (seed: number): ((most: number) => number) => {
  let at = 0;
  return (most) => {
    at += 1;
    return Math.floor(stableFraction(String(at), seed) * most);
  };
};

/** Orders with many equals among them: few amounts, several on a day, some returned, some in another currency, some yet to come. */
const someOrders = (people: readonly number[], seed: number): NaiveOrder[] => {
  const next = chance(seed);
  return people.flatMap((customer) =>
    Array.from(
      { length: Math.max(0, next(9) - 2) },
      (_, at): NaiveOrder => ({
        customer,
        id: `o${at}`,
        at: new Date(VALUE_NOW.getTime() - (next(700) - 5) * 43_200_000),
        minor: next(6) === 0 ? -500 : next(4) * 1000,
        currency: next(12) === 0 ? 'USD' : 'CNY',
        channel: [null, '', 'web', 'store', 'app'][next(5)] ?? null,
        products: Array.from({ length: next(4) }, () => ['tea', 'cup', 'pot', '茶'][next(4)] ?? 'tea'),
      }),
    ),
  );
};

const RULES: readonly (readonly [string, Partial<ValueSettings>])[] = [
  ['shares of customers, own rhythms', {}],
  [
    'shares of value, fixed days',
    {
      tiers: { by: 'value', shares: [0.3, 0.6, 0.9] },
      stages: { newDays: 60, loyalPurchases: 4, overdue: { by: 'days', riskAfter: 60, lapsedAfter: 150 } },
    },
  ],
  ['amounts', { tiers: { by: 'amount', from: [60, 30, 10] }, windowDays: 90 }],
  ['sums of scores', { tiers: { by: 'rfm', from: [13, 10, 6] } }],
];

describe.each([1, 4])('what is worked out of orders, on %i shards', (shards) => {
  it.each(RULES)('is what counting one by one gives: %s', async (_, change) => {
    const world = await valueWorld(shards);
    const people = Array.from({ length: 150 }, (_one, at) => at * at + 1);
    const orders = someOrders(people, 7);
    await world.people(people);
    await world.order(orders);
    const settings = { ...DEFAULT_VALUE_SETTINGS, ...change };
    await world.values.changeValueSettings(settings);
    await world.settle();
    expect(await world.database.query(STANDING)).toEqual(
      naiveValues(people, orders, { settings, currency: 'CNY', zone: ZONE, now: VALUE_NOW }),
    );
  });
});

const DAY_MS = 86_400_000;
const daysAgo = (days: number): Date => new Date(VALUE_NOW.getTime() - days * DAY_MS);
const bought = (customer: number, ...ago: readonly number[]): NaiveOrder[] =>
  ago.map((days) => ({ customer, id: `at-${days}`, at: daysAgo(days), minor: 10_000, currency: 'CNY', channel: 'web', products: ['tea'] }));
const listen = async (world: Awaited<ReturnType<typeof valueWorld>>, event: string): Promise<void> => {
  const plan = JSON.stringify({ steps: { a: { kind: 'event-entry', event } } });
  await world.database.query(
    `INSERT INTO journeys (id, name, state, draft, created_at, updated_at) VALUES (1, 'j', 'running', '{}', $1, $1)`,
    [VALUE_NOW],
  );
  await world.database.query(
    `INSERT INTO journey_versions (id, journey_id, number, graph, plan, published_at) VALUES (1, 1, 1, '{}', $2, $1)`,
    [VALUE_NOW, plan],
  );
};
const FLOWS = 'SELECT day::text, former, latter, people::int FROM stage_flows ORDER BY 1, 2, 3';
const TOLD = `SELECT customer_id AS customer, name, properties FROM events WHERE name LIKE 'customer.%' ORDER BY occurred_at, customer_id`;

describe.each([1, 4])('stages, on %i shards', (shards) => {
  it('follow from the passing of days alone, are counted by the day, and stand on the customer', async () => {
    const world = await valueWorld(shards);
    await world.people([1, 2, 3]);
    // every ten days: at risk after more than 28, lapsed after more than 56, since no rhythm counts as shorter than fourteen days
    await world.order([...bought(1, 45, 35, 25, 15, 5), ...bought(2, 3)]);
    await world.settle();
    const stageOf = async (id: number) => (await world.attributes(id))?.['value_stage'];
    expect(await Promise.all([1, 2, 3].map(stageOf))).toEqual(['loyal', 'new', 'prospect']);
    expect(await world.database.query(FLOWS)).toEqual([]);
    const days = [1, 23, 24, 27, 28, 51, 52, 60];
    const stages: unknown[] = [];
    for (const day of days) {
      world.clock.moveTo(new Date(VALUE_NOW.getTime() + day * DAY_MS));
      await world.settle();
      stages.push(await stageOf(1));
    }
    expect(stages.map((stage, at) => (stage === stages[at - 1] ? null : [days[at], stage])).filter((one) => one !== null)).toEqual([
      [1, 'loyal'],
      [24, 'at_risk'],
      [52, 'lapsed'],
    ]);
    expect(await world.database.query(FLOWS)).toEqual([
      { day: '2027-04-23', former: 'loyal', latter: 'at_risk', people: 1 },
      { day: '2027-04-27', former: 'new', latter: 'active', people: 1 },
      { day: '2027-05-21', former: 'at_risk', latter: 'lapsed', people: 1 },
    ]);
    await world.order([{ ...bought(1, -59)[0], customer: 1, id: 'back', at: new Date(VALUE_NOW.getTime() + 59 * DAY_MS) } as NaiveOrder]);
    await world.settle();
    expect(await stageOf(1)).toBe('won_back');
    const { value } = await world.values.customerValue('1');
    expect(value).toMatchObject({
      stage: 'won_back',
      purchases: 6,
      total: 60_000,
      averageOrder: 10_000,
      product: 'tea',
      stageSince: '2027-05-29',
    });
    expect(value?.changes.filter(({ kind }) => kind === 'stage').map(({ from, to }) => [from, to])).toEqual([
      ['lapsed', 'won_back'],
      ['at_risk', 'lapsed'],
      ['loyal', 'at_risk'],
    ]);
  }, 60_000);

  it('are told to journeys that listen, but neither when they are first worked out, nor when the rules change, nor to nobody', async () => {
    const world = await valueWorld(shards);
    await world.people([1, 2, 3]);
    await world.order([...bought(1, 25, 15, 5), ...bought(2, 400)]);
    await listen(world, 'customer.stage_changed');
    await world.settle();
    expect(await world.database.query(TOLD)).toEqual([]);
    // an order makes a prospect new; a history that comes in late makes nobody anything that they were not; a return of everything changes no stage
    await world.people([4]);
    await world.order([...bought(3, 1), ...bought(4, 300)]);
    await world.settle();
    expect(await world.database.query(TOLD)).toEqual([
      { customer: '3', name: 'customer.stage_changed', properties: { from: 'prospect', to: 'new' } },
    ]);
    expect(world.announced).toHaveLength(1);
    await world.values.changeValueSettings({ ...DEFAULT_VALUE_SETTINGS, stages: { ...DEFAULT_VALUE_SETTINGS.stages, loyalPurchases: 2 } });
    await world.settle();
    expect((await world.attributes(1))?.['value_stage']).toBe('loyal');
    expect(await world.database.query(TOLD)).toHaveLength(1);
    await world.database.query("UPDATE journeys SET state = 'stopped'");
    world.clock.moveTo(new Date(VALUE_NOW.getTime() + 45 * DAY_MS));
    await world.settle();
    expect((await world.attributes(1))?.['value_stage']).toBe('at_risk');
    expect(await world.database.query(TOLD)).toHaveLength(1);
  });
});

describe('a flow', () => {
  it('opens the people it counts, each with the numbers that decided', async () => {
    const world = await valueWorld();
    await world.people([1, 2]);
    await world.order([...bought(1, 40, 20), ...bought(2, 5)]);
    await world.settle();
    world.clock.moveTo(new Date(VALUE_NOW.getTime() + 110 * DAY_MS));
    await world.settle();
    const { flows } = await world.values.valueOverview();
    expect(flows.length).toBeGreaterThan(0);
    for (const { from, to, people } of flows) {
      const { items } = await world.values.valueFlowPeople({ to, ...(from === null ? {} : { from }) });
      expect(items).toHaveLength(people);
    }
    const [change] = await world.database.query<{ why: unknown }>(
      `SELECT why FROM value_changes WHERE customer_id = 1 AND latter = 'at_risk'`,
    );
    expect(change?.why).toEqual({ idleDays: 130, gapDays: 60, purchases: 2, previousGapDays: 20 });
  });
});

describe('people whose orders have changed', () => {
  it('are worked out anew, and nobody else: corrected, taken back, given to another', async () => {
    const world = await valueWorld(4);
    await world.people([1, 2, 3]);
    await world.order([...bought(1, 20, 10), ...bought(2, 30, 12)]);
    await world.settle();
    await world.database.query('UPDATE customer_values SET total_minor = 7 WHERE customer_id = 2');
    await world.database.query(`UPDATE orders SET amount_minor = 25000 WHERE customer_id = 1 AND id = 'at-10'`);
    await world.settle();
    expect(await world.attributes(1)).toMatchObject({ city: 'Lyon', value_total: 350, value_purchases: 2, value_average_order: 175 });
    const touched = await world.database.query<{ total: string }>('SELECT total_minor AS total FROM customer_values ORDER BY customer_id');
    expect(touched.map(({ total }) => total)).toEqual(['35000', '7', '0']);
    await world.database.query('UPDATE orders SET customer_id = 3 WHERE customer_id = 1');
    await world.database.query('DELETE FROM orders WHERE customer_id = 2');
    await world.settle();
    expect(await world.attributes(1)).toEqual({ city: 'Lyon', value_stage: 'prospect', value_stage_since: '2027-03-30' });
    expect(await world.attributes(3)).toMatchObject({ value_total: 350, value_stage: 'new' });
    expect((await world.computations.latest('value')).latest).toMatchObject({ scope: 'touched', state: 'done' });
    expect(await world.database.query('SELECT 1 FROM value_marks')).toEqual([]);
  });
});

it('who refuses to be profiled loses at once what was worked out, in every table, and is worked out anew once they agree again', async () => {
  const world = await valueWorld(4);
  const consents = new Consents(world);
  await world.people([1, 2]);
  await world.order([...bought(1, 20, 10), ...bought(2, 30, 12)]);
  await world.settle();
  const known = async () =>
    (await world.database.query<{ id: string }>('SELECT customer_id AS id FROM customer_values ORDER BY 1')).map(({ id }) => id);
  await consents.changeConsent('1', { consent: { profiling: false } });
  expect(await world.attributes(1)).toEqual({ city: 'Lyon' });
  expect(await known()).toEqual(['2']);
  await world.computations.ask('value', 'all', 'person');
  await world.settle();
  expect(await known()).toEqual(['2']);
  expect(await world.database.query('SELECT FROM value_changes WHERE customer_id = 1')).toEqual([]);
  expect(await world.values.customerValue('1')).toEqual({ id: '1', value: null });
  await consents.changeConsent('1', { consent: { profiling: true } });
  await world.settle();
  expect(await world.attributes(1)).toMatchObject({ value_purchases: 2 });
});

describe('a run', () => {
  it('goes on where it was when its worker died, also with another beside it, and does nothing twice', async () => {
    const world = await valueWorld(4);
    const people = Array.from({ length: 60 }, (_, at) => at + 1);
    await world.people(people);
    const orders = someOrders(people, 3);
    await world.order(orders);
    await world.computations.reconcile();
    const [run] = await world.database.query<{ id: string }>('SELECT id FROM computation_runs');
    await world.database.query(`
      CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'gone' USING ERRCODE = '57P01'; END $$;
      CREATE TRIGGER break_off BEFORE INSERT ON value_findings FOR EACH ROW EXECUTE FUNCTION break_off()`);
    await expect(world.computations.run(run?.id ?? '')).rejects.toThrow('gone');
    const before = (await world.computations.latest('value')).latest;
    expect(before).toMatchObject({ state: 'running', stepsTotal: 10, stepsDone: 9 });
    await world.database.query('DROP TRIGGER break_off ON value_findings');
    await Promise.all([world.computations.run(run?.id ?? ''), world.computations.run(run?.id ?? '')]);
    expect((await world.computations.latest('value')).latest).toMatchObject({ state: 'done', stepsDone: 10, changed: before?.changed });
    const settings = DEFAULT_VALUE_SETTINGS;
    expect(await world.database.query(STANDING)).toEqual(
      naiveValues(people, orders, { settings, currency: 'CNY', zone: ZONE, now: VALUE_NOW }),
    );
  });

  it('that is called off stops, and is not begun again at once; one that is asked for meanwhile follows', async () => {
    const world = await valueWorld();
    await world.people([1]);
    await world.order(bought(1, 5));
    await world.computations.reconcile();
    await world.values.cancelValue();
    await world.settle();
    expect((await world.values.valueOverview()).run).toMatchObject({ state: 'cancelled' });
    expect(await world.attributes(1)).toEqual({ city: 'Lyon' });
    await world.values.computeValue();
    await world.values.computeValue();
    expect(await world.computations.left()).toEqual([{ kind: 'computations', count: 1 }]);
    await world.settle();
    expect(await world.attributes(1)).toMatchObject({ value_tier: 'L1' });
    expect(await world.computations.left()).toEqual([]);
    expect(await world.computations.next(new Date(VALUE_NOW.getTime() + DAY_MS))).toEqual(new Date('2027-03-30T19:00:00.000Z'));
  });

  it('that fails says why, and leaves what was there', async () => {
    const world = await valueWorld();
    await world.people([1]);
    await world.order(bought(1, 5));
    await world.database.query('ALTER TABLE customer_values ADD CONSTRAINT never CHECK (purchases < 0)');
    await world.settle();
    expect((await world.computations.latest('value')).latest).toMatchObject({ state: 'failed', error: expect.stringContaining('never') });
    expect(await world.computations.left()).toEqual([]);
  });
});

it('leaves a workspace without orders alone, and says nothing of it', async () => {
  const world = await valueWorld();
  await world.people([1]);
  await world.settle();
  expect(await world.computations.next(new Date(VALUE_NOW.getTime() + 9 * DAY_MS))).toBeNull();
  expect(await world.values.valueOverview()).toMatchObject({ foundAt: null, run: null, buyers: 0, curve: [], stages: [], flows: [] });
  expect(await world.values.customerValue('1')).toEqual({ id: '1', value: null });
  await expect(world.values.customerValue('2')).rejects.toMatchObject({ code: 'not_found' });
});
