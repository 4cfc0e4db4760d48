import { compared } from './match.sql.js';

const TRIAL = `id, rules, state, people::int AS people, looked_at::int AS "lookedAt", joined::int AS joined, parted::int AS parted,
  doubtful_now::int AS "doubtfulNow", doubtful::int AS doubtful, created_at AS "createdAt", finished_at AS "finishedAt"`;

/** Whoever tries other rules has no use for what is still being worked out for the ones before. `$1` now */
export const END_OPEN_TRIALS = `UPDATE identity_trials SET state = 'cancelled', finished_at = $1 WHERE state IN ('queued', 'running')`;
/** `$1` rules, `$2` who, `$3` now */
export const ADD_TRIAL = `INSERT INTO identity_trials (rules, state, created_by, created_at) VALUES ($1, 'queued', $2, $3) ON CONFLICT DO NOTHING RETURNING ${TRIAL}`;
export const TRIAL_BY_ID = `SELECT ${TRIAL} FROM identity_trials WHERE id = $1`;
export const OPEN_TRIALS = `SELECT id FROM identity_trials WHERE state IN ('queued', 'running')`;
/** One that was begun by a worker who died begins anew. `$1` trial, `$2` how many are to be looked at */
export const BEGIN_TRIAL = `
  UPDATE identity_trials SET state = 'running', people = $2, looked_at = 0, joined = 0, parted = 0, doubtful_now = 0, doubtful = 0
  WHERE id = $1 AND state IN ('queued', 'running') RETURNING id`;
/** `$1` trial, then what was found */
export const NOTE_TRIAL = `
  UPDATE identity_trials SET looked_at = looked_at + $2, joined = joined + $3, parted = parted + $4, doubtful_now = doubtful_now + $5, doubtful = doubtful + $6
  WHERE id = $1 AND state = 'running' RETURNING id`;
/** `$1` trial, `$2` state, `$3` error, `$4` now */
export const END_TRIAL = `UPDATE identity_trials SET state = $2, error = $3, finished_at = $4 WHERE id = $1 AND state IN ('queued', 'running')`;
/** `$1` before when */
export const FORGET_TRIALS = `DELETE FROM identity_trials WHERE created_at < $1 AND state NOT IN ('queued', 'running')`;

export const COUNT_MADE = `SELECT count(*)::int AS count FROM merges WHERE undone_at IS NULL AND rule <> 'person'`;

const saidBy = (attributes: string): string =>
  `coalesce((SELECT jsonb_object_agg(a.name, ${attributes}->>a.name) FROM unnest($3::text[]) AS a (name) WHERE jsonb_typeof(${attributes}->a.name) = 'string'), '{}')`;

/**
 * Merges that the product made by itself, with what each of the two was known by before: what moved is noted with the merge, and the merged one's row still says what they said. `$1` below which id, `$2` how many,
 * `$3` what must agree, `$4` the country code
 */
export const MADE_MERGES = `
  SELECT m.id, m.cause, m.external_id AS "externalId", k.external_id AS "keptExternalId",
    ${saidBy('c.attributes')} AS said,
    ${saidBy(`(k.attributes || coalesce((SELECT jsonb_object_agg(x.key, x.value->'was') FROM jsonb_each(m.changed->'attributes') x), '{}'))`)} AS "keptSaid",
    coalesce(r.moved, '[]') AS moved,
    coalesce((SELECT jsonb_agg(jsonb_build_array(i.kind, ${compared('i', '$4')})) FROM identities i
      WHERE i.customer_id = k.id AND NOT coalesce(r.given, '[]') @> jsonb_build_array(jsonb_build_array(i.kind, i.value))), '[]') AS kept
  FROM (SELECT * FROM merges WHERE undone_at IS NULL AND rule <> 'person' AND ($1::bigint IS NULL OR id < $1) ORDER BY id DESC LIMIT $2) m
    JOIN customers k ON k.id = m.kept_id JOIN customers c ON c.id = m.merged_id
    LEFT JOIN LATERAL (
      SELECT jsonb_agg(jsonb_build_array(x.kind, ${compared('x', '$4')})) AS moved, jsonb_agg(jsonb_build_array(x.kind, x.value)) FILTER (WHERE x.given) AS given
      FROM merge_rows r, jsonb_to_recordset(r.rows) AS x (kind text, value text, given boolean) WHERE r.merge_id = m.id AND r.kind = 'identities'
    ) r ON true
  ORDER BY m.id DESC`;
