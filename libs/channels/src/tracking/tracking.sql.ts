import { isSameMessage } from '../dispatch/message-key.js';

export const FIND_MESSAGE = `
  SELECT m.customer_id AS "customerId", m.id AS "messageId", m.journey_id AS "journeyId", m.node_id AS "nodeId", m.channel, m.address,
    m.handed_at AS "handedAt", c.email, c.locale
  FROM messages m LEFT JOIN customers c ON c.id = m.customer_id
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

/** Nothing more leaves for them, whatever journey it is from, but what is being handed over at this moment. */
export const SUPPRESS_WAITING = `
  WITH waiting AS (
    SELECT customer_id, journey_id, entry_no, node_id, pass FROM messages
    WHERE customer_id = $1 AND channel = $2 AND (state = 'queued' OR (state = 'sending' AND handed_at IS NULL))
    ORDER BY customer_id, journey_id, entry_no, node_id, pass FOR NO KEY UPDATE
  )
  UPDATE messages m SET state = 'suppressed', reason = 'unsubscribed', lease_by = NULL, lease_until = NULL
  FROM waiting w WHERE ${isSameMessage('m', 'w')}
    AND (m.state = 'queued' OR (m.state = 'sending' AND m.handed_at IS NULL))`;

export const IS_UNSUBSCRIBED =
  'SELECT EXISTS (SELECT FROM consents WHERE customer_id = $1 AND channel = $2 AND NOT granted) AS unsubscribed';
