export const HAS_RULES = 'SELECT 1 FROM tag_catalogue WHERE condition IS NOT NULL AND archived_at IS NULL LIMIT 1';
export const HAS_NAMES = 'SELECT 1 FROM tag_names LIMIT 1';
export const HAS_NEW_NAMES = 'SELECT 1 FROM tag_names WHERE found_at IS NULL LIMIT 1';
export const FRESH_NAMES = `SELECT alias, tag, how = 'merged' AS "isMerged" FROM tag_names WHERE found_at IS NULL ORDER BY alias`;

/**
 * Gives some people their tags by the names of now, each once, in their order. Nobody has changed them, so the instant at which a customer was last changed stays. `whom` is a predicate over the alias `c`; `$1` is not used by it.
 */
export const giveNamesOfNow = (whom: string): string => `
  WITH held AS MATERIALIZED (
    SELECT c.id FROM customers c WHERE c.erased_at IS NULL AND c.tags && $1::text[] AND ${whom} ORDER BY c.id FOR NO KEY UPDATE
  ), written AS (
    UPDATE customers c SET tags = ARRAY(
      SELECT coalesce(a.tag, t.tag) FROM unnest(c.tags) WITH ORDINALITY t (tag, at) LEFT JOIN tag_names a ON a.alias = t.tag GROUP BY 1 ORDER BY min(t.at))
    FROM held h WHERE c.id = h.id RETURNING c.id
  )
  SELECT count(*)::int AS changed FROM written`;
export const ALIASES = 'SELECT array_agg(alias) AS names FROM tag_names';

/** Says of whoever has one of these tags that conditions may answer otherwise of them from now on: of those whose tags have become one. $1 tags */
export const noteTouched = (whom: string): string => `
  INSERT INTO people_changes (customer_ids) SELECT array_agg(c.id) FROM customers c WHERE c.erased_at IS NULL AND c.tags && $1::text[] AND ${whom} HAVING count(*) > 0`;

/** $1 former names that nobody has any more, $2 now */
export const NAMES_FOUND = 'UPDATE tag_names SET found_at = $2 WHERE alias = ANY ($1::text[])';
/** Who wrote a former name in the instant in which it became one may have put it into the catalogue again. */
export const DROP_FORMER = 'DELETE FROM tag_catalogue k USING tag_names a WHERE k.name = a.alias';

export const HAS_NEWS = 'SELECT 1 FROM tag_news LIMIT 1';
export const HAS_NEW_RULES =
  'SELECT 1 FROM tag_catalogue WHERE condition IS NOT NULL AND archived_at IS NULL AND revision <> found_revision LIMIT 1';

/**
 * Puts a tag on those of some people for whom its rule holds, and takes it from the others; who has it already is not touched. Who has refused to be profiled has no tag by rule. The instant at which a customer was last changed stays:
 * nobody has changed them. Gives how many were written. `whom` and `holds` are predicates over the alias `c`.
 *
 * $1 tag
 */
export const applyRule = (whom: string, holds: string): string => `
  WITH planned AS MATERIALIZED (
    SELECT a.id, a.holds FROM (
      SELECT c.id, c.tags, ${holds} AND NOT EXISTS (
        SELECT FROM consents r WHERE r.customer_id = c.id AND r.channel = 'profiling' AND NOT r.granted) AS holds
      FROM customers c WHERE c.erased_at IS NULL AND ${whom}
    ) a WHERE a.holds <> ($1 = ANY (a.tags))
  ), held AS MATERIALIZED (
    SELECT c.id FROM customers c WHERE c.id IN (SELECT id FROM planned) AND c.erased_at IS NULL ORDER BY c.id FOR NO KEY UPDATE
  ), written AS (
    UPDATE customers c SET tags = CASE WHEN p.holds THEN array_append(array_remove(c.tags, $1), $1) ELSE array_remove(c.tags, $1) END
    FROM planned p JOIN held h USING (id) WHERE c.id = p.id RETURNING c.id
  )
  SELECT count(*)::int AS changed FROM written`;

/** $1 tags, $2 their revisions, $3 now */
export const RULES_FOUND = `
  UPDATE tag_catalogue k SET found_revision = r.revision, found_at = $3
  FROM unnest($1::text[], $2::int[]) r (tag, revision) WHERE k.name = r.tag AND k.revision = r.revision`;

/** Takes what journeys are to be told. $1 at most so many */
export const TAKE_NEWS = `
  WITH taken AS (
    DELETE FROM tag_news WHERE id IN (SELECT id FROM tag_news ORDER BY id LIMIT $1) RETURNING id, customer_id, tag, is_added
  )
  SELECT t.id, t.customer_id AS "customerId", t.tag, t.is_added AS "isAdded" FROM taken t
  JOIN customers c ON c.id = t.customer_id AND c.erased_at IS NULL ORDER BY t.id`;

/** So that the builders can complete the product's own events. $1 names, $2 now */
export const NAME_EVENTS = `
  INSERT INTO event_catalogue (name, properties, first_seen_at, last_seen_at)
  SELECT name, '{"tag": "text"}', $2, $2 FROM unnest($1::text[]) name ORDER BY name ON CONFLICT DO NOTHING`;
