/** Runs that are due by `$1`. */
export const DUE_RUNS = `SELECT id FROM entry_runs WHERE state = 'planned' AND planned_at <= $1 ORDER BY planned_at, id`;

/** Only some of those who were written down come in here: the others do elsewhere. `$1` run, `$2` of so many shares, `$3` this one */
export const KEEP_SHARE = `
  UPDATE entry_chunks SET customer_ids = ARRAY(SELECT id FROM unnest(customer_ids) id WHERE id % $2::bigint = $3::bigint ORDER BY id)
  WHERE run_id = $1 AND applied_at IS NULL`;

/** Parts of an audience that wait behind the blast guard. */
export const HELD_RUNS = `SELECT id FROM entry_runs WHERE state = 'held'`;

export const DUE_COHORTS = `SELECT id AS "cohortId", seq FROM cohorts WHERE state = 'standing' AND due_at <= $1 ORDER BY due_at, id`;

/** What these nodes sent leaves when it may. `$1` now, `$2` nodes */
export const SEND_DUE = `
  UPDATE messages SET state = 'sent', handed_at = not_before WHERE state = 'queued' AND node_id = ANY($2::text[]) AND not_before <= $1 AND version_id = $3`;

/** The next instant after `$1`, by `$2`, at which something comes due. `$3` nodes whose messages are asked about, `$4` version */
export const NEXT = `
  SELECT least(
    (SELECT min(due_at) FROM cohorts WHERE state = 'standing' AND due_at > $1 AND due_at <= $2),
    (SELECT min(planned_at) FROM entry_runs WHERE state = 'planned' AND planned_at > $1 AND planned_at <= $2),
    (SELECT min(not_before) FROM messages WHERE state = 'queued' AND node_id = ANY($3::text[]) AND not_before > $1 AND not_before <= $2 AND version_id = $4)
  ) AS next`;
