/** `$1` customers */
export const ZONES = `SELECT id, coalesce(time_zone, '') AS zone FROM customers WHERE id = ANY ($1::bigint[])`;

/**
 * When some people were written to, and what is on its way to them at this moment: `at` is null for what somebody has claimed and not handed over, and for what is `queued`, due, and would leave if it
 * were claimed. `$1` customers, `$2` the earliest instant that counts, `$3` now, `$4` the lowest priority of those who ask
 */
export const CONTACTS = `
  SELECT m.customer_id AS "customerId", m.customer_id || '-' || m.id AS key, m.channel, CASE WHEN m.state <> 'queued' THEN m.handed_at END AS at,
    m.state = 'queued' AS "isQueued", v.priority
  FROM messages m JOIN journey_versions v ON v.id = m.version_id
  WHERE m.customer_id = ANY ($1::bigint[]) AND m.channel <> 'webhook' AND NOT m.transactional
    AND (m.state = 'sending' OR (m.state IN ('sent', 'delivered', 'bounced', 'unknown') AND m.handed_at > $2)
      OR (m.state = 'queued' AND m.not_before <= $3 AND v.priority > $4::int
        AND EXISTS (SELECT 1 FROM journeys j WHERE j.id = m.journey_id AND j.state IN ('running', 'finished'))
        AND EXISTS (SELECT 1 FROM connectors k WHERE k.id = m.connector_id AND NOT k.paused)))`;
