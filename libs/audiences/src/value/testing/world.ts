import { computing } from '@wayfare/customers/testing';
import { ManualClock } from '@wayfare/kernel';
import { testDatabase } from '@wayfare/platform/testing';
import { ValueComputation } from '../computation.js';
import { CustomerValues } from '../value.js';
import { type NaiveOrder, TEA_COSTS } from './naive.js';

export const VALUE_NOW = new Date('2027-03-30T09:00:00.000Z');

const PEOPLE = `INSERT INTO customers (id, attributes, created_at, updated_at) SELECT id, '{"city": "Lyon"}', $2, $2 FROM unnest($1::bigint[]) id`;
const ORDERS = `
  INSERT INTO orders (customer_id, id, placed_at, amount_minor, currency, channel)
  SELECT * FROM unnest($1::bigint[], $2::text[], $3::timestamptz[], $4::bigint[], $5::text[], $6::text[])`;
const LINES = `
  INSERT INTO order_lines (customer_id, order_id, line_no, product, quantity, price_minor)
  SELECT c, o, n, p, 1, 100 FROM unnest($1::bigint[], $2::text[], $3::int[], $4::text[]) l (c, o, n, p)`;

/** A database with a clock that stands still, and what works value out on it, without workers: `settle` does what they would. */
export const valueWorld = async (shards = 1) => {
  const database = await testDatabase({ shards });
  await database.query(`INSERT INTO products (id, cost_minor, currency, created_at, updated_at) VALUES ('tea', $1, 'CNY', $2, $2)`, [
    TEA_COSTS,
    VALUE_NOW,
  ]);
  const clock = new ManualClock(VALUE_NOW);
  const { computations, announced, settle } = computing({ database, clock, all: [new ValueComputation()] });
  const values = new CustomerValues({ database, clock, computations });
  return {
    ...{ database, clock, computations, values, announced, settle },
    people: (ids: readonly number[]) => database.query(PEOPLE, [ids, VALUE_NOW]),
    order: async (orders: readonly NaiveOrder[]) => {
      await database.query(ORDERS, [
        orders.map(({ customer }) => customer),
        orders.map(({ id }) => id),
        orders.map(({ at }) => at),
        orders.map(({ minor }) => minor),
        orders.map(({ currency }) => currency),
        orders.map(({ channel }) => channel),
      ]);
      const lines = orders.flatMap(({ customer, id, products }) => products.map((product, at) => ({ customer, id, at, product })));
      await database.query(LINES, [
        lines.map(({ customer }) => customer),
        lines.map(({ id }) => id),
        lines.map(({ at }) => at),
        lines.map(({ product }) => product),
      ]);
    },
    attributes: async (id: number) =>
      (await database.query<{ attributes: Record<string, unknown> }>('SELECT attributes FROM customers WHERE id = $1', [id]))[0]
        ?.attributes,
  };
};
