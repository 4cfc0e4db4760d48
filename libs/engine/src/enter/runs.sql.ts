export const LOCK_RUN = `
  SELECT id, version_id AS "versionId", node_id AS "nodeId", planned_at AS "plannedAt", state, snapshot_at IS NOT NULL AS "isWrittenDown"
  FROM entry_runs WHERE id = $1 FOR UPDATE`;

export const RUN = `SELECT version_id AS "versionId", node_id AS "nodeId" FROM entry_runs WHERE id = $1`;

/** Cuts the audience of a shard into chunks of `$2` people in the order of their ids; `people` gives the column `id`. `$1` run, `$3` shard, `$4` the first chunk's number */
export const chunkStatement = (people: string): string => `
  WITH numbered AS (SELECT id, (row_number() OVER (ORDER BY id) - 1) / $2::int + $4::int AS chunk_no FROM (${people}) audience),
  chunks AS (
    INSERT INTO entry_chunks (run_id, chunk_no, customer_ids, shard)
    SELECT $1, chunk_no, array_agg(id ORDER BY id), $3 FROM numbered GROUP BY chunk_no
    RETURNING chunk_no, cardinality(customer_ids) AS people
  )
  SELECT chunk_no AS "chunkNo", people FROM chunks ORDER BY chunk_no`;

/**
 * Puts the audience of a shard down in one piece, to be cut when those of all shards are known. Who is in the journey, or (`$4`) has ever been, takes nobody's place. `$1` run, `$2` shard,
 * `$3` journey
 */
export const collectStatement = (people: string): string => `
  INSERT INTO entry_chunks (run_id, chunk_no, customer_ids, shard)
  SELECT $1, -1 - $2::int, array_agg(id), $2 FROM (${people}) audience
  WHERE NOT EXISTS (
    SELECT 1 FROM enrollments e JOIN cohorts c ON c.id = e.cohort_id
    WHERE e.customer_id = audience.id AND e.journey_id = $3::bigint AND ($4::boolean OR (e.left_at IS NULL AND c.state = 'standing'))
  )
  HAVING count(*) > 0`;

/**
 * Cuts an audience that comes in by parts, of all shards together: `$2` people in a chunk at most, in an order that says nothing of the people (`$3` its seed). `$4` so many at all, `$5` in an
 * hour, `$6` in 24 hours, `$7` the first that come in unconfirmed; null: no such limit. `$1` run
 */
export const CHUNK_BY_PARTS = `
  WITH collected AS (DELETE FROM entry_chunks WHERE run_id = $1 AND chunk_no < 0 RETURNING shard, customer_ids),
  placed AS (
    SELECT id, shard, row_number() OVER (ORDER BY wayfare_fraction(id, $3::bigint), id) - 1 AS place FROM collected, unnest(customer_ids) AS id
  ), guarded AS (
    SELECT id, shard, place >= $7::bigint AS held, CASE WHEN place >= $7::bigint THEN place - $7::bigint ELSE place END AS place
    FROM placed WHERE $4::bigint IS NULL OR place < $4::bigint
  ), timed AS (
    SELECT id, shard, coalesce(held, false) AS held, place, coalesce(place / $6::bigint, 0) AS day,
      coalesce((CASE WHEN $6::bigint IS NULL THEN place ELSE place % $6::bigint END) / $5::bigint, 0) AS hour
    FROM guarded
  ), parted AS (
    SELECT id, shard, held, day * 86400000 + hour * 3600000 AS wait_ms, dense_rank() OVER (ORDER BY held, day, hour) - 1 AS part,
      (row_number() OVER (PARTITION BY held, day, hour, shard ORDER BY place) - 1) / $2::int AS slice
    FROM timed
  ), numbered AS (
    SELECT id, shard, held, wait_ms, part, dense_rank() OVER (ORDER BY part, slice, shard) - 1 AS chunk_no FROM parted
  ), chunks AS (
    INSERT INTO entry_chunks (run_id, chunk_no, part, held, wait_ms, customer_ids, shard)
    SELECT $1, chunk_no, part, held, wait_ms, array_agg(id ORDER BY id), shard FROM numbered GROUP BY chunk_no, part, held, wait_ms, shard
    RETURNING chunk_no, part, cardinality(customer_ids) AS people
  )
  SELECT chunk_no AS "chunkNo", part, people FROM chunks ORDER BY chunk_no`;

export const BEGIN_RUN = `UPDATE entry_runs SET state = 'entering', snapshot_at = $2, rate_from = $2, candidates = $3 WHERE id = $1`;

/** The next part of a run whose audience is written down already; gives its chunks. */
export const BEGIN_PART = `
  WITH next AS (SELECT min(part) AS part FROM entry_chunks WHERE run_id = $1 AND applied_at IS NULL),
  begun AS (UPDATE entry_runs r SET state = 'entering', part = next.part FROM next WHERE r.id = $1 AND next.part IS NOT NULL)
  SELECT k.chunk_no AS "chunkNo" FROM entry_chunks k JOIN next ON k.part = next.part WHERE k.run_id = $1 AND k.applied_at IS NULL ORDER BY 1`;

export const LOCK_CHUNK = `
  SELECT customer_ids AS people, shard FROM entry_chunks WHERE run_id = $1 AND chunk_no = $2 AND applied_at IS NULL FOR UPDATE`;

/** What was entered is in the enrollments; the chunk keeps its place so that it is not entered again, not its people. */
export const APPLY_CHUNK = `UPDATE entry_chunks SET applied_at = $3, customer_ids = '{}' WHERE run_id = $1 AND chunk_no = $2`;

export const COUNT_CHUNK = `UPDATE entry_runs SET entered = entered + $2, refused = refused + $3 WHERE id = $1`;

/** Ends the part of a run of which no chunk is left: the next one is planned, or held until somebody has confirmed it, or there is none. */
export const END_PART = `
  UPDATE entry_runs r SET
    state = CASE WHEN rest.part IS NULL THEN 'done' WHEN rest.held THEN 'held' ELSE 'planned' END,
    planned_at = CASE WHEN rest.held THEN r.planned_at ELSE coalesce(r.rate_from + rest.wait_ms * interval '1 millisecond', r.planned_at) END,
    finished_at = CASE WHEN rest.part IS NULL THEN $2::timestamptz END
  FROM (SELECT 1) one LEFT JOIN LATERAL (
    SELECT part, held, wait_ms FROM entry_chunks WHERE run_id = $1 AND applied_at IS NULL ORDER BY part LIMIT 1
  ) rest ON true
  WHERE r.id = $1 AND r.state = 'entering' AND NOT EXISTS (SELECT 1 FROM entry_chunks k WHERE k.run_id = $1 AND k.applied_at IS NULL AND k.part <= r.part)
  RETURNING r.journey_id AS "journeyId", r.node_id AS "nodeId", r.state, r.planned_at AS "plannedAt"`;

/** Runs of a journey that wait for a word, with the people who do. `$1` journey */
export const HELD_RUNS = `
  SELECT r.id, r.version_id AS "versionId", r.node_id AS "nodeId", sum(cardinality(k.customer_ids))::int AS people
  FROM entry_runs r JOIN entry_chunks k ON k.run_id = r.id AND k.applied_at IS NULL
  WHERE r.journey_id = $1 AND r.state = 'held' GROUP BY r.id ORDER BY r.id`;

/** They come in from now on, as fast as the caps let them. `$1` run, `$2` now */
export const RELEASE_CHUNKS = 'UPDATE entry_chunks SET held = false WHERE run_id = $1';
export const RELEASE_RUN = `UPDATE entry_runs SET state = 'planned', planned_at = $2, rate_from = $2 WHERE id = $1`;

/** They do not come in. `$1` run, `$2` now, `$3` people */
export const REFUSE_CHUNKS = 'DELETE FROM entry_chunks WHERE run_id = $1 AND applied_at IS NULL';
export const REFUSE_RUN = `UPDATE entry_runs SET state = 'done', finished_at = $2, refused = refused + $3 WHERE id = $1`;

/**
 * Plans a run: also one that was planned for that instant by an earlier version and called off since, or is done already (a second launch at one instant of a
 * clock that stands still). One that is coming in at this moment is left alone.
 */
export const PLAN_RUN = `
  INSERT INTO entry_runs (journey_id, version_id, node_id, scheduled_at, planned_at, state) VALUES ($1, $2, $3, $4, $4, 'planned')
  ON CONFLICT (journey_id, node_id, scheduled_at) DO UPDATE
    SET version_id = excluded.version_id, state = 'planned', planned_at = excluded.planned_at, part = 0, snapshot_at = NULL, rate_from = NULL,
      candidates = 0, entered = 0, refused = 0, finished_at = NULL
    WHERE entry_runs.state <> 'entering'
  RETURNING id, planned_at AS "plannedAt"`;

export const CLEAR_CHUNKS = 'DELETE FROM entry_chunks WHERE run_id = $1';

export const CANCEL_PLANNED = `UPDATE entry_runs SET state = 'cancelled' WHERE journey_id = $1 AND state IN ('planned', 'held')`;
