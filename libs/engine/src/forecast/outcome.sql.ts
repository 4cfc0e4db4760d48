/** Every way that was taken, by the day on which it was. `$1` zone */
export const WAYS_BY_DAY = `
  SELECT from_node AS "from", to_node AS "to", kind, reason, (at AT TIME ZONE $1)::date::text AS day, sum(people)::int AS people
  FROM moves GROUP BY from_node, to_node, kind, reason, (at AT TIME ZONE $1)::date ORDER BY day`;

/** Who came by the ways out of steps that hand out coupons; paths of other steps may be called so too. */
export const COUPONS = `
  SELECT from_node AS "nodeId", handle, sum(people)::int AS people FROM moves WHERE handle IN ('issued', 'empty') GROUP BY from_node, handle`;

/** Who did not come in, and who is still to come in. */
export const DOOR = `
  SELECT coalesce(sum(refused), 0)::int AS refused,
    (SELECT coalesce(sum(cardinality(customer_ids)), 0)::int FROM entry_chunks WHERE applied_at IS NULL) AS waiting
  FROM entry_runs`;

/**
 * The messages by what becomes of them: who leaves the journey on their own gets nothing that was to leave after that. Counted by the instant first, since these are few, and by the day of the
 * zone afterwards. `$1` zone, `$2` version, `$3` the end of the time looked at
 */
export const MESSAGES_BY_DAY = `
  SELECT channel, fate, reason, "deferredBy", (at AT TIME ZONE $1)::date::text AS day, sum(messages)::int AS messages
  FROM (
    SELECT m.channel,
      CASE WHEN m.state = 'suppressed' THEN 'suppressed' WHEN e.left_at < m.not_before THEN 'cancelled' WHEN m.not_before > $3 THEN 'later' ELSE 'sent' END AS fate,
      m.reason, m.deferred_by AS "deferredBy", m.not_before AS at, count(*) AS messages
    FROM messages m LEFT JOIN enrollments e
      ON e.customer_id = m.customer_id AND e.journey_id = m.journey_id AND e.entry_no = m.entry_no AND e.left_at IS NOT NULL
    WHERE m.version_id = $2
    GROUP BY 1, 2, 3, 4, 5
  ) counted
  GROUP BY 1, 2, 3, 4, 5 ORDER BY day`;

/**
 * Send steps of this workspace whose messages have had time to be answered, with how many of these were clicked or replied to, by people. Read before the
 * shadows are laid. `$1` channels, `$2` since, `$3` until
 */
export const HISTORY = `
  SELECT m.channel, count(*)::int AS messages, count(r.message_id)::int AS responded
  FROM messages m LEFT JOIN (
    SELECT DISTINCT customer_id, message_id FROM responses WHERE kind IN ('click', 'reply') AND NOT machine AND at > $2
  ) r ON r.customer_id = m.customer_id AND r.message_id = m.id
  WHERE m.state IN ('sent', 'delivered') AND m.channel = ANY($1::text[]) AND m.decided_at > $2 AND m.decided_at <= $3
  GROUP BY m.channel, m.journey_id, m.node_id`;

/** About how many customers there are: what the planner knows costs nothing. */
export const CUSTOMERS_ABOUT = `
  SELECT coalesce(sum(greatest(reltuples, 0)), 0)::float8 AS rows FROM pg_class WHERE relname = 'customers' AND relkind = 'r' AND relpersistence <> 't'`;
