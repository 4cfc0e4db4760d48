import type { Database } from '@wayfare/platform';

/** Nobody listens yet: what triggers would note down about each row is thrown away in the end. */
const QUIET = 'SET LOCAL session_replication_role = replica';

const PRODUCTS = `
  INSERT INTO products (id, category, cost_minor, currency, created_at, updated_at)
  SELECT 'p' || n, 'k' || n % 12, CASE WHEN n % 3 > 0 THEN 400 + n END, 'CNY', $1, $1 FROM generate_series(0, 499) n`;
const CUSTOMERS = `
  INSERT INTO customers (id, external_id, email, attributes, created_at, updated_at)
  SELECT n, 'c' || n, 'c' || n || '@customers.example', jsonb_build_object('city', 'k' || n % 40, 'age', 18 + n % 60, 'birthday', '1990-01-01'), $2, $2 FROM generate_series(1, $1::bigint) n`;

/** $1 customers, $2 orders for each of them on average, $3 now: over two years, few people with many, one in thirty taken back. */
const ORDERS = `
  INSERT INTO orders (customer_id, id, placed_at, amount_minor, currency, channel, store)
  SELECT 1 + floor(power(wayfare_fraction(n, 1), 1.4) * $1::bigint)::bigint, 'o' || n, $3::timestamptz - wayfare_fraction(n, 2) * interval '730 days',
    CASE WHEN n % 30 = 0 THEN -1 ELSE 1 END * (500 + floor(wayfare_fraction(n, 3) * 20000))::bigint, 'CNY', (ARRAY['web', 'app', 'store'])[1 + n % 3], 's' || n % 60
  FROM generate_series(1, $1::bigint * $2::int) n`;
const LINES = `
  INSERT INTO order_lines (customer_id, order_id, line_no, product, quantity, price_minor)
  SELECT o.customer_id, o.id, l, 'p' || ((hashtext(o.id)::bigint + l * 7919) & 511), 1, o.amount_minor / 2 FROM orders o, generate_series(1, 2) l`;

/** Customers with orders of two lines each, and nothing worked out yet. */
export const fillValueBench = async (
  database: Database,
  { customers, orders, now }: { readonly customers: number; readonly orders: number; readonly now: Date },
): Promise<void> => {
  await database.transaction(async (tx) => {
    await tx.query(QUIET);
    await tx.query(PRODUCTS, [now]);
    await tx.query(CUSTOMERS, [customers, now]);
    await tx.query(ORDERS, [customers, orders, now]);
    await tx.query(LINES);
  });
  await database.query('VACUUM (ANALYZE) customers, orders, order_lines, products');
};
