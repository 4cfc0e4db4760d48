import { rankSql } from './rules.js';

export const RULES = `SELECT nullif(name, '') AS name, sources FROM attribute_rules ORDER BY name`;
export const FEEDS = `SELECT 'feed:' || f.id AS source, s.name || ' · ' || f.name AS name FROM source_feeds f JOIN data_sources s ON s.id = f.source_id WHERE f.kind = 'customers' ORDER BY 2`;
/** $1 name, $2 sources, $3 now */
export const WRITE_RULE = `
  INSERT INTO attribute_rules (name, sources, updated_at) VALUES ($1, $2, $3)
  ON CONFLICT (name) DO UPDATE SET sources = excluded.sources, updated_at = excluded.updated_at`;
export const DROP_RULE = 'DELETE FROM attribute_rules WHERE name = $1';

/** Where pieces of at most `$1` people begin of whom more than one thing is said. */
export const PIECES = `
  SELECT id FROM (SELECT customer_id AS id, row_number() OVER (ORDER BY customer_id) AS at FROM attribute_claims GROUP BY customer_id) c WHERE (at - 1) % $1 = 0 ORDER BY id`;

/** So that nobody writes while a statement that begins after this one decides what stands. $1 from, $2 to */
export const HOLD_PIECE = `
  SELECT FROM customers WHERE id IN (SELECT customer_id FROM attribute_claims WHERE customer_id >= $1 AND ($2::bigint IS NULL OR customer_id < $2))
  ORDER BY id FOR NO KEY UPDATE`;

/**
 * What stands by the rules, for everybody of a piece of whom more than one thing is said; who has it already is left alone. The instant at which a customer was last changed stays: nobody has changed them.
 * $1 from, $2 to, $3 ranks
 */
export const SETTLE_PIECE = `
  WITH strongest AS (
    SELECT DISTINCT ON (k.customer_id, e.key) k.customer_id, e.key AS name, e.value -> 0 AS value
    FROM attribute_claims k, jsonb_each(k.said) e
    WHERE k.customer_id >= $1 AND ($2::bigint IS NULL OR k.customer_id < $2)
      AND NOT EXISTS (SELECT FROM attribute_catalogue a WHERE a.name = e.key AND a.source = 'computed')
    ORDER BY k.customer_id, e.key, ${rankSql('$3', 'e.key', 'k.source')} DESC, (e.value ->> 1)::bigint DESC, k.part, k.source
  ), patches AS (
    SELECT customer_id, coalesce(jsonb_object_agg(name, value) FILTER (WHERE value <> 'null'), '{}') AS there,
      coalesce(array_agg(name) FILTER (WHERE value = 'null'), '{}') AS gone
    FROM strongest GROUP BY customer_id
  ), settled AS (
    UPDATE customers c SET attributes = (c.attributes || p.there) - p.gone FROM patches p
    WHERE c.id = p.customer_id AND c.erased_at IS NULL AND c.attributes IS DISTINCT FROM (c.attributes || p.there) - p.gone RETURNING 1
  )
  SELECT count(*)::int AS changed FROM settled`;

/** The same of how they are reached. Nobody says that there is no address: what nobody speaks of stays. $1 from, $2 to, $3 ranks */
export const SETTLE_CONTACT_PIECE = `
  WITH strongest AS (
    SELECT DISTINCT ON (k.customer_id, e.key) k.customer_id, e.key AS name, e.value ->> 0 AS value
    FROM attribute_claims k, jsonb_each(k.contact) e
    WHERE k.customer_id >= $1 AND ($2::bigint IS NULL OR k.customer_id < $2)
    ORDER BY k.customer_id, e.key, ${rankSql('$3', "('@' || e.key)", 'k.source')} DESC, (e.value ->> 1)::bigint DESC, k.part, k.source
  ), people AS (
    SELECT customer_id, max(value) FILTER (WHERE name = 'email') AS email, max(value) FILTER (WHERE name = 'phone') AS phone,
      max(value) FILTER (WHERE name = 'timeZone') AS time_zone, max(value) FILTER (WHERE name = 'locale') AS locale
    FROM strongest GROUP BY customer_id
  ), settled AS (
    UPDATE customers c SET email = coalesce(p.email, c.email), phone = coalesce(p.phone, c.phone), time_zone = coalesce(p.time_zone, c.time_zone),
      locale = coalesce(p.locale, c.locale)
    FROM people p WHERE c.id = p.customer_id AND c.erased_at IS NULL AND (c.email, c.phone, c.time_zone, c.locale) IS DISTINCT FROM
      (coalesce(p.email, c.email), coalesce(p.phone, c.phone), coalesce(p.time_zone, c.time_zone), coalesce(p.locale, c.locale)) RETURNING 1
  )
  SELECT count(*)::int AS changed FROM settled`;

/** Whether the last time that customers were to be brought in line it went wrong. */
export const HAS_FAILED = `
  SELECT 1 FROM (SELECT state FROM computation_runs WHERE computation = $1 ORDER BY id DESC LIMIT 1) r WHERE state = 'failed'`;
