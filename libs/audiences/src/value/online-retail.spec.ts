import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { changeSettings } from '@wayfare/platform';
import { DEFAULT_VALUE_SETTINGS } from './settings.js';
import { type NaiveOrder, naiveValues } from './testing/naive.js';
import { valueWorld } from './testing/world.js';

const FILE = path.resolve('..', 'shared', 'data', 'online_retail.csv.gz');
/** The day after the last order. */
const NOW = new Date('2011-12-10T12:00:00.000Z');
const ZONE = 'Europe/London';

/** Lines with a customer and a price, as orders; the description may hold commas, so what stands behind it is counted from the end. */
const readOrders = (): NaiveOrder[] => {
  const orders = new Map<string, { customer: number; id: string; at: Date; pounds: number }>();
  for (const line of gunzipSync(readFileSync(FILE)).toString('utf8').split('\n').slice(1)) {
    const cells = line.split(',');
    const [quantity, at, price, customer] = cells.slice(-5);
    if (!customer || !(Number(price) > 0)) continue;
    const id = cells[0] ?? '';
    const order = orders.get(id) ?? { customer: Number(customer), id, at: new Date(`${at?.replace(' ', 'T')}Z`), pounds: 0 };
    order.pounds += Number(quantity) * Number(price);
    orders.set(id, order);
  }
  return [...orders.values()].map(({ pounds, ...order }) => ({
    ...order,
    minor: Math.round(pounds * 100),
    currency: 'GBP',
    channel: null,
    products: [],
  }));
};

/** Skipped only where the file is not there. */
const onRealOrders = existsSync(FILE) ? it : it.skip;

onRealOrders(
  'a year of a real shop is worth what its books say, and everybody gets the scores, tier and stage that counting one by one gives',
  async () => {
    const world = await valueWorld();
    world.clock.moveTo(NOW);
    await changeSettings(world.database, world.clock, { timeZone: ZONE, currency: 'GBP' });
    const orders = readOrders();
    const people = [...new Set(orders.map(({ customer }) => customer))].sort((a, b) => a - b);
    await world.people(people);
    await world.order(orders);
    await world.settle();
    const overview = await world.values.valueOverview();
    expect(overview).toMatchObject({ currency: 'GBP', buyers: 4338, purchases: 18_532, leftOut: 0 });
    // amounts of tenths of a penny are rounded with their order
    expect(Math.abs(overview.value - 891_140_790)).toBeLessThan(100);

    const naive = naiveValues(people, orders, { settings: DEFAULT_VALUE_SETTINGS, currency: 'GBP', zone: ZONE, now: NOW });
    const found = await world.database.query(
      'SELECT customer_id AS customer, total_minor AS total, gap_days AS gap, ARRAY[recency, frequency, money]::int[] AS scores, tier, stage FROM customer_values ORDER BY customer_id',
    );
    expect(found).toEqual(naive.map(({ customer, total, gap, scores, tier, stage }) => ({ customer, total, gap, scores, tier, stage })));

    const best = naive
      .map(({ total }) => Number(total))
      .sort((a, b) => b - a)
      .slice(0, Math.ceil(4338 * 0.2));
    const share = (100 * best.reduce((sum, total) => sum + total, 0)) / overview.value;
    expect(overview.curve[19]?.value).toBeCloseTo(share, 1);
    expect(overview.tiers.map(({ people: count }) => count).reduce((sum, count) => sum + count, 0)).toBe(4338);
  },
  120_000,
);
