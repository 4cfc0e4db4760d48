/**
 * People of running journeys whose time was up before `$1`, where they stand and since when. One look at the index of due cohorts; there is nothing in it in good times.
 */
export const STALLED_PEOPLE = `
  SELECT 'people' AS what, c.journey_id AS "journeyId", j.name, c.node_id AS "nodeId", NULL AS connector, sum(c.size)::int AS count, min(c.due_at) AS since,
    NULL::text AS why, NULL::timestamptz AS "retryAt"
  FROM cohorts c JOIN journeys j ON j.id = c.journey_id AND j.state = 'running'
  WHERE c.state = 'standing' AND c.due_at < $1
  GROUP BY c.journey_id, j.name, c.node_id ORDER BY 7 LIMIT 50`;

/**
 * Messages that might have left before `$1`, on connectors of which nobody has any in hand at this moment: one that is slow but works is not stalled. `$2` now
 */
export const STALLED_MESSAGES = `
  SELECT 'messages' AS what, m.journey_id AS "journeyId", j.name, NULL AS "nodeId", k.name AS connector, count(*)::int AS count, min(m.not_before) AS since,
    CASE WHEN k.paused THEN 'connector_paused' WHEN p.retry_at > $2 THEN 'connector_resting' END AS why, CASE WHEN p.retry_at > $2 THEN p.retry_at END AS "retryAt"
  FROM connectors k
  JOIN messages m ON m.connector_id = k.id AND m.state = 'queued' AND m.not_before < $1
  JOIN journeys j ON j.id = m.journey_id AND j.state IN ('running', 'finished')
  LEFT JOIN connector_pace p ON p.connector_id = k.id
  WHERE NOT EXISTS (SELECT 1 FROM messages s WHERE s.connector_id = k.id AND s.state = 'sending' AND s.lease_until > clock_timestamp())
  GROUP BY m.journey_id, j.name, k.name, k.paused, p.retry_at ORDER BY 7 LIMIT 50`;
