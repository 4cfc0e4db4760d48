import { EMAIL } from '../columns/spec.js';

export const COLUMNS = `
  l.id, l.input, l.state, l.seed_kind AS "seedKind", l.seed_id AS "seedId", l.seed_name AS "seedName", l.seed_people AS "seedPeople", l.model, l.quality, l.curve, l.found,
  l.steps_total AS "stepsTotal", l.steps_done AS "stepsDone", l.refusal, coalesce(u.name, t.name, l.created_by, '') AS "createdBy", l.created_at AS "createdAt",
  l.started_at AS "startedAt", l.finished_at AS "finishedAt"`;
const FROM = `
  FROM look_alikes l LEFT JOIN users u ON l.created_by = 'user:' || u.id LEFT JOIN api_tokens t ON l.created_by = 'token:' || t.id`;
export const READ = `SELECT ${COLUMNS} ${FROM} WHERE l.id = $1`;
/** $1 before this number, $2 how many */
export const PAGE = `SELECT ${COLUMNS} ${FROM} WHERE $1::bigint IS NULL OR l.id < $1 ORDER BY l.id DESC LIMIT $2`;
/** $1 input, $2 kind, $3 id, $4 name, $5 by whom, $6 now */
export const INSERT = `
  INSERT INTO look_alikes (input, seed_kind, seed_id, seed_name, state, created_by, created_at) VALUES ($1, $2, $3, $4, 'queued', $5, $6) RETURNING id`;
export const OPEN = `SELECT id FROM look_alikes WHERE state IN ('queued', 'running') ORDER BY id`;
export const DELETE = 'DELETE FROM look_alikes WHERE id = $1';
/** $1 id, $2 state, $3 refusal, $4 error, $5 now */
export const END = `
  UPDATE look_alikes SET state = $2, refusal = $3, error = $4, finished_at = $5, steps = NULL, memo = '{}' WHERE id = $1 AND state IN ('queued', 'running') RETURNING id`;
export const FORGET_PEOPLE = 'DELETE FROM look_alike_people WHERE look_alike_id = $1';
export const FORGET_SEED = `DELETE FROM look_alike_people WHERE look_alike_id = $1 AND role <> 'found'`;

/** Takes a search for this transaction: two workers with the same job take turns. */
export const LOCK = `
  SELECT id, input, seed_kind AS "seedKind", seed_id AS "seedId", state, steps, steps_done AS "stepsDone", memo, model FROM look_alikes
  WHERE id = $1 AND state IN ('queued', 'running') FOR NO KEY UPDATE`;
/** $1 id, $2 steps, $3 how many, $4 memo, $5 now, $6 people of the seed */
export const BEGIN = `
  UPDATE look_alikes SET state = 'running', steps = $2, steps_total = $3, memo = $4, started_at = $5, seed_people = $6 WHERE id = $1`;
/** $1 id, $2 memo */
export const STEP_DONE = 'UPDATE look_alikes SET steps_done = steps_done + 1, memo = $2 WHERE id = $1';
export const WRITE_MODEL = 'UPDATE look_alikes SET model = $2 WHERE id = $1';
/** $1 id, $2 quality, $3 curve, $4 how many were found */
export const WRITE_RESULT = 'UPDATE look_alikes SET quality = $2, curve = $3, found = $4 WHERE id = $1';

/** Who takes part at all: who is not erased, and has not refused to be profiled. */
const TAKES_PART = `
  c.erased_at IS NULL AND NOT EXISTS (SELECT 1 FROM consents r WHERE r.customer_id = c.id AND r.channel = 'profiling' AND NOT r.granted)`;

/** Every fifth of the seed, by a hash, is hidden from what is learnt. $1 search, $2 salt; a predicate over `c` follows from $3 on */
export const seedSql = (predicate: string): string => `
  INSERT INTO look_alike_people (look_alike_id, customer_id, role)
  SELECT $1, c.id, CASE WHEN wayfare_fraction(c.id, $2::bigint) < 0.2 THEN 'hidden' ELSE 'seed' END FROM customers c
  WHERE ${TAKES_PART} AND ${predicate} ORDER BY c.id`;
export const COUNT_SEED = `SELECT count(*)::int AS people FROM look_alike_people WHERE look_alike_id = $1`;

const NOT_OF_SEED = 'NOT EXISTS (SELECT 1 FROM look_alike_people s WHERE s.look_alike_id = $1 AND s.customer_id = c.id)';
export const COUNT_OTHERS = `SELECT count(*)::int AS people FROM customers c WHERE ${TAKES_PART} AND ${NOT_OF_SEED}`;

/** $1 search, $2 salt, $3 how many at most */
export const SAMPLE_SEED = `
  SELECT customer_id AS id FROM look_alike_people WHERE look_alike_id = $1 AND role = 'seed' ORDER BY wayfare_fraction(customer_id, $2::bigint), customer_id LIMIT $3`;
/** $1 search, $2 salt, $3 the share of them */
export const SAMPLE_OTHERS = `
  SELECT c.id FROM customers c WHERE ${TAKES_PART} AND ${NOT_OF_SEED} AND wayfare_fraction(c.id, $2::bigint) < $3 ORDER BY c.id`;

const TRAITS = `c.id, c.attributes, c.tags, c.locale, c.time_zone AS "timeZone", c.created_at AS "createdAt"`;
/** $1 people */
export const TRAITS_OF = `SELECT ${TRAITS}, NULL::text AS role FROM customers c WHERE c.id = ANY ($1::bigint[]) ORDER BY c.id`;
/** What people did, by name. The product's own events about people are worked out from what they did. $1 people, $2 now */
export const EVENTS_OF = `
  SELECT customer_id AS id, name, count(*)::int AS times, max(occurred_at) AS last FROM events
  WHERE customer_id = ANY ($1::bigint[]) AND occurred_at <= $2 AND name NOT LIKE 'customer.%' GROUP BY customer_id, name`;

/** Whom to compare of a piece of people: whoever may be found, and the hidden ones who might have been. $1 search, $2 from, $3 up to, $4 lists that are left out */
export const toCompare = (reach: 'email' | null): string => `
  SELECT ${TRAITS}, s.role FROM customers c LEFT JOIN look_alike_people s ON s.look_alike_id = $1 AND s.customer_id = c.id
  WHERE c.id >= $2 AND c.id < $3 AND s.role IS DISTINCT FROM 'seed' AND ${TAKES_PART}
    AND NOT EXISTS (SELECT 1 FROM list_members m WHERE m.customer_id = c.id AND m.list_id = ANY ($4::bigint[]))
    ${reach === 'email' ? `AND ${EMAIL}` : ''}
  ORDER BY c.id`;
/** $1 from, $2 up to, $3 names, $4 now */
export const EVENTS_BETWEEN = `
  SELECT customer_id AS id, name, count(*)::int AS times, max(occurred_at) AS last FROM events
  WHERE customer_id >= $1 AND customer_id < $2 AND name = ANY ($3::text[]) AND occurred_at <= $4 GROUP BY customer_id, name`;

/** Where pieces of at most `$1` people begin in a shard, in order. */
export const PIECES = `
  SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS at FROM customers) c WHERE (at - 1) % $1 = 0 ORDER BY id`;

/** $1 search, $2 people, $3 scores, $4 reasons as texts of arrays */
export const WRITE_FOUND = `
  INSERT INTO look_alike_people (look_alike_id, customer_id, role, score, reasons)
  SELECT $1, id, 'found', score, reasons::integer[] FROM unnest($2::bigint[], $3::float8[], $4::text[]) p (id, score, reasons) ORDER BY id
  ON CONFLICT DO NOTHING`;
/** $1 search, $2 people, $3 scores */
export const WRITE_HIDDEN = `
  UPDATE look_alike_people p SET score = h.score FROM unnest($2::bigint[], $3::float8[]) h (id, score) WHERE p.look_alike_id = $1 AND p.customer_id = h.id`;

/** Puts whom was found into order and forgets the rest; equals go by a hash. $1 search, $2 salt, $3 how many */
export const RANK = `
  WITH ordered AS (
    SELECT customer_id, row_number() OVER (ORDER BY score DESC, wayfare_fraction(customer_id, $2::bigint), customer_id) AS rank
    FROM look_alike_people WHERE look_alike_id = $1 AND role = 'found'
  ), gone AS (
    DELETE FROM look_alike_people p USING ordered o WHERE p.look_alike_id = $1 AND p.customer_id = o.customer_id AND o.rank > $3
  )
  UPDATE look_alike_people p SET rank = o.rank FROM ordered o WHERE p.look_alike_id = $1 AND p.customer_id = o.customer_id AND o.rank <= $3`;
/** $1 search, $2 salt */
export const FOUND = `
  SELECT score, wayfare_fraction(customer_id, $2::bigint) AS hash FROM look_alike_people WHERE look_alike_id = $1 AND rank IS NOT NULL ORDER BY rank`;
export const HIDDEN = `
  SELECT score, wayfare_fraction(customer_id, $2::bigint) AS hash FROM look_alike_people WHERE look_alike_id = $1 AND role = 'hidden' AND score IS NOT NULL ORDER BY customer_id`;

/** $1 search, $2 after this rank, $3 how many */
export const PEOPLE = `
  SELECT customer_id AS id, rank, score, reasons FROM look_alike_people WHERE look_alike_id = $1 AND rank > $2 ORDER BY rank LIMIT $3`;

/** The most alike become members of a list, but for who is no longer there or has refused to be profiled since. $1 list, $2 now, $3 search, $4 how many */
export const FILL_LIST = `
  INSERT INTO list_members (list_id, customer_id, added_at)
  SELECT $1, c.id, $2 FROM customers c JOIN look_alike_people p ON p.customer_id = c.id
  WHERE p.look_alike_id = $3 AND p.rank <= $4 AND ${TAKES_PART} ORDER BY c.id`;

/** The attributes of the catalogue. Identifiers are none of them. */
export const ATTRIBUTES = 'SELECT name, kind, sensitive AS "isSensitive" FROM attribute_catalogue ORDER BY name';

/** Whether a search has come to its end and found somebody. */
export const ALIKE_FOUND = `SELECT 1 FROM look_alikes WHERE id = $1 AND state = 'done' AND found > 0`;
