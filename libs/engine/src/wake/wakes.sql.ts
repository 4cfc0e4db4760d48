export const LOCK_BATCH = `
  SELECT received_at AS "receivedAt", names FROM event_batches WHERE id = $1 AND applied_at IS NULL FOR UPDATE`;

export const APPLY_BATCH = 'UPDATE event_batches SET applied_at = $2 WHERE id = $1';

/** Every version whose people might hear of a batch: of journeys that run, or are paused and will be told later. `$1` when it was received */
export const LISTENING_VERSIONS = `
  SELECT v.id FROM journeys j JOIN journey_versions v ON v.journey_id = j.id
  WHERE j.state IN ('running', 'paused') AND j.launched_at <= $1`;

/** `$1` batch, `$2` journeys; those that have been stopped meanwhile are left out. */
export const PLAN_WAKES = `
  INSERT INTO journey_wakes (journey_id, batch_id)
  SELECT id, $1 FROM journeys WHERE id = ANY($2::bigint[]) AND state IN ('running', 'paused') ORDER BY id FOR SHARE
  ON CONFLICT DO NOTHING`;

export const JOURNEYS_TO_TELL =
  'SELECT journey_id AS "journeyId" FROM journey_wakes WHERE batch_id <= $1 GROUP BY journey_id ORDER BY journey_id';

export const OLDEST_WAKE = `
  SELECT batch_id AS "batchId" FROM journey_wakes WHERE journey_id = $1 AND batch_id <= $2 ORDER BY batch_id LIMIT 1 FOR UPDATE`;

export const HAS_WAKES = 'SELECT 1 FROM journey_wakes WHERE journey_id = $1 AND batch_id <= $2 LIMIT 1';

export const END_WAKE = 'DELETE FROM journey_wakes WHERE journey_id = $1 AND batch_id = $2';

/** The events of a batch in the order in which they came. `$2`: only these names; null: all. */
export const EVENTS_OF_BATCH = `
  SELECT v.customer_id AS "customerId", v.name, v.occurred_at AS "occurredAt", v.properties
  FROM event_batches b, unnest(b.customer_ids, b.event_ids) WITH ORDINALITY AS u (customer_id, event_id, at)
  JOIN events v ON v.customer_id = u.customer_id AND v.id = u.event_id
  WHERE b.id = $1 AND ($2::text[] IS NULL OR v.name = ANY($2))
  ORDER BY u.at`;

/** `$1` cohorts to go to, one for each of the people `$2` (customers), `$3` (entry numbers) of the journey `$4`. */
export const GO_OVER = `
  UPDATE enrollments e SET cohort_id = w.cohort_id
  FROM unnest($1::bigint[], $2::bigint[], $3::int[]) AS w (cohort_id, customer_id, entry_no)
  WHERE e.customer_id = w.customer_id AND e.journey_id = $4 AND e.entry_no = w.entry_no`;
