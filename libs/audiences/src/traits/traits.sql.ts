import { asDouble } from '@wayfare/platform';

const COLUMNS = `
  name, description, formula, kind, revision, found_revision AS "foundRevision", CASE WHEN revision = found_revision THEN found_at END AS "foundAt",
  paused_at AS "pausedAt", removed_at IS NOT NULL AS "isLeaving"`;

export const LIST_TRAITS = `SELECT ${COLUMNS} FROM traits ORDER BY name`;
export const TRAIT_FOR_UPDATE = `SELECT ${COLUMNS} FROM traits WHERE name = $1 AND removed_at IS NULL FOR UPDATE`;

/** $1 name, $2 description, $3 formula, $4 kind, $5 now */
export const INSERT_TRAIT = `
  INSERT INTO traits (name, description, formula, kind, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING ${COLUMNS}`;

/** $1 name, $2 description, $3 formula, $4 kind, $5 paused at, $6 whether it has to be worked out anew */
export const UPDATE_TRAIT = `
  UPDATE traits SET description = $2, formula = $3, kind = $4, paused_at = $5, revision = revision + $6::boolean::int WHERE name = $1 RETURNING ${COLUMNS}`;

/** $1 name, $2 now */
export const REMOVE_TRAIT = 'UPDATE traits SET removed_at = $2, revision = revision + 1 WHERE name = $1';

/** Rules of tags that ask for an attribute. $1 name */
export const TAGS_ASKING = `
  SELECT 'tag' AS kind, name AS id, name FROM tag_catalogue
  WHERE archived_at IS NULL AND jsonb_path_exists(condition, '$.**.attribute ? (@ == $name)', jsonb_build_object('name', $1::text)) ORDER BY name LIMIT 50`;

/** $1 event, $2 property */
export const PROPERTY_KIND = 'SELECT properties ->> $2 AS kind FROM event_catalogue WHERE name = $1';

export const HAS_TRAITS = 'SELECT 1 FROM traits WHERE removed_at IS NULL AND paused_at IS NULL LIMIT 1';
export const HAS_NEW_TRAITS =
  'SELECT 1 FROM traits WHERE removed_at IS NOT NULL OR (paused_at IS NULL AND revision <> found_revision) LIMIT 1';

/** $1 names, $2 their revisions, $3 now */
export const TRAITS_FOUND = `
  UPDATE traits t SET found_revision = r.revision, found_at = $3
  FROM unnest($1::text[], $2::int[]) r (name, revision) WHERE t.name = r.name AND t.revision = r.revision AND t.removed_at IS NULL`;

/** What has been taken from everybody goes, and its name is free. $1 names, $2 whose they are in the catalogue */
export const FORGET_TRAITS = `
  WITH gone AS (DELETE FROM traits WHERE name = ANY ($1::text[]) AND removed_at IS NOT NULL RETURNING name)
  DELETE FROM attribute_catalogue a USING gone WHERE a.name = gone.name AND a.owner = $2`;

const MAY_BE_PROFILED = `NOT EXISTS (SELECT FROM consents r WHERE r.customer_id = c.id AND r.channel = 'profiling' AND NOT r.granted)`;
/** Whose values a preview shows: everybody where there are no more than `$1`, else as many spread over all; nobody who has refused to be profiled. */
export const FEW = `
  SELECT c.id FROM customers c WHERE c.erased_at IS NULL AND ${MAY_BE_PROFILED} ORDER BY c.id LIMIT $1 + 1`;
export const SPREAD = `
  SELECT DISTINCT n.id FROM (SELECT min(id) AS low, max(id) AS high FROM customers) b, generate_series(0, $1::int - 1) step
  CROSS JOIN LATERAL (
    SELECT c.id FROM customers c WHERE c.id >= b.low + (b.high - b.low) * step / $1 AND c.erased_at IS NULL AND ${MAY_BE_PROFILED} ORDER BY c.id LIMIT 1
  ) n ORDER BY n.id`;

/** How values are spread. `rows` gives a customer's values as `patch`; the one that is asked for is `value`. */
export const spreadOf = (rows: string): string => `
  WITH found AS MATERIALIZED (SELECT customer_id, patch -> 'value' AS value FROM (${rows}) rows),
    known AS MATERIALIZED (SELECT customer_id, value FROM found WHERE jsonb_typeof(value) <> 'null'),
    numbers AS (SELECT (value #>> '{}')::numeric AS n FROM known WHERE jsonb_typeof(value) = 'number')
  SELECT (SELECT count(*) FROM found)::int AS people, (SELECT count(*) FROM known)::int AS having,
    (SELECT CASE WHEN count(*) > 0 THEN jsonb_build_object('min', min(n), 'median', percentile_cont(0.5) WITHIN GROUP (ORDER BY ${asDouble('n')}), 'average', round(avg(n), 4), 'max', max(n)) END FROM numbers) AS numbers,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('value', v.value, 'people', v.people) ORDER BY v.people DESC, v.value), '[]') FROM (
      SELECT left(value #>> '{}', 200) AS value, count(*)::int AS people FROM known GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 8) v) AS values,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', s.id::text, 'name', s.name, 'value', s.value) ORDER BY s.id), '[]') FROM (
      SELECT c.id, coalesce(c.external_id, c.email, c.phone, '#' || c.id) AS name, left(k.value #>> '{}', 200) AS value
      FROM known k JOIN customers c ON c.id = k.customer_id ORDER BY c.id LIMIT 8) s) AS sample`;
