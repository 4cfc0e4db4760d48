/**
 * What the orders of some people tell, written into `customer_values`; who has none gets a row that says so, and who is gone or erased or has refused to be profiled loses theirs. Whose row has changed is `untold` until their standing is written. One order is a purchase where its amount is not negative, else
 * a return: value is the sum of both, everything that counts or dates purchases is about purchases alone. A favourite is what stands in the most purchases; where two do in as many, what brought more money, then what was bought later,
 * then what comes first by its letters. Margin is what lines of products with a known cost leave, returns taken back; null where no cost is known. Days are those of the workspace; two purchases of a day are no gap.
 *
 * $1 people, $2 and $3 the first and the last of them, $4 currency, $5 now, $6 the window's beginning, $7 zone
 */
export const WRITE_FACTS = `
  WITH people AS (
    SELECT id FROM customers WHERE id = ANY ($1::bigint[]) AND id BETWEEN $2 AND $3 AND erased_at IS NULL
      AND id NOT IN (SELECT customer_id FROM consents WHERE customer_id = ANY ($1::bigint[]) AND customer_id BETWEEN $2 AND $3 AND channel = 'profiling' AND NOT granted)
  ), own AS MATERIALIZED (
    SELECT o.customer_id, o.id, o.placed_at, (o.placed_at AT TIME ZONE $7)::date AS day, o.amount_minor, o.channel, o.store, o.amount_minor >= 0 AS is_purchase
    FROM orders o
    WHERE o.customer_id = ANY ($1::bigint[]) AND o.customer_id BETWEEN $2 AND $3 AND o.currency = $4 AND o.placed_at <= $5
  ), sums AS (
    SELECT customer_id, count(*) FILTER (WHERE is_purchase) AS purchases, count(*) FILTER (WHERE NOT is_purchase) AS returns, sum(amount_minor) AS total_minor,
      min(day) FILTER (WHERE is_purchase) AS first_day, max(day) FILTER (WHERE is_purchase) AS last_day, max(placed_at) FILTER (WHERE is_purchase) AS last_at,
      count(*) FILTER (WHERE is_purchase AND placed_at > $6) AS window_purchases, coalesce(sum(amount_minor) FILTER (WHERE placed_at > $6), 0) AS window_minor
    FROM own GROUP BY customer_id
  ), gaps AS (
    SELECT customer_id, day - lag(day) OVER w AS gap, lead(day) OVER w IS NULL AS is_last
    FROM (SELECT DISTINCT customer_id, day FROM own WHERE is_purchase) days
    WINDOW w AS (PARTITION BY customer_id ORDER BY day)
  ), rhythms AS (
    SELECT customer_id, count(*) AS purchase_days, percentile_cont(0.5) WITHIN GROUP (ORDER BY gap) AS gap_days, max(gap) FILTER (WHERE is_last) AS previous_gap_days
    FROM gaps GROUP BY customer_id
  ), lines AS MATERIALIZED (
    SELECT own.customer_id, own.id, own.placed_at, own.is_purchase, l.product, coalesce(nullif(l.category, ''), p.category) AS category,
      l.quantity::bigint * l.price_minor - l.discount_minor AS minor, l.quantity * CASE WHEN coalesce(p.currency, $4) = $4 THEN p.cost_minor END AS cost
    FROM order_lines l JOIN own ON own.customer_id = l.customer_id AND own.id = l.order_id LEFT JOIN products p ON p.id = l.product COLLATE "C"
    WHERE l.customer_id = ANY ($1::bigint[]) AND l.customer_id BETWEEN $2 AND $3
  ), margins AS (
    SELECT customer_id, sum(minor - cost) AS margin_minor FROM lines WHERE cost IS NOT NULL GROUP BY customer_id
  ), seen AS (
    SELECT customer_id, 'channel' AS kind, channel AS name, id, amount_minor AS minor, placed_at FROM own WHERE is_purchase AND channel <> ''
    UNION ALL SELECT customer_id, 'store', store, id, amount_minor, placed_at FROM own WHERE is_purchase AND store <> ''
    UNION ALL SELECT customer_id, 'product', product, id, minor, placed_at FROM lines WHERE is_purchase
    UNION ALL SELECT customer_id, 'category', category, id, minor, placed_at FROM lines WHERE is_purchase AND category <> ''
  ), best AS (
    SELECT DISTINCT ON (customer_id, kind) customer_id, kind, name
    FROM (SELECT customer_id, kind, name, count(DISTINCT id) AS purchases, sum(minor) AS minor, max(placed_at) AS last_at FROM seen GROUP BY customer_id, kind, name) counted
    ORDER BY customer_id, kind, purchases DESC, minor DESC, last_at DESC, name COLLATE "C"
  ), favourites AS (
    SELECT customer_id, max(name) FILTER (WHERE kind = 'product') AS product, max(name) FILTER (WHERE kind = 'category') AS category,
      max(name) FILTER (WHERE kind = 'channel') AS channel, max(name) FILTER (WHERE kind = 'store') AS store
    FROM best GROUP BY customer_id
  ), found AS (
    SELECT p.id AS customer_id, coalesce(s.purchases, 0) AS purchases, coalesce(s.returns, 0) AS returns, coalesce(s.total_minor, 0) AS total_minor, m.margin_minor, s.first_day, s.last_day, s.last_at,
      coalesce(r.purchase_days, 0) AS purchase_days, r.gap_days, r.previous_gap_days, f.product, f.category, f.channel, f.store,
      coalesce(s.window_purchases, 0) AS window_purchases, coalesce(s.window_minor, 0) AS window_minor
    FROM people p LEFT JOIN sums s ON s.customer_id = p.id LEFT JOIN rhythms r ON r.customer_id = p.id LEFT JOIN favourites f ON f.customer_id = p.id LEFT JOIN margins m ON m.customer_id = p.id
  ), gone AS (
    DELETE FROM customer_values v WHERE v.customer_id = ANY ($1::bigint[]) AND v.customer_id BETWEEN $2 AND $3 AND NOT EXISTS (SELECT 1 FROM people p WHERE p.id = v.customer_id)
  )
  INSERT INTO customer_values AS v (customer_id, purchases, returns, total_minor, margin_minor, first_day, last_day, last_at, purchase_days, gap_days, previous_gap_days, product, category, channel,
    store, window_purchases, window_minor, untold)
  SELECT customer_id, purchases, returns, total_minor, margin_minor, first_day, last_day, last_at, purchase_days, gap_days, previous_gap_days, product, category, channel, store, window_purchases, window_minor, true
  FROM found ORDER BY customer_id
  ON CONFLICT (customer_id) DO UPDATE SET purchases = excluded.purchases, returns = excluded.returns, total_minor = excluded.total_minor, margin_minor = excluded.margin_minor, first_day = excluded.first_day,
    last_day = excluded.last_day, last_at = excluded.last_at, purchase_days = excluded.purchase_days, gap_days = excluded.gap_days, previous_gap_days = excluded.previous_gap_days,
    product = excluded.product, category = excluded.category, channel = excluded.channel, store = excluded.store, window_purchases = excluded.window_purchases, window_minor = excluded.window_minor, untold = true
  WHERE (v.purchases, v.returns, v.total_minor, v.margin_minor, v.first_day, v.last_day, v.last_at, v.purchase_days, v.gap_days, v.previous_gap_days, v.product, v.category, v.channel, v.store,
      v.window_purchases, v.window_minor)
    IS DISTINCT FROM (excluded.purchases, excluded.returns, excluded.total_minor, excluded.margin_minor, excluded.first_day, excluded.last_day, excluded.last_at, excluded.purchase_days, excluded.gap_days,
      excluded.previous_gap_days, excluded.product, excluded.category, excluded.channel, excluded.store, excluded.window_purchases, excluded.window_minor)`;

/**
 * Each part of the statement is some twenty thousand people, of which PostgreSQL knows nothing before it has them: it would take them for a handful, and compare everybody with everybody. So it
 * is told to put parts together by sorting and hashing. What stands in tables is found by ranges of indexes all the same.
 */
export const NO_LOOPS = 'SET LOCAL enable_nestloop TO off';
export const LOOPS_AGAIN = 'SET LOCAL enable_nestloop TO on';
