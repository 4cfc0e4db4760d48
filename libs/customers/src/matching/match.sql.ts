/** A value as two people are compared by it: a phone number without a country code has the workspace's. `code` is where that stands among the parameters. */
export const compared = (alias: string, code: string): string =>
  `CASE WHEN ${alias}.kind = 'phone' AND ${alias}.value NOT LIKE '+%' THEN '+' || ${code}::text || ltrim(${alias}.value, '0') ELSE ${alias}.value END`;

/** Which customers share values that say something. `$1` kinds, `$2` how many may share a value of each at most, `$3` the country code */
const groupsOf = (values: string): string => `
  SELECT v.kind, v.value, array_agg(DISTINCT v.customer_id) AS ids
  FROM (${values}) v JOIN unnest($1::text[], $2::int[]) AS r (kind, most) ON r.kind = v.kind
  GROUP BY v.kind, v.value, r.most HAVING count(DISTINCT v.customer_id) BETWEEN 2 AND r.most`;

export const ALL_LINKS = groupsOf(
  `SELECT i.kind, ${compared('i', '$3')} AS value, i.customer_id FROM identities i WHERE i.kind = ANY ($1::text[])`,
);

/** Only of values that somebody has of whom something was first seen since `$4`. */
export const TOUCHED_LINKS = groupsOf(`
  SELECT f.kind, f.value, i.customer_id
  FROM (
    SELECT DISTINCT i.kind, ${compared('i', '$3')} AS value FROM identities i
    WHERE i.customer_id IN (SELECT t.customer_id FROM identities t WHERE t.seen_at >= $4::timestamptz) AND i.kind = ANY ($1::text[])
  ) f CROSS JOIN LATERAL (
    SELECT f.value AS form UNION ALL SELECT substr(f.value, length($3::text) + 2) WHERE f.kind = 'phone' AND starts_with(f.value, '+' || $3::text)
    UNION ALL SELECT '0' || substr(f.value, length($3::text) + 2) WHERE f.kind = 'phone' AND starts_with(f.value, '+' || $3::text)
  ) w JOIN identities i ON i.value = w.form AND i.kind = f.kind`);

export const ANY_SINCE = `SELECT EXISTS (SELECT 1 FROM identities WHERE seen_at >= $1::timestamptz) AND NOT EXISTS (SELECT 1 FROM imports WHERE state IN ('queued', 'running')) AS some`;

/** What the rules ask of customers who live. `$1` customers, `$2` attributes, `$3` the country code */
export const CANDIDATES = `
  SELECT c.id, c.created_at AS "createdAt", c.external_id AS "externalId",
    coalesce((SELECT jsonb_object_agg(a.name, c.attributes->>a.name) FROM unnest($2::text[]) AS a (name) WHERE jsonb_typeof(c.attributes->a.name) = 'string'), '{}') AS agree,
    coalesce((SELECT jsonb_agg(jsonb_build_array(i.kind, ${compared('i', '$3')})) FROM identities i WHERE i.customer_id = c.id), '[]') AS identities
  FROM customers c WHERE c.id = ANY ($1::bigint[]) AND c.erased_at IS NULL`;

/** Pairs that somebody has parted. `$1` customers */
export const APART = `
  SELECT one_id AS one, other_id AS other FROM possible_duplicates WHERE state = 'apart' AND one_id = ANY ($1::bigint[]) AND other_id = ANY ($1::bigint[])`;

/** `$1`, `$2` the two, `$3` why, `$4` what they share, `$5` now */
export const NOTE_DOUBTS = `
  INSERT INTO possible_duplicates (one_id, other_id, state, why, cause, found_at)
  SELECT least(one, other), greatest(one, other), 'open', why, cause, $5 FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::jsonb[]) AS d (one, other, why, cause)
  ORDER BY 1, 2 ON CONFLICT (one_id, other_id) DO NOTHING RETURNING 1 AS one`;

const RUN = `id, CASE WHEN since IS NULL THEN 'all' ELSE 'touched' END AS scope, since, until, state, people::int AS people, looked_at::int AS "lookedAt", merged::int AS merged,
  doubtful::int AS doubtful, created_by AS "createdBy", created_at AS "createdAt", finished_at AS "finishedAt"`;

export const RUNS = `SELECT ${RUN} FROM match_runs ORDER BY id DESC LIMIT 20`;
export const RUN_BY_ID = `SELECT ${RUN} FROM match_runs WHERE id = $1`;
export const OPEN_RUN = `SELECT ${RUN} FROM match_runs WHERE state IN ('queued', 'running')`;
/** `$1` since, `$2` until, `$3` who */
export const ADD_RUN = `
  INSERT INTO match_runs (since, until, state, created_by, created_at) VALUES ($1, $2, 'queued', $3, $2) ON CONFLICT DO NOTHING RETURNING ${RUN}`;
/** A run that was begun by a worker who died begins anew: who was merged then shares nothing any more. `$1` run, `$2` people */
export const BEGIN_RUN = `
  UPDATE match_runs SET state = 'running', people = looked_at + $2 WHERE id = $1 AND state IN ('queued', 'running') RETURNING id`;
/** `$1` run, then what was done */
export const NOTE_RUN = `
  UPDATE match_runs SET looked_at = looked_at + $2, merged = merged + $3, doubtful = doubtful + $4, busy = busy + $5 WHERE id = $1 AND state = 'running' RETURNING id`;
export const END_RUN = `UPDATE match_runs SET state = $2, error = $3, finished_at = $4 WHERE id = $1 AND state IN ('queued', 'running')`;
/** Looks by themselves that found nothing, before this one. `$1` run */
export const FORGET_IDLE_RUNS = `
  DELETE FROM match_runs WHERE id < $1 AND since IS NOT NULL AND state = 'done' AND merged = 0 AND doubtful = 0`;

/** Since when something may have come in that nobody has looked at: the last look that has ended and left nobody out. */
export const LOOKED_UNTIL = `SELECT max(until) AS at FROM match_runs WHERE state = 'done' AND busy = 0`;
