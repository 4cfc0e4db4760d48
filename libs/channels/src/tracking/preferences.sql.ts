/** Somebody with what they have said, and the pause that they have asked for. $1 customer, $2 now, $3 whom the link was made for */
export const FIND_PERSON = `
  SELECT c.id, c.email, c.phone, c.locale,
    coalesce((SELECT jsonb_object_agg(k.channel, k.granted) FROM consents k WHERE k.customer_id = c.id), '{}') AS consent,
    ARRAY(SELECT s.channel FROM suppressions s WHERE s.customer_id = c.id AND s.reason = 'unsubscribed') AS unsubscribed,
    (SELECT max(s.until) FROM suppressions s WHERE s.customer_id = c.id AND s.until > $2) AS "pausedUntil",
    (SELECT r.revoked_at FROM preference_revocations r WHERE r.customer_id = $3) AS "revokedAt"
  FROM customers c WHERE c.id = $1 AND c.erased_at IS NULL`;

/** The row that two who save at once take one after the other. */
export const HOLD_PERSON = 'SELECT 1 FROM customers WHERE id = $1 AND erased_at IS NULL FOR NO KEY UPDATE';

/** They have come back by themselves: what stood in the way by their own wish goes, wherever their address stands. $1 customer, $2 channel, $3 address */
export const RETURN = `
  DELETE FROM suppressions WHERE channel = $2 AND reason = 'unsubscribed' AND (customer_id = $1 OR lower(address) = lower($3))`;

/** $1 customer, $2 channels, $3 addresses, $4 now, $5 until */
export const PAUSE = `
  INSERT INTO suppressions (customer_id, channel, address, reason, source, created_at, until)
  SELECT $1, p.channel, p.address, 'suppressed', 'pause', $4, $5 FROM unnest($2::text[], $3::text[]) p (channel, address)
  ON CONFLICT (customer_id, channel, address) DO UPDATE SET until = excluded.until WHERE suppressions.until IS NOT NULL`;

export const END_PAUSE = 'DELETE FROM suppressions WHERE customer_id = $1 AND until IS NOT NULL';

export const REVOKE = `
  INSERT INTO preference_revocations (customer_id, revoked_at) VALUES ($1, $2) ON CONFLICT (customer_id) DO UPDATE SET revoked_at = excluded.revoked_at`;
