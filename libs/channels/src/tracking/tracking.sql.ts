import { isSameMessage } from '../dispatch/message-key.js';

export const FIND_MESSAGE = `
  SELECT m.customer_id AS "customerId", m.id AS "messageId", m.journey_id AS "journeyId", m.node_id AS "nodeId", m.channel, m.purpose, pu.names AS "purposeNames", pu.basis = 'service' AS "isService", m.address,
    m.handed_at AS "handedAt", c.email, c.locale
  FROM messages m LEFT JOIN customers c ON c.id = m.customer_id LEFT JOIN message_purposes pu ON pu.key = m.purpose
  WHERE m.customer_id = ANY ($1::bigint[]) AND m.id = $2`;

export const FIND_PERSON = 'SELECT id AS "customerId", email, locale FROM customers WHERE id = $1 AND erased_at IS NULL';

/** The first of its kind makes a row; those after it are only counted, so that nobody fills the table by loading a link again and again. */
export const RESPOND = `
  INSERT INTO responses AS r (customer_id, message_id, kind, key, journey_id, at, machine, url, user_agent, detail)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '{"count": 1}')
  ON CONFLICT (customer_id, message_id, kind, key) DO UPDATE
    SET detail = jsonb_set(coalesce(r.detail, '{}'), '{count}', to_jsonb(coalesce((r.detail->>'count')::integer, 1) + 1))
  RETURNING (r.detail->>'count')::integer = 1 AS first`;

export const SUPPRESS = `
  INSERT INTO suppressions (customer_id, channel, address, reason, source, created_at) VALUES ($1, $2, $3, 'unsubscribed', 'link', $4)
  ON CONFLICT (customer_id, channel, address) DO UPDATE SET reason = excluded.reason, until = NULL`;

/**
 * Nothing more leaves for them, whatever journey it is from, but what is being handed over at this moment, and what is service. $1 customer, $2 channel, $3 a purpose: what is for it alone; null: whatever it is for,
 * $4 why
 */
export const SUPPRESS_WAITING = `
  WITH waiting AS (
    SELECT m.customer_id, m.journey_id, m.entry_no, m.node_id, m.pass FROM messages m
    WHERE m.customer_id = $1 AND m.channel = $2 AND (m.state = 'queued' OR (m.state = 'sending' AND m.handed_at IS NULL))
      AND CASE WHEN $3::text IS NULL THEN NOT EXISTS (SELECT FROM message_purposes p WHERE p.key = m.purpose AND p.basis = 'service') ELSE m.purpose = $3 END
    ORDER BY m.customer_id, m.journey_id, m.entry_no, m.node_id, m.pass FOR NO KEY UPDATE
  )
  UPDATE messages m SET state = 'suppressed', reason = $4, lease_by = NULL, lease_until = NULL
  FROM waiting w WHERE ${isSameMessage('m', 'w')}
    AND (m.state = 'queued' OR (m.state = 'sending' AND m.handed_at IS NULL))`;

/** What they have said about a channel and all purposes by it. $1 customer, $2 channel */
export const SAID_OF = `
  SELECT coalesce(jsonb_object_agg(channel, granted), '{}') AS consent FROM consents
  WHERE customer_id = $1 AND (channel = $2 OR starts_with(channel, $2 || ':'))`;
