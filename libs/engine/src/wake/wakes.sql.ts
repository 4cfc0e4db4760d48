/** Batches that nobody has been told of yet, in the order in which they came; whoever looks at once waits, so that the order is kept. */
export const OPEN_BATCHES = `
  SELECT id, received_at AS "receivedAt", names, shard FROM event_batches WHERE applied_at IS NULL ORDER BY id LIMIT 1000 FOR UPDATE`;

export const APPLY_BATCHES = 'UPDATE event_batches SET applied_at = $2 WHERE id = ANY($1::bigint[])';

/** Every version whose people might hear of events: of journeys that run, or are paused and will be told later. */
export const LISTENING_VERSIONS = `
  SELECT v.id, j.launched_at AS "launchedAt" FROM journeys j JOIN journey_versions v ON v.journey_id = j.id
  WHERE j.state IN ('running', 'paused')`;

/** `$1` batches, `$2` the journey to be told of each, `$3` whose shard they are about; journeys that have been stopped meanwhile are left out. */
export const PLAN_WAKES = `
  INSERT INTO journey_wakes (journey_id, batch_id, shard)
  SELECT w.journey_id, w.batch_id, w.shard
  FROM (SELECT id FROM journeys WHERE id = ANY($2::bigint[]) AND state IN ('running', 'paused') ORDER BY id FOR SHARE) j
  JOIN unnest($1::bigint[], $2::bigint[], $3::smallint[]) AS w (batch_id, journey_id, shard) ON w.journey_id = j.id
  ON CONFLICT DO NOTHING`;

export const JOURNEYS_TO_TELL = `
  SELECT DISTINCT w.journey_id AS "journeyId" FROM journey_wakes w JOIN journeys j ON j.id = w.journey_id AND j.state = 'running' ORDER BY 1`;

/** The oldest batches that a journey has still to be shown. Whoever tells it at the same time waits here, and goes on with those that are left. */
export const OLDEST_WAKES = `
  SELECT batch_id AS "batchId", shard FROM journey_wakes WHERE journey_id = $1 ORDER BY batch_id LIMIT $2 FOR UPDATE`;

export const END_WAKES = 'DELETE FROM journey_wakes WHERE journey_id = $1 AND batch_id = ANY($2::bigint[])';

/** The events of batches in the order in which they came. `$2`: only these names; null: all. `$3` the journey that is shown them */
export const EVENTS_OF_BATCHES = `
  SELECT b.id AS "batchId", v.customer_id AS "customerId", v.name, v.occurred_at AS "occurredAt", v.properties,
    EXISTS (
      SELECT 1 FROM journey_pauses p WHERE p.journey_id = $3 AND p.from_at <= b.received_at AND b.received_at < p.until_at
    ) AS "inPause",
    EXISTS (SELECT 1 FROM journey_wakes w WHERE w.journey_id = $3 AND w.batch_id = b.id AND w.held) AS held
  FROM event_batches b, unnest(b.customer_ids, b.event_ids) WITH ORDINALITY AS u (customer_id, event_id, at)
  JOIN events v ON v.customer_id = u.customer_id AND v.id = u.event_id
  WHERE b.id = ANY($1::bigint[]) AND ($2::text[] IS NULL OR v.name = ANY($2))
  ORDER BY b.id, u.at`;

/** `$1` cohorts to go to, one for each of the people `$2` (customers), `$3` (entry numbers) of the journey `$4`. */
export const GO_OVER = `
  UPDATE enrollments e SET cohort_id = w.cohort_id
  FROM unnest($1::bigint[], $2::bigint[], $3::int[]) AS w (cohort_id, customer_id, entry_no)
  WHERE e.customer_id = w.customer_id AND e.journey_id = $4 AND e.entry_no = w.entry_no`;
