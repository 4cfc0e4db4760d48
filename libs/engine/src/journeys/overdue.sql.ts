/**
 * What has come due in a journey before an instant and has not happened: people whose time is up, messages that may leave, and how much was received meanwhile and is still to be shown.
 * `$1` journey, `$2` now. People who have left on their own since their cohort's last step are no longer in it.
 */
export const OVERDUE = `
  SELECT j.paused_at AS "pausedAt",
    (SELECT count(*)::int FROM cohorts c JOIN enrollments e ON e.cohort_id = c.id AND e.left_at IS NULL
      WHERE c.journey_id = j.id AND c.state = 'standing' AND c.due_at < $2) AS people,
    (SELECT count(*)::int FROM messages m
      WHERE m.connector_id IN (SELECT id FROM connectors) AND m.journey_id = j.id AND m.state = 'queued' AND m.not_before < $2) AS messages,
    (SELECT coalesce(sum(cardinality(b.event_ids)), 0)::int FROM journey_wakes w JOIN event_batches b ON b.id = w.batch_id WHERE w.journey_id = j.id) AS events
  FROM journeys j WHERE j.id = $1 AND j.archived_at IS NULL`;

/**
 * Everybody waits on for as long as they would have when the pause began. Who has only arrived, or is to be looked at anew after an edit, waits for nothing and is left alone, and so is who waits for an answer.
 * `$1` journey, `$2` the length of the pause in milliseconds
 */
export const SHIFT_COHORTS = `
  UPDATE cohorts SET due_at = due_at + $2::float8 * interval '1 millisecond'
  WHERE journey_id = $1 AND state = 'standing' AND due_at > arrived_at AND due_at IS DISTINCT FROM switched_at`;

export const SHIFT_MESSAGES = `
  UPDATE messages SET not_before = not_before + $2::float8 * interval '1 millisecond'
  WHERE connector_id IN (SELECT id FROM connectors) AND journey_id = $1 AND state = 'queued'`;

/** Messages whose time came in the pause never leave; what is decided on by who is overdue does not either. `$1` journey, `$2` now */
export const EXPIRE_MESSAGES = `
  UPDATE messages SET state = 'suppressed', reason = 'expired', deferred_by = NULL
  WHERE connector_id IN (SELECT id FROM connectors) AND journey_id = $1 AND state = 'queued' AND not_before < $2`;

export const SKIP_OVERDUE = 'UPDATE journeys SET skipped_at = $2 WHERE id = $1';
