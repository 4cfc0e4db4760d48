/** $1 part of a name, label or description (null: all), $2 one name alone (null: all) */
export const TYPES = `
  SELECT a.name, a.kind, a.label, a.description, a.sensitive, a.retired, a.owner, a.words, a.first_seen_at AS "firstSeenAt",
    f.people::float8 AS people, f.total::float8 AS total, f.other_kinds::float8 AS "otherKinds", f.last_written_at AS "lastWrittenAt", f.found_at AS "foundAt"
  FROM attribute_catalogue a LEFT JOIN attribute_facts f ON f.name = a.name
  WHERE ($2::text IS NULL OR a.name = $2)
    AND ($1::text IS NULL OR strpos(lower(concat_ws(' ', a.name, a.label, a.description, a.words::text)), lower($1)) > 0)
  ORDER BY a.retired, f.people DESC NULLS LAST, a.name LIMIT 1000`;

export const FACTS_OF = 'SELECT facts FROM attribute_facts WHERE name = $1';

/** $1 name, then for each of label and description whether it is spoken of and what it is, $6 kind, $7 sensitive, $8 retired; what the product works out keeps its kind. */
export const CHANGE_TYPE = `
  UPDATE attribute_catalogue SET label = CASE WHEN $2 THEN $3 ELSE label END, description = CASE WHEN $4 THEN $5 ELSE description END,
    kind = CASE WHEN source = 'computed' THEN kind ELSE coalesce($6, kind) END, sensitive = coalesce($7, sensitive), retired = coalesce($8, retired)
  WHERE name = $1 RETURNING name, kind`;
/** Whose value is of another kind than the attribute's now. $1 name, $2 kind */
export const COUNT_OTHER_KINDS = `
  UPDATE attribute_facts SET other_kinds = (SELECT coalesce(sum((k->>'people')::bigint), 0) FROM jsonb_array_elements(facts -> 'kinds') k WHERE k->>'kind' <> $2) WHERE name = $1`;

/**
 * Who speaks of an attribute: journeys in their draft or in a version that runs, segments in their condition, and texts that print it. Conditions have it under the key \`attribute\`, a step that changes customers as a key of
 * \`set\`, texts as \`customer.attributes.name\`. $1 name, $2 the name as part of a regular expression
 */
export const USED_BY = `
  WITH wanted AS (
    SELECT '$.**.attribute ? (@ == $name)'::jsonpath AS asked, '$.**.set.keyvalue() ? (@.key == $name)'::jsonpath AS written, jsonb_build_object('name', $1::text) AS vars,
      'customer\\.attributes(\\.' || $2 || '(?!\\w)|\\[\\\\?["'']' || $2 || '\\\\?["'']\\])' AS printed
  )
  SELECT 'journey' AS kind, j.id, j.name FROM wanted w, journeys j
  WHERE j.archived_at IS NULL AND (
    jsonb_path_exists(j.draft, w.asked, w.vars) OR jsonb_path_exists(j.draft, w.written, w.vars, true) OR j.draft::text ~ w.printed
    OR j.state IN ('running', 'paused') AND EXISTS (
      SELECT FROM journey_versions v WHERE v.journey_id = j.id
        AND (jsonb_path_exists(v.graph, w.asked, w.vars) OR jsonb_path_exists(v.graph, w.written, w.vars, true) OR v.graph::text ~ w.printed))
  )
  UNION ALL SELECT 'segment', s.id, s.name FROM wanted w, segments s WHERE jsonb_path_exists(s.condition, w.asked, w.vars)
  UNION ALL SELECT 'template', t.id, t.name FROM wanted w, templates t JOIN template_revisions r ON r.template_id = t.id AND r.revision = t.revision
  WHERE t.archived_at IS NULL AND to_jsonb(r)::text ~ w.printed
  ORDER BY 1, 3, 2 LIMIT 200`;
