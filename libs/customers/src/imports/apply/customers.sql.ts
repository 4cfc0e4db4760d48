/** Rows are locked in the order of their ids, as everybody does who changes many customers at once. */
export const LOCK_CUSTOMERS = 'SELECT 1 FROM customers WHERE id = ANY ($1::bigint[]) ORDER BY id FOR NO KEY UPDATE';

/**
 * What imported people make of the customers whom they were recognised as: what they are, and what they become. Of fields that are cleared, what stood there is gone where the row says nothing.
 *
 * $1 ids, $2 external ids (for those who have none), $3 emails, $4 phones, $5 zones, $6 locales, $7 attributes, $8 tags (array literals), $9 attributes that are overruled (array literals),
 * $10 attributes that are cleared, $11 whether the zone is, $12 whether the locale is: of each
 */
const MERGED = `
  SELECT c.id, coalesce(c.external_id, s.external_id) AS external_id, coalesce(s.email, c.email) AS email, coalesce(s.phone, c.phone) AS phone,
    CASE WHEN s.clears_zone THEN s.time_zone ELSE coalesce(s.time_zone, c.time_zone) END AS time_zone, CASE WHEN s.clears_locale THEN s.locale ELSE coalesce(s.locale, c.locale) END AS locale,
    (c.attributes - ARRAY(SELECT unnest($10::text[]) EXCEPT SELECT unnest(s.overruled::text[]))) || (s.attributes::jsonb - s.overruled::text[]) AS attributes,
    c.tags || ARRAY(SELECT t FROM unnest(s.tags::text[]) WITH ORDINALITY u (t, n) WHERE t <> ALL (c.tags) ORDER BY n) AS tags
  FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $11::boolean[], $12::boolean[])
    s (id, external_id, email, phone, time_zone, locale, attributes, tags, overruled, clears_zone, clears_locale)
  JOIN customers c ON c.id = s.id
  WHERE c.erased_at IS NULL`;
const IS_DIFFERENT = `(c.external_id, c.email, c.phone, c.time_zone, c.locale, c.attributes, c.tags)
    IS DISTINCT FROM (m.external_id, m.email, m.phone, m.time_zone, m.locale, m.attributes, m.tags)`;

/** Who would become different; for each of them, however often they are named. Takes the parameters of `MERGED`. */
export const WOULD_CHANGE = `SELECT DISTINCT c.id::text AS id FROM (${MERGED}) m JOIN customers c USING (id) WHERE ${IS_DIFFERENT}`;

/**
 * Merges imported people into customers whom they were recognised as. What changes nothing is not written, so that a file that comes every night
 * leaves no trail of dead rows. Gives nothing back: who was erased meanwhile stays erased.
 * Takes the parameters of `MERGED`, and $13 now.
 */
export const MERGE_CUSTOMERS = `
  WITH merged AS (${MERGED}
  )
  UPDATE customers c SET external_id = m.external_id, email = m.email, phone = m.phone, time_zone = m.time_zone, locale = m.locale,
    attributes = m.attributes, tags = m.tags, updated_at = $13
  FROM merged m
  WHERE c.id = m.id AND ${IS_DIFFERENT}`;

/** $1 kinds, $2 values, $3 customers, $4 source, $5 now */
export const MERGE_IDENTITIES = `
  INSERT INTO identities (kind, value, customer_id, source, seen_at)
  SELECT i.kind, i.value, i.customer_id, $4, $5 FROM unnest($1::text[], $2::text[], $3::bigint[]) i (kind, value, customer_id)
  JOIN customers c ON c.id = i.customer_id AND c.erased_at IS NULL
  ON CONFLICT DO NOTHING`;

/** What the file says of them; of what is cleared and not said, that there is no such value. $1 ids, $2 attributes, $3 attributes that are cleared */
export const SAID = `
  SELECT s.id, coalesce(g.nothing, '{}') || s.patch AS patch FROM unnest($1::bigint[], $2::jsonb[]) s (id, patch),
    (SELECT jsonb_object_agg(name, NULL) AS nothing FROM unnest($3::text[]) name) g`;
