import { Consents } from '@wayfare/customers';
import { stableFraction } from '@wayfare/kernel';
import { changeSettings } from '@wayfare/platform';
import { DEFAULT_VALUE_SETTINGS } from './settings.js';
import { TEA_COSTS } from './testing/naive.js';
import { VALUE_NOW, valueWorld } from './testing/world.js';

const DAY_MS = 86_400_000;
/** With four shards a run that reads everybody's orders has two steps for each and two more; one that reads those of some has at most three besides the shards'. */
const SHARDS = 4;
const STEPS_OF_ALL = 2 * SHARDS + 2;
const HELD = `
  SELECT v.customer_id AS customer, to_jsonb(v) - 'untold' AS row, c.attributes FROM customers c LEFT JOIN customer_values v ON v.customer_id = c.id ORDER BY c.id`;
const NIGHTS = `SELECT steps_total AS steps FROM computation_runs WHERE cause = 'night' AND state = 'done' ORDER BY id`;

type World = Awaited<ReturnType<typeof valueWorld>>;
type Chance = (most: number) => number;

const chance = (seed: number): Chance => {
  let at = 0;
  return (most) => {
    at += 1;
    return Math.floor(stableFraction(String(at), seed) * most);
  };
};

const held = (world: World) => world.database.query(HELD);
const passDays = async (world: World, days: number): Promise<void> => {
  world.clock.moveTo(new Date(world.clock.now().getTime() + days * DAY_MS));
  await world.settle();
};
const lookAtAll = async (world: World): Promise<void> => {
  await world.computations.ask('value', 'all', 'person');
  await world.settle();
};

/** What may happen in a shop by day. Each is given who it happens to, and a number of its own. */
const HAPPENINGS: readonly ((world: World, who: number, next: Chance) => Promise<unknown>)[] = [
  // somebody orders, some days ago or ahead, or takes something back
  async ({ order, clock }, customer, next) =>
    order([
      {
        ...{ customer, id: `n${next(1e6)}`, at: new Date(clock.now().getTime() + (next(60) - 55) * 12 * 3_600_000) },
        ...{
          minor: next(5) === 0 ? -500 : next(4) * 1000,
          currency: next(8) === 0 ? 'USD' : 'CNY',
          channel: ['web', 'app', null][next(3)] ?? null,
        },
        products: Array.from({ length: next(3) }, () => ['tea', 'cup', 'pot'][next(3)] ?? 'tea'),
      },
    ]),
  ({ database }, who, next) => database.query('UPDATE orders SET amount_minor = $2 WHERE customer_id = $1', [who, next(9) * 700]),
  ({ database }, who) => database.query('DELETE FROM orders WHERE customer_id = $1', [who]),
  // what a product costs, or of which kind it is, turns out to be otherwise; a product of which nothing was known comes
  ({ database }, _, next) => database.query(`UPDATE products SET cost_minor = $1 WHERE id = 'tea'`, [TEA_COSTS + next(3)]),
  ({ database, clock }, _, next) =>
    database.query(
      `INSERT INTO products (id, category, created_at, updated_at) VALUES ($1, $2, $3, $3) ON CONFLICT (id) DO UPDATE SET category = excluded.category`,
      [['cup', 'pot'][next(2)], ['ware', 'gift'][next(2)], clock.now()],
    ),
  // people come, refuse, agree, and become part of others
  ({ database, clock }, who) =>
    database.query('INSERT INTO customers (id, created_at, updated_at) VALUES ($1, $2, $2) ON CONFLICT DO NOTHING', [
      who + 500,
      clock.now(),
    ]),
  (world, who, next) => new Consents(world).changeConsent(String(who), { consent: { profiling: next(2) === 0 } }).catch(() => undefined),
  ({ database, clock }, who) =>
    database.query(`UPDATE customers SET erased_at = $2, updated_at = $2, attributes = '{}' WHERE id = $1 AND erased_at IS NULL`, [
      who,
      clock.now(),
    ]),
  // a plan that was published long ago writes over what was worked out
  ({ database, clock }, who) =>
    database.query(
      `UPDATE customers SET attributes = attributes || '{"value_tier": "gold"}', updated_at = $2 WHERE id = $1 AND erased_at IS NULL`,
      [who, clock.now()],
    ),
  // the workspace moves, and its rules change
  ({ database, clock }, _, next) => changeSettings(database, clock, { timeZone: next(2) === 0 ? 'Asia/Shanghai' : 'America/Lima' }),
  ({ database, clock }, _, next) => changeSettings(database, clock, { currency: next(2) === 0 ? 'CNY' : 'USD' }),
  ({ values }, _, next) =>
    next(4) === 0 ? values.changeValueSettings({ ...DEFAULT_VALUE_SETTINGS, windowDays: 60 + next(2) * 30 }) : Promise.resolve(),
];
const LAST_COMMON = 9;

describe('a night that looks at whoever something may have changed for', () => {
  it.each([11, 12, 13])(
    'leaves nothing to do for a run that looks at everybody, whatever happens by day (%i)',
    async (seed) => {
      const world = await valueWorld(SHARDS);
      const next = chance(seed);
      await world.people(Array.from({ length: 40 }, (_, at) => at + 1));
      const happen = async (): Promise<void> => {
        // what moves everybody is rarer than the rest, so that most nights have little to do
        const which = next(6) === 0 ? next(HAPPENINGS.length) : next(LAST_COMMON);
        await HAPPENINGS[which]?.(world, 1 + next(40), next);
      };
      for (let one = 0; one < 60; one += 1) await HAPPENINGS[0]?.(world, 1 + next(40), next);
      await world.settle();
      for (let night = 1; night <= 12; night += 1) {
        for (let one = next(8); one > 0; one -= 1) await happen();
        if (next(2) === 0) await world.settle();
        for (let one = next(3); one > 0; one -= 1) await happen();
        await passDays(world, 1 + next(3));
        if (night % 3 > 0) continue;
        const before = await held(world);
        await lookAtAll(world);
        expect(await held(world)).toEqual(before);
        expect((await world.computations.latest('value')).latest).toMatchObject({ state: 'done', changed: '0' });
      }
      const nights = await world.database.query<{ steps: number }>(NIGHTS);
      expect(nights.filter(({ steps }) => steps < STEPS_OF_ALL).length).toBeGreaterThan(3);
    },
    120_000,
  );

  it('reads no orders of others, but those of everybody once a week', async () => {
    const world = await valueWorld();
    await world.people([1, 2]);
    const bought = { id: 'a', minor: 10_000, currency: 'CNY', channel: 'web', products: ['tea'] };
    await world.order([1, 2].map((customer) => ({ ...bought, customer, at: VALUE_NOW })));
    await world.settle();
    const totals = async () =>
      (await world.database.query<{ total: string }>('SELECT total_minor AS total FROM customer_values ORDER BY customer_id')).map(
        ({ total }) => total,
      );
    await world.database.query('UPDATE customer_values SET total_minor = 7');
    await world.order([{ ...bought, customer: 2, id: 'b', at: new Date(VALUE_NOW.getTime() + DAY_MS / 2) }]);
    await passDays(world, 1);
    expect(await totals()).toEqual(['7', '20000']);
    for (let day = 2; day <= 6; day += 1) await passDays(world, 1);
    expect(await totals()).toEqual(['7', '20000']);
    await passDays(world, 1);
    expect(await totals()).toEqual(['10000', '20000']);
  });

  it('that is called off is made up for by the next', async () => {
    const world = await valueWorld();
    await world.people([1, 2, 3]);
    const bought = { minor: 10_000, currency: 'CNY', channel: 'web', products: ['tea'] };
    await world.order([1, 2, 3].map((customer) => ({ ...bought, customer, id: 'a', at: VALUE_NOW })));
    await world.settle();
    await world.database.query('UPDATE products SET cost_minor = 50');
    world.clock.moveTo(new Date(VALUE_NOW.getTime() + DAY_MS));
    await world.computations.reconcile();
    const [run] = await world.database.query<{ id: string }>(`SELECT id FROM computation_runs WHERE state = 'queued'`);
    await world.database.query(`
      CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'gone' USING ERRCODE = '57P01'; END $$;
      CREATE TRIGGER break_off BEFORE UPDATE OF read_at ON value_findings FOR EACH ROW EXECUTE FUNCTION break_off()`);
    await expect(world.computations.run(run?.id ?? '')).rejects.toThrow('gone');
    await world.values.cancelValue();
    await world.database.query('DROP TRIGGER break_off ON value_findings');
    await passDays(world, 1);
    const before = await held(world);
    await lookAtAll(world);
    expect(await held(world)).toEqual(before);
    expect(await world.attributes(1)).toMatchObject({ value_margin: 0.5 });
  });
});
