/**
 * Leaves addresses alone by a channel: each by itself, for whoever has it or will, and for those who have it now, under the spelling of their own, which is what messages are decided by. What stands for
 * another reason stays as it is; only a pause gives way. Gives the addresses that were not left alone before.
 * $1 normalised addresses, $2 channel, $3 kind of identity, $4 source, $5 now, $6 note, $7 actor
 */
export const SUPPRESS_ADDRESSES = `
  WITH given AS MATERIALIZED (
    SELECT DISTINCT key FROM unnest($1::text[]) key
  ), owned AS (
    SELECT DISTINCT c.id, CASE $3 WHEN 'phone' THEN c.phone ELSE c.email END AS address
    FROM given g JOIN identities i ON i.value = g.key AND i.kind = $3 JOIN customers c ON c.id = i.customer_id AND c.erased_at IS NULL
    WHERE lower(CASE $3 WHEN 'phone' THEN c.phone ELSE c.email END) = g.key
  ), fresh AS (
    SELECT key FROM given g WHERE NOT EXISTS (SELECT FROM suppressions s WHERE s.channel = $2 AND s.address = g.key AND s.until IS NULL)
      AND NOT EXISTS (SELECT FROM owned o JOIN suppressions s ON s.channel = $2 AND s.customer_id = o.id AND s.address = o.address AND s.until IS NULL WHERE lower(o.address) = g.key)
  ), written AS (
    INSERT INTO suppressions (customer_id, channel, address, reason, source, created_at, note, actor)
    SELECT id, $2, address, 'suppressed', $4, $5, $6, $7 FROM (SELECT 0 AS id, key AS address FROM given UNION ALL SELECT id, address FROM owned) who ORDER BY id, address
    ON CONFLICT (customer_id, channel, address) DO UPDATE
      SET reason = excluded.reason, source = excluded.source, created_at = excluded.created_at, note = excluded.note, actor = excluded.actor, until = NULL
      WHERE suppressions.until IS NOT NULL
  )
  SELECT key FROM fresh`;

/** What names nobody is shown only where nobody stands beside it. $1 part of an address, $2 channel, $3 before this number, $4 how many */
export const LIST_SUPPRESSIONS = `
  SELECT s.id, s.channel, s.address, s.reason, s.source, s.note, coalesce(u.name, t.name, s.actor) AS actor, nullif(s.customer_id, 0) AS "customerId",
    s.created_at AS "createdAt", s.until
  FROM suppressions s
  LEFT JOIN users u ON s.actor = 'user:' || u.id
  LEFT JOIN api_tokens t ON s.actor = 'token:' || t.id
  WHERE ($1::text IS NULL OR strpos(lower(s.address), $1) > 0) AND ($2::text IS NULL OR s.channel = $2) AND ($3::bigint IS NULL OR s.id < $3)
    AND (s.customer_id <> 0 OR NOT EXISTS (SELECT FROM suppressions o WHERE o.channel = s.channel AND lower(o.address) = s.address AND o.customer_id <> 0))
  ORDER BY s.id DESC LIMIT $4`;

/** $1 channel, $2 the address as it was given and as it is compared */
export const LIFT =
  'DELETE FROM suppressions WHERE channel = $1 AND lower(address) IN (SELECT lower(a) FROM unnest($2::text[]) a) RETURNING reason';

/** Pauses that are over. $1 now */
export const END_PAUSES = 'DELETE FROM suppressions WHERE until <= $1';
