/** Rows are locked in the order of their ids, as everybody does who changes many customers at once. */
export const LOCK_CUSTOMERS = 'SELECT 1 FROM customers WHERE id = ANY ($1::bigint[]) ORDER BY id FOR NO KEY UPDATE';

/**
 * Merges imported people into customers whom they were recognised as. What changes nothing is not written, so that a file that comes every night
 * leaves no trail of dead rows. Gives nothing back: who was erased meanwhile stays erased.
 *
 * $1 ids, $2 external ids (for those who have none), $3 emails, $4 phones, $5 zones, $6 locales, $7 attributes, $8 tags (array literals), $9 now, $10 attributes that are overruled (array literals)
 */
export const MERGE_CUSTOMERS = `
  WITH merged AS (
    SELECT c.id, coalesce(c.external_id, s.external_id) AS external_id, coalesce(s.email, c.email) AS email, coalesce(s.phone, c.phone) AS phone,
      coalesce(s.time_zone, c.time_zone) AS time_zone, coalesce(s.locale, c.locale) AS locale, c.attributes || (s.attributes::jsonb - s.overruled::text[]) AS attributes,
      c.tags || ARRAY(SELECT t FROM unnest(s.tags::text[]) WITH ORDINALITY u (t, n) WHERE t <> ALL (c.tags) ORDER BY n) AS tags
    FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $10::text[])
      s (id, external_id, email, phone, time_zone, locale, attributes, tags, overruled)
    JOIN customers c ON c.id = s.id
    WHERE c.erased_at IS NULL
  )
  UPDATE customers c SET external_id = m.external_id, email = m.email, phone = m.phone, time_zone = m.time_zone, locale = m.locale,
    attributes = m.attributes, tags = m.tags, updated_at = $9
  FROM merged m
  WHERE c.id = m.id AND (c.external_id, c.email, c.phone, c.time_zone, c.locale, c.attributes, c.tags)
    IS DISTINCT FROM (m.external_id, m.email, m.phone, m.time_zone, m.locale, m.attributes, m.tags)`;

/** $1 kinds, $2 values, $3 customers, $4 source, $5 now */
export const MERGE_IDENTITIES = `
  INSERT INTO identities (kind, value, customer_id, source, seen_at)
  SELECT i.kind, i.value, i.customer_id, $4, $5 FROM unnest($1::text[], $2::text[], $3::bigint[]) i (kind, value, customer_id)
  JOIN customers c ON c.id = i.customer_id AND c.erased_at IS NULL
  ON CONFLICT DO NOTHING`;

/** What the file says of them. $1 ids, $2 attributes */
export const SAID = 'SELECT * FROM unnest($1::bigint[], $2::jsonb[]) s (id, patch)';
