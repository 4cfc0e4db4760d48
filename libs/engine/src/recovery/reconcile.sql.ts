/** At most this many of a kind in one look; the next look finds the others. */
export const LOOK = 5_000;

/** Cohorts that are due by `$1`, the longest due first. */
export const DUE_COHORTS = `
  SELECT c.id, c.seq, c.state, c.due_at AS "dueAt" FROM cohorts c JOIN journeys j ON j.id = c.journey_id AND j.state = 'running'
  WHERE c.state = 'standing' AND c.due_at <= $1 ORDER BY c.due_at LIMIT ${LOOK}`;

/** The newest batch of events that somebody has still to be told of; a job for it shows all of them. */
export const OPEN_EVENTS = `
  SELECT coalesce(
    (SELECT max(id) FROM event_batches WHERE applied_at IS NULL),
    (SELECT max(w.batch_id) FROM journey_wakes w JOIN journeys j ON j.id = w.journey_id AND j.state = 'running')
  ) AS id`;

export const PLANNED_RUNS = `
  SELECT r.id, r.planned_at AS "plannedAt" FROM entry_runs r JOIN journeys j ON j.id = r.journey_id AND j.state = 'running'
  WHERE r.state = 'planned' AND r.planned_at <= $1 ORDER BY r.planned_at LIMIT ${LOOK}`;

export const OPEN_CHUNKS = `
  SELECT k.run_id AS "runId", k.chunk_no AS "chunkNo"
  FROM entry_runs r JOIN journeys j ON j.id = r.journey_id AND j.state = 'running' JOIN entry_chunks k ON k.run_id = r.id AND k.applied_at IS NULL AND k.part <= r.part
  WHERE r.state = 'entering' ORDER BY k.run_id, k.chunk_no LIMIT ${LOOK}`;

/** Experiments that have to be looked at by `$1`. A look moves nobody, so it may come in a pause and after the end too; one that was stopped is over. */
export const DUE_LOOKS = `
  SELECT x.id, x.look_at AS "lookAt" FROM experiments x JOIN journeys j ON j.id = x.journey_id AND j.state IN ('running', 'paused', 'finished')
  WHERE x.look_at <= $1 ORDER BY x.look_at LIMIT ${LOOK}`;

/** People who are to come in from other journeys, the longest waiting first: into journeys that run, or out of the way where they can't. */
export const OPEN_HAND_OVERS = `
  SELECT h.cohort_id AS "cohortId" FROM hand_overs h LEFT JOIN journeys j ON j.id = h.to_journey_id
  WHERE h.state IN ('open', 'entering') AND j.state IS DISTINCT FROM 'paused' ORDER BY h.at LIMIT ${LOOK}`;

/**
 * A journey is finished when nobody is inside and nobody will come in: no run to come, no entry by events, and no other journey that is not finished and hands people over to it. `$1` one journey; null: all
 */
export const FINISHED = `
  WITH RECURSIVE alive AS (
    SELECT j.id FROM journeys j JOIN journey_versions v ON v.id = j.version_id
    WHERE j.state = 'paused' OR (j.state = 'running' AND (
      jsonb_path_exists(v.plan, '$.steps.* ? (@.kind == "event-entry")')
      OR EXISTS (SELECT 1 FROM entry_runs r WHERE r.journey_id = j.id AND r.state IN ('planned', 'entering', 'held'))
      OR EXISTS (SELECT 1 FROM cohorts c WHERE c.journey_id = j.id AND c.state = 'standing')
      OR EXISTS (SELECT 1 FROM journey_wakes w WHERE w.journey_id = j.id)
      OR EXISTS (SELECT 1 FROM hand_overs h WHERE h.to_journey_id = j.id AND h.state IN ('open', 'entering'))
    ))
    UNION
    SELECT t.id::bigint FROM alive a JOIN journeys j ON j.id = a.id JOIN journey_versions v ON v.journey_id = j.id
    CROSS JOIN LATERAL jsonb_array_elements_text(v.leads_to) AS t (id)
    WHERE v.id = j.version_id OR EXISTS (SELECT 1 FROM cohorts c WHERE c.journey_id = j.id AND c.version_id = v.id AND c.state = 'standing')
  )
  SELECT j.id FROM journeys j
  WHERE j.state = 'running' AND ($1::bigint IS NULL OR j.id = $1) AND NOT EXISTS (SELECT 1 FROM alive a WHERE a.id = j.id)`;

export const FINISH = `UPDATE journeys SET state = 'finished', updated_at = $2 WHERE id = $1`;
