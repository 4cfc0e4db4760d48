/** The message that a link stands in. $1 customers, $2 message */
export const FIND_MESSAGE = `
  SELECT m.address, m.decided_at AS "decidedAt", c.locale FROM messages m LEFT JOIN customers c ON c.id = m.customer_id
  WHERE m.customer_id = ANY ($1::bigint[]) AND m.id = $2`;

/** What the message may have asked about: what waited for its address when it was decided on. $1 customers, $2 address, $3 when that was */
const ASKED = 'r.customer_id = ANY ($1::bigint[]) AND lower(r.address) = lower($2) AND r.asked_at <= $3';

/** $4 now, $5 who they are now */
export const FIND_REQUESTS = `
  SELECT r.channel, r.confirmed_at IS NULL AND r.expires_at > $4 AS "isOpen", r.confirmed_at IS NOT NULL AND h.granted IS TRUE AS holds, pu.names
  FROM consent_requests r LEFT JOIN consents h ON h.customer_id = $5 AND h.channel = r.channel
  LEFT JOIN message_purposes pu ON pu.key = nullif(split_part(r.channel, ':', 2), '')
  WHERE ${ASKED} ORDER BY r.channel`;

/** Each once, whoever is first. $4 now */
export const CONFIRM = `
  UPDATE consent_requests r SET confirmed_at = $4 WHERE ${ASKED} AND r.confirmed_at IS NULL AND r.expires_at > $4
  RETURNING r.channel, r.proof, r.asked_at AS "askedAt"`;
