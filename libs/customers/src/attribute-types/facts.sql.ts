import { asDouble } from '@wayfare/platform';

/** So many attributes are looked at: the oldest names, since a sender that makes up names by the thousand comes after those. */
export const NAMES = 'SELECT name FROM attribute_catalogue ORDER BY first_seen_at, name LIMIT 500';

/** Those that nobody has looked at since they were first seen. */
export const NEW_NAMES = `
  SELECT name FROM (${NAMES}) k WHERE NOT EXISTS (SELECT FROM attribute_facts f WHERE f.name = k.name)`;

export const TOTAL = 'SELECT count(*)::int AS total FROM customers WHERE erased_at IS NULL';

/** The kind of a value as one sees it; `value` is jsonb. */
const KIND = `CASE jsonb_typeof(value) WHEN 'string' THEN CASE WHEN value #>> '{}' ~ '^\\d{4}-\\d\\d-\\d\\d(T|$)' THEN 'date' ELSE 'text' END WHEN 'array' THEN 'list' ELSE jsonb_typeof(value) END`;

/**
 * All there is of one attribute, in one look at the customers: their values are grouped once, and everything else is asked of the groups. $1 name
 */
export const FACTS = `
  WITH grouped AS MATERIALIZED (
    SELECT attributes -> $1 AS value, count(*) AS people FROM customers WHERE erased_at IS NULL AND attributes ? $1 GROUP BY 1
  ), kinds AS (
    SELECT ${KIND} AS kind, sum(people) AS people FROM grouped GROUP BY 1 ORDER BY 2 DESC, 1
  ), elements AS (
    SELECT value, people FROM grouped WHERE jsonb_typeof(value) <> 'array'
    UNION ALL SELECT e, sum(people) FROM grouped, jsonb_array_elements(CASE jsonb_typeof(value) WHEN 'array' THEN value ELSE '[]' END) e GROUP BY e
  ), top AS (
    SELECT CASE WHEN jsonb_typeof(value) = 'string' THEN to_jsonb(left(value #>> '{}', 200)) ELSE value END AS value, people
    FROM elements WHERE jsonb_typeof(value) IN ('string', 'number', 'boolean') ORDER BY people DESC, value::text LIMIT 20
  ), numbers AS (
    SELECT ${asDouble("(value #>> '{}')::numeric")} AS number, people FROM grouped WHERE jsonb_typeof(value) = 'number'
  ), spread AS (
    SELECT min(number) AS least, max(number) AS most, sum(number * people) / sum(people) AS mean FROM numbers
  ), bars AS (
    SELECT least + (width_bucket(number, least, most, 12) - 1) * (most - least) / 12 AS start, sum(people) AS people
    FROM (SELECT least(number, most - (most - least) / 1e6) AS number, people, least, most FROM numbers, spread WHERE most > least) n GROUP BY 1 ORDER BY 1
  ), months AS (
    SELECT left(value #>> '{}', 7) AS start, sum(people) AS people FROM grouped WHERE ${KIND} = 'date' GROUP BY 1 ORDER BY 1
  )
  SELECT (SELECT coalesce(sum(people), 0) FROM grouped)::int AS people, (SELECT count(*) FROM grouped)::int AS distinct,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'people', people)), '[]') FROM kinds) AS kinds,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('value', value, 'people', people)), '[]') FROM top) AS top,
    (SELECT CASE WHEN most IS NOT NULL THEN jsonb_build_object('least', least, 'mean', mean, 'most', most) END FROM spread) AS numbers,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('from', start, 'people', people)), '[]') FROM bars) AS bars,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('from', start, 'people', people)), '[]') FROM (SELECT * FROM months LIMIT 5000) m) AS months`;

/** Whom its values come from, and when one was last written: of those of whom only one thing is said by their own row. $1 name */
export const SOURCES = `
  SELECT kind, sum(people)::int AS people, max(at) AS at FROM (
    SELECT split_part(coalesce(c.origin, ''), ':', 1) AS kind, count(*) AS people, max(CASE WHEN c.origin IS NOT NULL THEN c.created_at END) AS at
    FROM customers c WHERE c.erased_at IS NULL AND c.attributes ? $1
      AND NOT EXISTS (SELECT FROM attribute_claims k WHERE k.customer_id = c.id AND k.said ? $1) GROUP BY 1
    UNION ALL
    SELECT split_part(k.source, ':', 1), count(*), to_timestamp(max((k.said -> $1 ->> 1)::float8) / 1000)
    FROM attribute_claims k WHERE k.said ? $1 GROUP BY 1
  ) s GROUP BY kind ORDER BY 2 DESC, 1`;

/** $1 name, $2 people, $3 total, $4 last written, $5 facts, $6 now; of an attribute that is known. */
export const WRITE_FACTS = `
  INSERT INTO attribute_facts (name, people, total, other_kinds, last_written_at, facts, found_at)
  SELECT a.name, $2, $3, (SELECT coalesce(sum((k->>'people')::bigint), 0) FROM jsonb_array_elements($5::jsonb -> 'kinds') k WHERE k->>'kind' <> a.kind), $4, $5, $6
  FROM attribute_catalogue a WHERE a.name = $1
  ON CONFLICT (name) DO UPDATE SET people = excluded.people, total = excluded.total, other_kinds = excluded.other_kinds,
    last_written_at = excluded.last_written_at, facts = excluded.facts, found_at = excluded.found_at`;

export const ANY = 'SELECT FROM attribute_catalogue LIMIT 1';
