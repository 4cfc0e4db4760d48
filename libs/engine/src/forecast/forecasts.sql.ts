export const COLUMNS = `
  f.id, f.journey_id AS "journeyId", f.revision, f.state, f.progress, f.created_at AS "createdAt", f.finished_at AS "finishedAt", f.result`;

export const READ = `SELECT ${COLUMNS} FROM forecasts f WHERE f.id = $1`;

/**
 * One of the same draft that says, or will say, the same: not older than `$3`, and imagined not before it.
 * `$1` journey, `$2` revision, `$4` days, as milliseconds
 */
export const RECENT = `
  SELECT id FROM forecasts
  WHERE journey_id = $1 AND revision = $2 AND begins_at >= $3 AND extract(epoch FROM until - begins_at) * 1000 = $4::float8
    AND (state IN ('queued', 'running') OR (state = 'done' AND NOT $5::boolean))
  ORDER BY id DESC LIMIT 1`;

export const INSERT = `
  INSERT INTO forecasts (journey_id, revision, plan, state, begins_at, until, created_by, created_at) VALUES ($1, $2, $3, 'queued', $4, $5, $6, $4) RETURNING id`;

/** One that was begun by a worker that died is begun anew. */
export const BEGIN = `
  UPDATE forecasts SET state = 'running', progress = 0 WHERE id = $1 AND state IN ('queued', 'running')
  RETURNING journey_id AS "journeyId", plan, begins_at AS now, until`;

/** No row: it was called off. */
export const PROGRESS = `UPDATE forecasts SET progress = $2 WHERE id = $1 AND state = 'running' RETURNING id`;

/** `$2` state, `$3` result, `$4` error, `$5` now */
export const END = `
  UPDATE forecasts SET state = $2, progress = CASE WHEN $2 = 'done' THEN 1 ELSE progress END, result = $3, error = $4, finished_at = $5
  WHERE id = $1 AND state IN ('queued', 'running')`;

export const OPEN = `SELECT id FROM forecasts WHERE state IN ('queued', 'running') ORDER BY id LIMIT 100`;

/** Older ones of the journey say nothing any more. `$1` journey, `$2` the newest that stays */
export const FORGET = `DELETE FROM forecasts WHERE journey_id = $1 AND id < $2 AND state NOT IN ('queued', 'running')`;
