export const INSERT = `
  INSERT INTO test_runs (journey_id, revision, plan, state, script, created_by, created_at) VALUES ($1, $2, $3, 'queued', $4, $5, $6) RETURNING id`;

export const READ = `
  SELECT id, journey_id AS "journeyId", revision, state, script ->> 'speed' AS speed, created_at AS "createdAt", result
  FROM test_runs WHERE id = $1 AND journey_id = $2`;

/** Only one that nobody has begun: what was sent once is never sent again. */
export const BEGIN = `
  UPDATE test_runs SET state = 'running', touched_at = clock_timestamp() WHERE id = $1 AND state = 'queued'
  RETURNING journey_id AS "journeyId", plan, script, created_at AS now`;

/** `$2` state, `$3` result, null: as it is, `$4` error */
export const WRITE = `
  UPDATE test_runs SET state = $2, result = coalesce($3, result), error = $4, touched_at = clock_timestamp() WHERE id = $1`;

export const OPEN = `SELECT id FROM test_runs WHERE state = 'queued' ORDER BY id LIMIT 100`;

/** Runs whose worker has died; `$1` what it writes no more after, in seconds */
export const GIVE_UP = `
  UPDATE test_runs SET state = 'failed', error = 'the worker went away'
  WHERE state IN ('running', 'sending') AND touched_at < clock_timestamp() - $1::int * interval '1 second'`;

/** Of a journey the last few are kept. `$1` journey, `$2` how many */
export const FORGET = `
  DELETE FROM test_runs WHERE journey_id = $1 AND state IN ('done', 'failed')
    AND id NOT IN (SELECT id FROM test_runs WHERE journey_id = $1 ORDER BY id DESC LIMIT $2)`;

/** `$1` list, `$2` how many at most */
export const LIST_MEMBERS = `
  SELECT customer_id AS id FROM list_members m JOIN customers c ON c.id = m.customer_id AND c.erased_at IS NULL
  WHERE m.list_id = $1 ORDER BY 1 LIMIT $2`;

/** `$1` who asks, as the audit trail names them */
export const OWN_ADDRESS = `SELECT email FROM users WHERE 'user:' || id = $1`;

export const JOURNEY_NAME = 'SELECT name FROM journeys WHERE id = $1';
