/** `$1` customers */
export const ZONES = `SELECT id, coalesce(time_zone, '') AS zone FROM customers WHERE id = ANY ($1::bigint[])`;

/**
 * When some people were written to, and what is on its way to them at this moment: `at` is null for what somebody has claimed and not handed over.
 * `$1` customers, `$2` the earliest instant that counts
 */
export const CONTACTS = `
  SELECT customer_id AS "customerId", customer_id || '-' || id AS key, channel, handed_at AS at
  FROM messages
  WHERE customer_id = ANY ($1::bigint[]) AND channel <> 'webhook' AND NOT transactional
    AND (state = 'sending' OR (state IN ('sent', 'delivered', 'bounced', 'unknown') AND handed_at > $2))`;
