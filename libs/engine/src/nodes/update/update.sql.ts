/** Rows are taken in the order of their ids, so that two cohorts with people in common can't wait for each other. `$1` cohort */
export const LOCK_CUSTOMERS = `
  SELECT 1 FROM customers c
  WHERE c.id IN (SELECT e.customer_id FROM enrollments e WHERE e.cohort_id = $1 AND e.left_at IS NULL)
  ORDER BY c.id FOR NO KEY UPDATE`;

/** What the journey says of each. `$1` cohort, `$2` attributes; null: there is none */
export const SAID = 'SELECT e.customer_id AS id, $2::jsonb AS patch FROM enrollments e WHERE e.cohort_id = $1 AND e.left_at IS NULL';

/**
 * `$1` cohort, `$2` attributes to set, `$3` attributes to take away, `$4` tags to add, `$5` tags to remove, `$6` now, `$7` customers of whom a stronger source says otherwise, `$8` of which attributes (array literals).
 * Who has it all already is left as they are.
 */
export const UPDATE_CUSTOMERS = `
  UPDATE customers c SET attributes = n.attributes, tags = n.tags, updated_at = $6
  FROM (
    SELECT o.id, (o.attributes || ($2::jsonb - coalesce(k.names::text[], '{}')))
        - CASE WHEN k.names IS NULL THEN $3::text[] ELSE ARRAY(SELECT unnest($3::text[]) EXCEPT SELECT unnest(k.names::text[])) END AS attributes,
      ARRAY(
        SELECT tag FROM unnest(o.tags || $4::text[]) WITH ORDINALITY AS t (tag, at)
        WHERE NOT tag = ANY($5::text[]) GROUP BY tag ORDER BY min(at)
      ) AS tags
    FROM enrollments e JOIN customers o ON o.id = e.customer_id LEFT JOIN unnest($7::bigint[], $8::text[]) AS k (id, names) ON k.id = o.id
    WHERE e.cohort_id = $1 AND e.left_at IS NULL
  ) n
  WHERE c.id = n.id AND (c.attributes IS DISTINCT FROM n.attributes OR c.tags IS DISTINCT FROM n.tags)`;

/** `$1` cohort, `$2` list, `$3` now. A list that is gone takes nobody. */
export const ADD_TO_LIST = `
  INSERT INTO list_members (list_id, customer_id, added_at, source)
  SELECT l.id, e.customer_id, $3, 'journey:' || e.journey_id
  FROM lists l, enrollments e
  WHERE l.id = $2 AND e.cohort_id = $1 AND e.left_at IS NULL
  ORDER BY e.customer_id
  ON CONFLICT DO NOTHING`;

/** So that the builders can complete what a journey sets. `$1` names, `$2` kinds, `$3` now */
export const NAME_ATTRIBUTES = `
  INSERT INTO attribute_catalogue (name, kind, source, first_seen_at)
  SELECT name, kind, 'journey', $3 FROM unnest($1::text[], $2::text[]) AS a (name, kind) ORDER BY name
  ON CONFLICT DO NOTHING`;

/** The same for tags. `$1` tags, `$2` now */
export const NAME_TAGS = `
  INSERT INTO tag_catalogue (name, first_seen_at) SELECT DISTINCT tag, $2::timestamptz FROM unnest($1::text[]) tag ORDER BY tag
  ON CONFLICT DO NOTHING`;
