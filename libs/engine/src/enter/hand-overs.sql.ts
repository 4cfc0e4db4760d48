export const OPEN = `
  SELECT to_journey_id AS "journeyId", at, state, shard FROM hand_overs WHERE cohort_id = $1 AND state IN ('open', 'entering')`;

export const LOCK = `${OPEN} FOR UPDATE`;

/**
 * Whether some of the people are inside the other journey and their time there was up before they are handed over: they may have come to its end by then. `$1` cohort, `$2` the other journey, `$3` when they are
 * handed over
 */
export const DUE_THERE = `
  SELECT EXISTS (SELECT 1 FROM cohorts c WHERE c.journey_id = $2 AND c.state = 'standing' AND c.due_at <= $3)
    AND EXISTS (
      SELECT 1 FROM enrollments o
      JOIN enrollments e ON e.customer_id = o.customer_id AND e.journey_id = $2 AND e.left_at IS NULL
      JOIN cohorts c ON c.id = e.cohort_id AND c.state = 'standing' AND c.due_at <= $3
      WHERE o.cohort_id = $1 AND o.left_at IS NULL
    ) AS first`;

/** `inPause`: they were handed over during a pause; `held`: they have waited for one to end. `$1` journey, `$2` when they are handed over */
export const PAUSES = `
  SELECT coalesce(bool_or(p.from_at <= $2 AND $2 < p.until_at), false) AS "inPause", count(*) > 0 AS held
  FROM journey_pauses p WHERE p.journey_id = $1 AND p.until_at >= $2`;

export const BEGIN = `UPDATE hand_overs SET state = 'entering' WHERE cohort_id = $1`;

/** Waits for whoever shows events to the journey at this moment; nobody begins to while people are at the door. `$1` journey */
export const AFTER_EVENTS_IN_HAND = 'SELECT 1 FROM journey_wakes WHERE journey_id = $1 FOR UPDATE';

/** Those who left their journey with the cohort, and are still known. `$1` cohort */
export const PEOPLE = `
  SELECT e.customer_id AS id FROM enrollments e JOIN customers c ON c.id = e.customer_id
  WHERE e.cohort_id = $1 AND e.left_at IS NULL AND c.erased_at IS NULL ORDER BY e.customer_id`;

/** `$2` done or refused, `$3` why, `$4` now, `$5` came in, `$6` held out, `$7` turned away */
export const END = `
  UPDATE hand_overs SET state = $2, reason = $3, done_at = $4, entered = $5, held_out = $6, turned_away = $7 WHERE cohort_id = $1`;
