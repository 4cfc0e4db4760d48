/** Lines of orders that an earlier import, or nobody, wrote: this import brings them anew. $1 customers, $2 order ids, $3 import */
export const DROP_FORMER_LINES = `
  DELETE FROM order_lines l USING unnest($1::bigint[], $2::text[]) i (customer_id, order_id), orders o
  WHERE l.customer_id = i.customer_id AND l.order_id = i.order_id AND o.customer_id = i.customer_id AND o.id = i.order_id
    AND o.import_id IS DISTINCT FROM $3::bigint`;

/**
 * $1 customers, $2 order ids, $3 placed, $4 amounts (null: by the lines), $5 currencies, $6 channels, $7 stores, $8 attributes, $9 import, $10 whether the channel is cleared where no row says it, $11 whether the store is, $12 attributes that are cleared: all of this once for an order and an import,
 * whose rows may stand in several chunks. Says of each whether it is new: what a statement writes it does not see.
 */
export const UPSERT_ORDERS = `
  WITH upserted AS (
    INSERT INTO orders (customer_id, id, placed_at, amount_minor, currency, channel, store, attributes, import_id)
    SELECT customer_id, id, placed_at, coalesce(amount_minor, 0), currency, channel, store, attributes, $9::bigint
    FROM unnest($1::bigint[], $2::text[], $3::timestamptz[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::jsonb[])
      i (customer_id, id, placed_at, amount_minor, currency, channel, store, attributes)
    ORDER BY customer_id, id COLLATE "C"
    ON CONFLICT (customer_id, id) DO UPDATE SET placed_at = excluded.placed_at, amount_minor = excluded.amount_minor, currency = excluded.currency,
      channel = coalesce(excluded.channel, CASE WHEN orders.import_id = $9::bigint OR NOT $10::boolean THEN orders.channel END),
      store = coalesce(excluded.store, CASE WHEN orders.import_id = $9::bigint OR NOT $11::boolean THEN orders.store END),
      attributes = CASE WHEN orders.import_id = $9::bigint THEN orders.attributes ELSE orders.attributes - $12::text[] END || excluded.attributes, import_id = excluded.import_id
    RETURNING customer_id, id
  )
  SELECT NOT EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = u.customer_id AND o.id = u.id) AS "isNew" FROM upserted u`;

/** $1 customers, $2 order ids, $3 lines, $4 products, $5 categories, $6 quantities, $7 prices, $8 discounts */
export const ADD_LINES = `
  INSERT INTO order_lines (customer_id, order_id, line_no, product, category, quantity, price_minor, discount_minor)
  SELECT * FROM unnest($1::bigint[], $2::text[], $3::integer[], $4::text[], $5::text[], $6::integer[], $7::bigint[], $8::bigint[])
  ON CONFLICT (customer_id, order_id, line_no) DO NOTHING`;

/** The amount of orders that say none themselves. $1 customers, $2 order ids */
export const SUM_LINES = `
  UPDATE orders o SET amount_minor = s.amount
  FROM (
    SELECT l.customer_id, l.order_id, sum(l.quantity * l.price_minor - l.discount_minor) AS amount
    FROM unnest($1::bigint[], $2::text[]) i (customer_id, order_id) JOIN order_lines l USING (customer_id, order_id)
    GROUP BY l.customer_id, l.order_id
  ) s
  WHERE o.customer_id = s.customer_id AND o.id = s.order_id`;
