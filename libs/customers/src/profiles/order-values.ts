import type { OrderValues } from '@wayfare/contracts';
import type { Sql } from '@wayfare/platform';

/** So many rows are looked at: enough to meet what people ask for, however many there are. */
const ROWS = 50_000;
const MOST = 500;

const OF_ORDERS = (column: string): string => `
  SELECT ${column} AS value FROM (SELECT ${column} FROM orders LIMIT ${ROWS}) seen WHERE ${column} <> ''
  GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ${MOST}`;
const CATEGORIES = `
  SELECT value FROM (
    SELECT category AS value, 0 AS lines FROM products
    UNION ALL SELECT category, 1 FROM (SELECT category FROM order_lines LIMIT ${ROWS}) seen
  ) both_kinds WHERE value <> '' GROUP BY 1 ORDER BY sum(lines) DESC, 1 LIMIT ${MOST}`;
/** Products that were bought first, then others that there are. */
const PRODUCTS = `
  SELECT id, (SELECT p.name FROM products p WHERE p.id = bought.id COLLATE "C") AS name
  FROM (
    SELECT id, sum(lines) AS lines FROM (
      SELECT product AS id, 1 AS lines FROM (SELECT product FROM order_lines LIMIT ${ROWS}) seen
      UNION ALL SELECT id, 0 FROM (SELECT id FROM products LIMIT ${ROWS}) known
    ) both_kinds GROUP BY 1 ORDER BY lines DESC, id LIMIT ${MOST}
  ) bought ORDER BY lines DESC, id`;

/** What occurs in orders and among products, to choose from where a condition asks for it. Of many it is a part: what is not among it can be typed. */
export const readOrderValues = async (sql: Sql): Promise<OrderValues> => {
  const list = async (statement: string): Promise<string[]> => (await sql.query<{ value: string }>(statement)).map(({ value }) => value);
  return {
    channels: await list(OF_ORDERS('channel')),
    stores: await list(OF_ORDERS('store')),
    currencies: await list(OF_ORDERS('currency')),
    categories: await list(CATEGORIES),
    products: await sql.query<{ id: string; name: string | null }>(PRODUCTS),
  };
};
