/** `$1` journey */
export const JOURNEY = `
  SELECT state, version_id AS "versionId", launched_at AS "launchedAt" FROM journeys WHERE id = $1 AND archived_at IS NULL`;

/** `$1` customer */
export const CUSTOMER = 'SELECT id FROM customers WHERE id = $1 AND erased_at IS NULL';

/** `$1` journey, `$2` customer */
export const MESSAGES = `
  SELECT entry_no AS "entryNo", node_id AS "nodeId", version_id AS "versionId", channel, state, reason, decided_at AS "decidedAt", handed_at AS "handedAt",
    CASE WHEN state = 'queued' THEN not_before END AS "notBefore", CASE WHEN state = 'queued' THEN deferred_by END AS "deferredBy"
  FROM messages WHERE journey_id = $1 AND customer_id = $2 ORDER BY decided_at, id`;

/** Where somebody stands at the door of an audience: their part of it, and when it is let in. `$1` journey, `$2` node, `$3` customer */
export const AT_THE_DOOR = `
  SELECT k.held, CASE WHEN r.state = 'planned' THEN r.planned_at END AS at
  FROM entry_runs r JOIN entry_chunks k ON k.run_id = r.id AND k.applied_at IS NULL
  WHERE r.journey_id = $1 AND r.node_id = $2 AND r.state IN ('planned', 'entering', 'held') AND $3 = ANY (k.customer_ids)
  LIMIT 1`;

/** When an audience was last let in, and when it is next. `$1` journey, `$2` node */
export const RUNS = `
  SELECT max(snapshot_at) AS last, min(planned_at) FILTER (WHERE state = 'planned' AND snapshot_at IS NULL) AS next
  FROM entry_runs WHERE journey_id = $1 AND node_id = $2`;

/** What somebody did by a name since an instant. `$1` customer, `$2` name, `$3` since, `$4` now */
export const EVENTS = `
  SELECT name, occurred_at AS "occurredAt", properties FROM events
  WHERE customer_id = $1 AND name = $2 AND occurred_at >= $3 AND received_at <= $4 ORDER BY occurred_at DESC LIMIT 200`;

/** Whether something that they did has still to be shown to the journey. `$1` journey, `$2` customer */
export const STILL_TO_SHOW = `
  SELECT 1 FROM journey_wakes w JOIN event_batches b ON b.id = w.batch_id WHERE w.journey_id = $1 AND $2 = ANY (b.customer_ids) LIMIT 1`;
