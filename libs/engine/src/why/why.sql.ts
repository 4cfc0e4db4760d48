/** `$1` journey */
export const JOURNEY = `
  SELECT state, version_id AS "versionId", launched_at AS "launchedAt" FROM journeys WHERE id = $1 AND archived_at IS NULL`;

/** `$1` customer */
export const CUSTOMER = 'SELECT id FROM customers WHERE id = $1 AND erased_at IS NULL';

/** `$1` journey, `$2` customer */
export const MESSAGES = `
  SELECT entry_no AS "entryNo", node_id AS "nodeId", version_id AS "versionId", channel, purpose, state, reason, decided_at AS "decidedAt", handed_at AS "handedAt",
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

/** `$1` journey, `$2` customer */
export const TASKS = `
  SELECT t.entry_no AS "entryNo", t.node_id AS "nodeId", t.title, t.state, t.made_at AS "madeAt", t.due_at AS "dueAt", t.closed_at AS "closedAt",
    (SELECT v.id FROM journey_versions v WHERE v.journey_id = t.journey_id AND v.published_at <= t.made_at ORDER BY v.number DESC LIMIT 1) AS "versionId"
  FROM tasks t WHERE t.journey_id = $1 AND t.customer_id = $2 ORDER BY t.made_at, t.id`;

/** What became of it for one of its people: who was let in with the others has a stay in the other journey that began then. `h` a hand-over, `e` the stay that it ended */
const VERDICT = `
  CASE
    WHEN h.state = 'refused' THEN h.reason
    WHEN h.state <> 'done' THEN 'waiting'
    WHEN EXISTS (
      SELECT 1 FROM enrollments o JOIN cohorts c ON c.id = o.cohort_id
      WHERE o.customer_id = e.customer_id AND o.journey_id = h.to_journey_id AND c.entered_at = h.done_at
    ) THEN 'came_in'
    ELSE 'rules'
  END`;
const HANDED = 'FROM enrollments e JOIN hand_overs h ON h.cohort_id = e.cohort_id';

/** Where stays of this journey led them. `$1` journey, `$2` customer */
export const HANDED_OVER = `
  SELECT e.entry_no AS "entryNo", j.id, j.name, h.at, ${VERDICT} AS verdict
  ${HANDED} JOIN journeys j ON j.id = h.to_journey_id
  WHERE e.journey_id = $1 AND e.customer_id = $2 AND e.left_at IS NULL`;

/** Which journeys led them here. `$1` journey, `$2` customer */
export const CAME_FROM = `
  SELECT e.entry_no AS "entryNo", j.id, j.name, h.at, ${VERDICT} AS verdict
  ${HANDED} JOIN journeys j ON j.id = e.journey_id
  WHERE h.to_journey_id = $1 AND e.customer_id = $2 AND e.left_at IS NULL ORDER BY h.at DESC LIMIT 20`;
