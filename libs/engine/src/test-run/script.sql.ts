import { PERSON_COLUMNS } from '@wayfare/channels';

/** Messages of a run that may leave by now, with their people as they are at this moment. `$1` version, `$2` now */
export const DUE = `
  SELECT m.customer_id AS "customerId", m.id AS "messageId", m.node_id AS "nodeId", m.channel, e.left_at IS NOT NULL AS "hasLeft", ${PERSON_COLUMNS}
  FROM messages m
  JOIN enrollments e ON e.customer_id = m.customer_id AND e.journey_id = m.journey_id AND e.entry_no = m.entry_no
  JOIN customers c ON c.id = m.customer_id
  WHERE m.version_id = $1 AND m.state = 'queued' AND m.not_before <= $2
  ORDER BY m.id`;

/** What was to leave for people who have left on their own. `$1` messages */
export const CANCEL = `UPDATE messages SET state = 'cancelled', reason = 'exited' WHERE id = ANY ($1::bigint[])`;

/** `$1` customer, `$2` id, `$3` name, `$4` instant, `$5` properties */
export const HAPPEN = `
  INSERT INTO events (customer_id, id, name, occurred_at, received_at, properties) VALUES ($1, $2, $3, $4, $4, $5)`;
/** `$1` instant, then by position: `$2` names, `$3` customers, `$4` ids */
export const BATCH = `INSERT INTO event_batches (received_at, names, customer_ids, event_ids) VALUES ($1, $2, $3::bigint[], $4)`;

/** Somebody answers a message. `$1` customer, `$2` message, `$3` open or click, `$4` journey, `$5` instant */
export const ANSWER = `
  INSERT INTO responses (customer_id, message_id, kind, key, journey_id, at, machine) VALUES ($1, $2, $3, '', $4, $5, false)
  ON CONFLICT DO NOTHING`;

/** All messages of a run. `$1` version */
export const MESSAGES = `
  SELECT m.customer_id AS "customerId", m.id AS "messageId", m.node_id AS "nodeId", m.channel, m.state, m.reason, m.decided_at AS "decidedAt", m.handed_at AS "handedAt",
    m.not_before AS "notBefore", m.deferred_by AS "deferredBy", e.left_at IS NOT NULL AS "hasLeft"
  FROM messages m
  JOIN enrollments e ON e.customer_id = m.customer_id AND e.journey_id = m.journey_id AND e.entry_no = m.entry_no
  WHERE m.version_id = $1 ORDER BY m.id`;

/** What the people are called. `$1` customers */
export const PEOPLE = `
  SELECT id, coalesce(nullif(attributes ->> 'name', ''), email, phone, external_id, id::text) AS name
  FROM customers WHERE id = ANY ($1::bigint[]) AND erased_at IS NULL ORDER BY id`;
