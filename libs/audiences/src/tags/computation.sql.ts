export const HAS_RULES = 'SELECT 1 FROM tag_catalogue WHERE condition IS NOT NULL AND archived_at IS NULL LIMIT 1';
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
