/** Two years of orders: most people have few, some have many. `$1` now. Kept aside until their lines are known. */
export const DRAW_ORDERS = `
  CREATE TEMP TABLE demo_orders ON COMMIT DROP AS
  SELECT c.id AS customer_id, 'O' || c.id || '-' || n AS id,
    c.created_at + ($1::timestamptz - c.created_at) * power(wayfare_fraction(c.id * 64 + n, 31), 0.8) AS placed_at,
    1 + floor(power(wayfare_fraction(c.id * 64 + n, 32), 2) * 3)::int AS lines,
    CASE WHEN wayfare_fraction(c.id * 64 + n, 33) < 0.55 THEN 'miniprogram' WHEN wayfare_fraction(c.id * 64 + n, 33) < 0.8 THEN 'store' ELSE 'web' END AS channel
  FROM customers c
  CROSS JOIN LATERAL generate_series(1, CASE WHEN wayfare_fraction(c.id, 34) < 0.22 THEN 0 ELSE 1 + floor(power(wayfare_fraction(c.id, 35), 4) * 16)::int END) n`;

/** `$1` products, `$2` categories, `$3` prices. Who has a favourite category buys it two times in three. */
export const ORDER_LINES = `
  INSERT INTO order_lines (customer_id, order_id, line_no, product, category, quantity, price_minor)
  SELECT customer_id, id, n, ($1::text[])[item], ($2::text[])[item], quantity, ($3::bigint[])[item]
  FROM (
    SELECT o.customer_id, o.id, n,
      CASE WHEN wayfare_fraction(o.customer_id * 64 + n, 41) < 0.66 THEN 1 + (floor(wayfare_fraction(o.customer_id, 42) * 4) * 4 + floor(wayfare_fraction(hashtext(o.id)::bigint & 2147483647, 40 + n) * 4))::int
           ELSE 1 + floor(wayfare_fraction(hashtext(o.id)::bigint & 2147483647, 50 + n) * cardinality($1::text[]))::int END AS item,
      1 + floor(power(wayfare_fraction(hashtext(o.id)::bigint & 2147483647, 60 + n), 4) * 3)::int AS quantity
    FROM demo_orders o CROSS JOIN LATERAL generate_series(1, o.lines) n
  ) drawn ORDER BY customer_id, id, n`;

export const ORDERS = `
  INSERT INTO orders (customer_id, id, placed_at, amount_minor, currency, channel)
  SELECT o.customer_id, o.id, date_trunc('second', o.placed_at), sum(l.quantity * l.price_minor), 'CNY', o.channel
  FROM demo_orders o JOIN order_lines l ON l.customer_id = o.customer_id AND l.order_id = o.id
  GROUP BY o.customer_id, o.id, o.placed_at, o.channel ORDER BY o.customer_id, o.id`;

/** Each order is a purchase, and follows some visits. */
export const EVENTS = `
  INSERT INTO events (customer_id, id, name, occurred_at, received_at, properties, value_minor, value_currency)
  SELECT customer_id, 'purchase-' || id, 'purchase', placed_at, placed_at, jsonb_build_object('orderId', id, 'channel', channel), amount_minor, currency FROM orders
  UNION ALL
  SELECT o.customer_id, 'visit-' || o.id || '-' || n, 'visit', at, at,
    jsonb_build_object('page', (ARRAY['/', '/new', '/sale', '/outdoor', '/women', '/men'])[1 + floor(wayfare_fraction(hashtext(o.id)::bigint & 2147483647, 70 + n) * 6)::int]), NULL, NULL
  FROM orders o
  CROSS JOIN LATERAL generate_series(1, 1 + floor(wayfare_fraction(hashtext(o.id)::bigint & 2147483647, 69) * 2)::int) n
  CROSS JOIN LATERAL (SELECT date_trunc('second', o.placed_at - make_interval(mins => (20 * n + wayfare_fraction(hashtext(o.id)::bigint & 2147483647, 80 + n) * 4000)::int)) AS at) t
  ORDER BY 1, 2`;

export const EVENT_CATALOGUE = `
  INSERT INTO event_catalogue (name, properties, first_seen_at, last_seen_at)
  VALUES ('purchase', '{"orderId": "text", "channel": "text"}', $1, $1), ('visit', '{"page": "text"}', $1, $1), ('signup', '{"source": "text"}', $1, $1)
  ON CONFLICT (name) DO NOTHING`;

/** What the orders say of a customer: money spent in a year, number, last one, favourite category, and the tier that follows. */
export const TRAITS = `
  WITH bought AS (
    SELECT customer_id, count(*)::int AS orders, max(placed_at) AS last_at,
      coalesce(sum(amount_minor) FILTER (WHERE placed_at > $1::timestamptz - interval '365 days'), 0) / 100 AS spent
    FROM orders GROUP BY customer_id
  ), favourite AS (
    SELECT DISTINCT ON (customer_id) customer_id, category FROM (SELECT customer_id, category, count(*) AS n FROM order_lines GROUP BY 1, 2) k
    ORDER BY customer_id, n DESC, category
  )
  UPDATE customers c SET attributes = c.attributes || jsonb_strip_nulls(jsonb_build_object(
    'orders', coalesce(b.orders, 0), 'spent', coalesce(b.spent, 0), 'lastOrderAt', to_char(b.last_at, 'YYYY-MM-DD'), 'favourite', f.category,
    'tier', CASE WHEN coalesce(b.spent, 0) >= 5000 THEN 'L4' WHEN coalesce(b.spent, 0) >= 2000 THEN 'L3' WHEN coalesce(b.spent, 0) > 0 THEN 'L2' ELSE 'L1' END))
  FROM customers k LEFT JOIN bought b ON b.customer_id = k.id LEFT JOIN favourite f ON f.customer_id = k.id
  WHERE k.id = c.id`;
