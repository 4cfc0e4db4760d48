export const READ_LAST = 'SELECT read_by AS "readBy", read_at AS "readAt", read_all_at AS "readAllAt" FROM value_findings';

/**
 * Marks whom something may have changed for without a mark: who has become or ceased to be somebody to work out; whose orders have come to count, or left the window, since time has passed; and in whose orders a product is of which
 * something has changed.
 *
 * $1 when they were last looked at, $2 now, $3 and $4 where the window began then and begins now
 */
export const MARK_MOVED = `
  WITH changed AS (DELETE FROM value_products RETURNING product)
  INSERT INTO value_marks (customer_id)
  SELECT c.id FROM customers c
    LEFT JOIN customer_values v ON v.customer_id = c.id
    LEFT JOIN consents r ON r.customer_id = c.id AND r.channel = 'profiling' AND NOT r.granted
  WHERE (c.erased_at IS NULL AND r.customer_id IS NULL) <> (v.customer_id IS NOT NULL)
  UNION SELECT customer_id FROM orders WHERE (placed_at > $1 AND placed_at <= $2) OR (placed_at > $3 AND placed_at <= $4)
  UNION SELECT l.customer_id FROM order_lines l WHERE l.product COLLATE "C" IN (SELECT product FROM changed)`;

/** Everybody is looked at, so what was noted of products is of no use; and what is known of the last look is of none until this one has come to its end. */
export const FORGET_PRODUCTS = 'DELETE FROM value_products';
export const FORGET_LAST = 'UPDATE value_findings SET read_by = NULL WHERE read_by IS NOT NULL AND read_by IS DISTINCT FROM $1::text';

/** $1 by what, $2 when, $3 whether everybody was looked at */
export const READ_DONE = `
  UPDATE value_findings SET read_by = $1, read_at = $2, read_all_at = CASE WHEN $3 THEN $2 ELSE read_all_at END`;
