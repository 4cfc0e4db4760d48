export const RUN_COLUMNS = `
  id, computation, scope, cause, state, steps_total AS "stepsTotal", steps_done AS "stepsDone", changed, error, created_at AS "createdAt", started_at AS "startedAt",
  finished_at AS "finishedAt"`;

/** $1 computation, $2 scope, $3 cause, $4 by whom, $5 now. Where one waits already it is the one; it becomes a run over everybody where that is asked for. */
export const ASK = `
  INSERT INTO computation_runs AS r (computation, scope, cause, state, created_by, created_at) VALUES ($1, $2, $3, 'queued', $4, $5)
  ON CONFLICT (computation, state) WHERE state IN ('queued', 'running') DO UPDATE
    SET scope = CASE WHEN excluded.scope = 'all' THEN 'all' ELSE r.scope END
  RETURNING id`;

export const OPEN = `SELECT id FROM computation_runs WHERE state IN ('queued', 'running') ORDER BY id`;

/** A run counts for one more than its steps: it has to be ended, too. */
export const STEPS_LEFT = `SELECT coalesce(sum(steps_total - steps_done + 1), 0)::int AS steps FROM computation_runs WHERE state IN ('queued', 'running')`;

export const LATEST = `SELECT ${RUN_COLUMNS} FROM computation_runs WHERE computation = $1 ORDER BY id DESC LIMIT 1`;
export const LATEST_DONE = `SELECT ${RUN_COLUMNS} FROM computation_runs WHERE computation = $1 AND state = 'done' ORDER BY id DESC LIMIT 1`;

/** Whether a run over everybody was asked for since `$2`, however it ended. */
export const ALL_SINCE = `SELECT 1 FROM computation_runs WHERE computation = $1 AND scope = 'all' AND created_at >= $2 LIMIT 1`;
/** Whether a run over everybody has not ended. */
export const HAS_OPEN_NIGHT = `SELECT 1 FROM computation_runs WHERE scope = 'all' AND state IN ('queued', 'running') LIMIT 1`;
export const HAS_OPEN = `SELECT 1 FROM computation_runs WHERE computation = $1 AND state IN ('queued', 'running') LIMIT 1`;

/** Whether the latest run was called off or failed after `$2`. */
export const ENDED_BADLY = `
  SELECT 1 FROM (SELECT state, finished_at FROM computation_runs WHERE computation = $1 ORDER BY id DESC LIMIT 1) r WHERE state IN ('failed', 'cancelled') AND finished_at > $2`;

/** Takes the run for this transaction; it has the steps of one that has begun. */
export const LOCK_RUN = `
  SELECT id, computation, scope, cause, state, steps, steps_done AS "stepsDone", memo,
    EXISTS (SELECT 1 FROM computation_runs o WHERE o.computation = r.computation AND o.state = 'running' AND o.id <> r.id) AS "isSecond"
  FROM computation_runs r WHERE id = $1 AND state IN ('queued', 'running') FOR NO KEY UPDATE`;

/** $1 id, $2 steps, $3 how many, $4 memo, $5 now */
export const BEGIN_RUN = `
  UPDATE computation_runs SET state = 'running', steps = $2, steps_total = $3, memo = $4, started_at = $5 WHERE id = $1`;

/** $1 id, $2 memo, $3 changed */
export const STEP_DONE = 'UPDATE computation_runs SET steps_done = steps_done + 1, memo = $2, changed = changed + $3 WHERE id = $1';

/** What a run was cut into is of no use once it has ended. $1 id, $2 state, $3 error, $4 now */
export const END_RUN = `
  UPDATE computation_runs SET state = $2, error = $3, finished_at = $4, steps = NULL, memo = '{}' WHERE id = $1 AND state IN ('queued', 'running')`;

/** $1 computation, $2 now */
export const CANCEL_RUNS = `
  UPDATE computation_runs SET state = 'cancelled', finished_at = $2, steps = NULL, memo = '{}' WHERE computation = $1 AND state IN ('queued', 'running') RETURNING id`;

/** The last hundred of each computation are kept. */
export const FORGET_RUNS = `
  DELETE FROM computation_runs WHERE computation = $1 AND state NOT IN ('queued', 'running')
    AND id < (SELECT id FROM computation_runs WHERE computation = $1 ORDER BY id DESC OFFSET 100 LIMIT 1)`;
