export const LOCK_RUN = `
  SELECT id, version_id AS "versionId", node_id AS "nodeId", planned_at AS "plannedAt", state FROM entry_runs WHERE id = $1 FOR UPDATE`;

export const RUN = `SELECT version_id AS "versionId", node_id AS "nodeId" FROM entry_runs WHERE id = $1`;

/** Cuts an audience into chunks of `$2` people in the order of their ids; `people` gives the column `id`. `$1` run */
export const chunkStatement = (people: string): string => `
  WITH numbered AS (SELECT id, (row_number() OVER (ORDER BY id) - 1) / $2::int AS chunk_no FROM (${people}) audience),
  chunks AS (
    INSERT INTO entry_chunks (run_id, chunk_no, customer_ids)
    SELECT $1, chunk_no, array_agg(id ORDER BY id) FROM numbered GROUP BY chunk_no
    RETURNING chunk_no, cardinality(customer_ids) AS people
  )
  SELECT chunk_no AS "chunkNo", people FROM chunks ORDER BY chunk_no`;

export const BEGIN_RUN = `UPDATE entry_runs SET state = 'entering', snapshot_at = $2, candidates = $3 WHERE id = $1`;

export const LOCK_CHUNK = `
  SELECT customer_ids AS people FROM entry_chunks WHERE run_id = $1 AND chunk_no = $2 AND applied_at IS NULL FOR UPDATE`;

/** What was entered is in the enrollments; the chunk keeps its place so that it is not entered again, not its people. */
export const APPLY_CHUNK = `UPDATE entry_chunks SET applied_at = $3, customer_ids = '{}' WHERE run_id = $1 AND chunk_no = $2`;

export const COUNT_CHUNK = `UPDATE entry_runs SET entered = entered + $2, refused = refused + $3 WHERE id = $1`;

/** Ends a run of which no chunk is left. */
export const END_RUN = `
  UPDATE entry_runs SET state = 'done', finished_at = $2
  WHERE id = $1 AND state = 'entering' AND NOT EXISTS (SELECT 1 FROM entry_chunks WHERE run_id = $1 AND applied_at IS NULL)
  RETURNING journey_id AS "journeyId", node_id AS "nodeId"`;

/**
 * Plans a run: also one that was planned for that instant by an earlier version and called off since, or is done already (a second launch at one instant of a
 * clock that stands still). One that is coming in at this moment is left alone.
 */
export const PLAN_RUN = `
  INSERT INTO entry_runs (journey_id, version_id, node_id, planned_at, state) VALUES ($1, $2, $3, $4, 'planned')
  ON CONFLICT (journey_id, node_id, planned_at) DO UPDATE
    SET version_id = excluded.version_id, state = 'planned', candidates = 0, entered = 0, refused = 0, finished_at = NULL
    WHERE entry_runs.state <> 'entering'
  RETURNING id, planned_at AS "plannedAt"`;

export const CLEAR_CHUNKS = 'DELETE FROM entry_chunks WHERE run_id = $1';

export const CANCEL_PLANNED = `UPDATE entry_runs SET state = 'cancelled' WHERE journey_id = $1 AND state = 'planned'`;
