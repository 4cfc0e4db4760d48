export const HAS_ORDERS = 'SELECT 1 FROM orders LIMIT 1';
export const HAS_MARKS = 'SELECT 1 FROM value_marks LIMIT 1';
export const IS_IMPORTING = `SELECT 1 FROM imports WHERE kind = 'orders' AND state IN ('queued', 'running') LIMIT 1`;
export const READ_FINDINGS = 'SELECT revision, cuts, summary, found_at AS "foundAt" FROM value_findings';

/** Where pieces of at most `$1` people begin in a shard, in order. */
export const PIECES = `
  SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS at FROM customers) c WHERE (at - 1) % $1 = 0 ORDER BY id`;
export const PEOPLE_OF_PIECE = 'SELECT id FROM customers WHERE id >= $1 AND ($2::bigint IS NULL OR id < $2) ORDER BY id';
/** The same, and of whom the row was written since `$3`; of everybody where it is null. */
export const PEOPLE_TO_STAND = `
  SELECT id, ($3::timestamptz IS NULL OR updated_at > $3) AS "isCompared" FROM customers WHERE id >= $1 AND ($2::bigint IS NULL OR id < $2) ORDER BY id`;

/** Where pieces of at most `$1` marks begin, in order. */
export const PIECES_OF_MARKS = `SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS at FROM value_marks) m WHERE (at - 1) % $1 = 0 ORDER BY id`;

/**
 * Takes marks, before the orders of their people are read: a mark that comes while they are being read stays for the next run. $1 from, $2 to
 */
export const TAKE_MARKS = `
  WITH taken AS (DELETE FROM value_marks WHERE id >= $1 AND ($2::bigint IS NULL OR id < $2) RETURNING customer_id)
  SELECT DISTINCT customer_id AS id, wayfare_shard(customer_id) AS shard FROM taken ORDER BY 2, 1`;
/** The marks of a piece of people, whom a run over everybody looks at anyway. $1 people */
export const DROP_MARKS = 'DELETE FROM value_marks WHERE customer_id = ANY ($1::bigint[])';

/** $1 revision, $2 places, $3 summary, $4 now */
export const WRITE_FINDINGS = `
  INSERT INTO value_findings (revision, cuts, summary, found_at) VALUES ($1, $2, $3, $4)
  ON CONFLICT (only_row) DO UPDATE SET revision = excluded.revision, cuts = excluded.cuts, summary = excluded.summary, found_at = excluded.found_at`;

/** Which of these events a journey under way may listen for. $1 names */
export const LISTENED = `
  SELECT e.name FROM unnest($1::text[]) e (name) WHERE EXISTS (
    SELECT 1 FROM journeys j JOIN journey_versions v ON v.journey_id = j.id
    WHERE j.state IN ('running', 'paused') AND jsonb_path_exists(v.plan, '$.** ? (@.event == $name)', jsonb_build_object('name', e.name)))`;

/** So that the builders can complete the product's own events. $1 names, $2 now */
export const NAME_EVENTS = `
  INSERT INTO event_catalogue (name, properties, first_seen_at, last_seen_at)
  SELECT name, '{"from": "text", "to": "text"}', $2, $2 FROM unnest($1::text[]) name ORDER BY name ON CONFLICT DO NOTHING`;
