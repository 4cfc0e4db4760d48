export const SOURCE_COLUMNS = 'id, kind, name, settings, secret, created_at AS "createdAt"';

export const FEED_COLUMNS = `id, source_id AS "sourceId", name, reads, kind, mapping, consent, matching, columns, cursor_column AS "cursorColumn", overlap_seconds AS "overlapSeconds",
  cursor_value AS "cursorValue", seen, cron, next_at AS "nextAt", paused, error, drift, created_at AS "createdAt"`;

/** Runs with what their imports say. */
export const RUNS = `
  SELECT r.id, r.feed_id AS "feedId", r.state, r.cause, r.rows, r.cursor_from AS "cursorFrom", r.drift, r.error, r.attempts, r.retry_at AS "retryAt",
    r.created_at AS "createdAt", r.started_at AS "startedAt", r.finished_at AS "finishedAt",
    coalesce(p.inserted, 0) AS inserted, coalesce(p.updated, 0) AS updated, coalesce(p.rejected, 0) AS rejected,
    coalesce(p.import_ids, '{}') AS "importIds", p.cursor_to AS "cursorTo"
  FROM source_runs r LEFT JOIN LATERAL (
    SELECT sum(i.inserted) AS inserted, sum(i.updated) AS updated, sum(i.rejected) AS rejected, array_agg(p.import_id::text ORDER BY p.n) AS import_ids,
      (array_agg(p.cursor_to ORDER BY p.n DESC))[1] AS cursor_to
    FROM source_parts p JOIN imports i ON i.id = p.import_id WHERE p.run_id = r.id
  ) p ON true`;

export const INSERT_FEED = `
  INSERT INTO source_feeds (source_id, name, reads, kind, mapping, consent, columns, cursor_column, overlap_seconds, cron, next_at, matching, created_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING id`;

/** Another cursor, or something else to read, begins from the start; what was wrong may be mended now. */
export const UPDATE_FEED = `
  UPDATE source_feeds SET name = $2, reads = $3, kind = $4, mapping = $5, consent = $6, columns = $7, cursor_column = $8, overlap_seconds = $9, cron = $10, next_at = $11, matching = $12,
    cursor_value = CASE WHEN reads = $3 AND kind = $4 AND cursor_column IS NOT DISTINCT FROM $8 THEN cursor_value END,
    seen = CASE WHEN reads = $3 AND kind = $4 AND cursor_column IS NOT DISTINCT FROM $8 THEN seen ELSE '{}' END,
    error = NULL, drift = NULL
  WHERE id = $1`;

export const INSERT_RUN = `
  INSERT INTO source_runs (feed_id, state, cause, cursor_from, created_by, created_at)
  SELECT f.id, 'queued', $2, CASE WHEN $3 THEN NULL ELSE f.cursor_value END, $4, $5 FROM source_feeds f WHERE f.id = $1
  ON CONFLICT (feed_id) WHERE state IN ('queued', 'reading', 'applying') DO NOTHING RETURNING id`;

/** Feeds whose time has come, each locked by who starts it. $1 now */
export const DUE_FEEDS = `
  SELECT id, cron FROM source_feeds WHERE next_at <= $1 AND NOT paused ORDER BY next_at LIMIT 100 FOR UPDATE SKIP LOCKED`;

/** $1 now */
export const OPEN_RUNS = `
  SELECT id FROM source_runs WHERE state IN ('queued', 'reading', 'applying') AND (retry_at IS NULL OR retry_at <= $1) ORDER BY id`;

export const LEFT = `
  SELECT kind, count FROM (
    SELECT 'source runs' AS kind, count(*)::int AS count FROM source_runs
      WHERE state IN ('queued', 'reading', 'applying') AND (retry_at IS NULL OR retry_at <= $1)
    UNION ALL SELECT 'source feeds', count(*)::int FROM source_feeds WHERE next_at <= $1 AND NOT paused
  ) work WHERE count > 0`;

/** The next instant after `$1`, by `$2` at the latest, at which a feed or another try comes due. */
export const NEXT = `
  SELECT least(
    (SELECT min(next_at) FROM source_feeds WHERE next_at > $1 AND next_at <= $2 AND NOT paused),
    (SELECT min(retry_at) FROM source_runs WHERE state IN ('queued', 'reading', 'applying') AND retry_at > $1 AND retry_at <= $2)
  ) AS next`;

/** Takes a run on that has not ended and need not wait. $1 run, $2 now */
export const CLAIM = `
  UPDATE source_runs SET state = CASE WHEN state = 'queued' THEN 'reading' ELSE state END, started_at = coalesce(started_at, $2), retry_at = NULL
  WHERE id = $1 AND state IN ('queued', 'reading', 'applying') AND (retry_at IS NULL OR retry_at <= $2)
  RETURNING id, feed_id AS "feedId", state, cursor_from AS "cursorFrom", attempts, created_by AS "createdBy"`;

/** Says how far a reading is; no row: it was cancelled. */
export const NOTE_ROWS = "UPDATE source_runs SET rows = $2 WHERE id = $1 AND state = 'reading' RETURNING id";
export const NOTE_PART = `
  WITH part AS (INSERT INTO source_parts (run_id, n, import_id, cursor_to, seen, rows) VALUES ($1, $2, $3, $4, $5, $6))
  UPDATE source_runs SET attempts = 0, error = NULL, state = CASE WHEN $7 THEN 'applying' ELSE state END WHERE id = $1 AND state = 'reading' RETURNING id`;
export const END_READING = "UPDATE source_runs SET state = 'applying', error = NULL WHERE id = $1 AND state = 'reading'";
export const RETRY_LATER = `
  UPDATE source_runs SET attempts = attempts + 1, retry_at = $2, error = $3 WHERE id = $1 AND state IN ('queued', 'reading', 'applying')`;

export const PARTS = `
  SELECT p.n, p.import_id AS "importId", p.cursor_to AS "cursorTo", p.seen, p.rows, i.state, i.error, i.inserted + i.updated AS applied, i.rejected
  FROM source_parts p JOIN imports i ON i.id = p.import_id WHERE p.run_id = $1 ORDER BY p.n`;
export const MOVE_CURSOR = 'UPDATE source_feeds SET cursor_value = $2, seen = $3 WHERE id = $1 AND cursor_column IS NOT NULL';
export const END_RUN = `
  UPDATE source_runs SET state = $2, error = $3, finished_at = $4, retry_at = NULL WHERE id = $1 AND state IN ('queued', 'reading', 'applying') RETURNING feed_id AS "feedId", drift`;
export const NOTE_OUTCOME = 'UPDATE source_feeds SET error = $2, drift = $3 WHERE id = $1';

const KEPT_RUNS = 500;
/** Of each feed the last runs are kept. */
export const FORGET_RUNS = `
  DELETE FROM source_runs WHERE feed_id = $1 AND id < (SELECT id FROM source_runs WHERE feed_id = $1 ORDER BY id DESC OFFSET ${KEPT_RUNS} LIMIT 1)`;
