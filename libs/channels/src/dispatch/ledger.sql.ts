import { permitted } from '@wayfare/customers';
import { PERSON_COLUMNS } from '../templates/person.js';
import { isSameMessage, MESSAGE_KEY } from './message-key.js';

/** The coupons of a message's stay from before it; at one instant numbers say what was before, since both are drawn from one sequence. */
const COUPONS_BEFORE = `(
      SELECT jsonb_agg(jsonb_build_object('nodeId', i.node_id, 'code', i.code, 'expires', i.expires_at) ORDER BY i.issued_at, i.id) FROM coupon_issues i
      WHERE i.customer_id = m.customer_id AND i.journey_id = m.journey_id AND i.entry_no = m.entry_no AND (i.issued_at, i.id) < (m.decided_at, m.id)
    )`;

/**
 * Claims up to $5 due messages of connector $1 by the product's clock $2, for the run $3, until $4 ms from now by the database's clock. Journeys that
 * are paused are stepped over, and so are those that are being paused or stopped at this very moment (who pauses one holds its row): nothing is claimed
 * behind their back. The others share the claim evenly. Gives, with each message, all that decides whether it may still leave, and its person.
 */
export const CLAIM = `
  WITH due AS MATERIALIZED (
    SELECT j.id FROM journeys j
    WHERE j.state <> 'paused' AND EXISTS (
      SELECT FROM messages m WHERE m.connector_id = $1 AND m.journey_id = j.id AND m.state = 'queued' AND m.not_before <= $2)
    FOR SHARE SKIP LOCKED
  ), picked AS (
    SELECT q.* FROM due CROSS JOIN LATERAL (
      SELECT m.customer_id, m.journey_id, m.entry_no, m.node_id, m.pass FROM messages m
      WHERE m.connector_id = $1 AND m.journey_id = due.id AND m.state = 'queued' AND m.not_before <= $2
      ORDER BY m.not_before LIMIT (SELECT ceil($5::numeric / greatest(count(*), 1))::integer FROM due)
      FOR NO KEY UPDATE SKIP LOCKED
    ) q
  ), claimed AS (
    UPDATE messages m SET state = 'sending', lease_by = $3, lease_until = clock_timestamp() + $4 * interval '1 millisecond', handed_at = NULL, error = NULL
    FROM picked p WHERE ${isSameMessage('m', 'p')}
    RETURNING m.*
  )
  SELECT m.customer_id AS "customerId", m.journey_id AS "journeyId", m.entry_no AS "entryNo", m.node_id AS "nodeId", m.pass, m.id AS "messageId",
    m.version_id AS "versionId", m.cohort_id AS "cohortId", m.channel, m.attempts, j.name AS "journeyName",
    ${permitted('pu.basis', 'co.granted', 'cp.granted')} AS consented, pu.basis IS NOT DISTINCT FROM 'service' AS "isService", m.purpose,
    (SELECT array_agg(DISTINCT s.reason) FROM suppressions s WHERE s.channel = m.channel AND s.address IN (c.email, lower(c.email))) AS suppressions,
    ${COUPONS_BEFORE} AS coupons,
    ${PERSON_COLUMNS}
  FROM claimed m
  LEFT JOIN customers c ON c.id = m.customer_id AND c.erased_at IS NULL
  LEFT JOIN consents co ON co.customer_id = m.customer_id AND co.channel = m.channel
  LEFT JOIN message_purposes pu ON pu.key = m.purpose
  LEFT JOIN consents cp ON cp.customer_id = m.customer_id AND cp.channel = m.channel || ':' || m.purpose
  LEFT JOIN journeys j ON j.id = m.journey_id`;

/**
 * One turn: what has come to an end is written down and what comes next is marked as on its way, in one statement and so in one commit. A row that the
 * run does not hold any more is left alone; of the marks, those that took are given back, and only these may be handed over.
 * (A message has a lease_until while it is being sent, and only then. Asked that way, and not by its state, the planner goes by the primary key.)
 * $1 run, $2 now; $3–$7 keys of what has ended, $8 state, $9 reason, $10 error, $11 attempts, $12 milliseconds to wait (null: as not_before says), $13 ref, $14 an instant to wait for
 * instead, $15 why; $16–$20 keys of what comes next, $21 addresses.
 */
export const TURN = `
  WITH ended AS (
    UPDATE messages m SET state = u.state, reason = u.reason, error = u.error, attempts = u.attempts, provider_ref = coalesce(u.ref, m.provider_ref),
      not_before = coalesce(u.until, $2::timestamptz + u.wait * interval '1 millisecond', m.not_before), deferred_by = coalesce(u.deferral, m.deferred_by),
      handed_at = CASE WHEN u.state = 'queued' THEN NULL ELSE m.handed_at END, lease_by = NULL, lease_until = NULL
    FROM unnest($3::bigint[], $4::bigint[], $5::integer[], $6::text[], $7::integer[], $8::text[], $9::text[], $10::text[], $11::integer[], $12::double precision[], $13::text[],
      $14::timestamptz[], $15::text[])
      AS u (${MESSAGE_KEY}, state, reason, error, attempts, wait, ref, until, deferral)
    WHERE ${isSameMessage('m', 'u')}
      AND m.lease_by = $1 AND m.state IN ('sending', 'unknown')
  ), marked AS (
    UPDATE messages m SET handed_at = $2, address = u.address
    FROM unnest($16::bigint[], $17::bigint[], $18::integer[], $19::text[], $20::integer[], $21::text[]) AS u (${MESSAGE_KEY}, address)
    WHERE ${isSameMessage('m', 'u')}
      AND m.lease_by = $1 AND m.lease_until IS NOT NULL
    RETURNING m.id
  )
  SELECT id FROM marked`;

/**
 * A sign of life for everything that run $1 holds: $2 ms more, by the database's clock. It waits for no row, so that it can't be caught in a ring with the run's
 * own turn, which holds rows in an order of its own: what a turn is writing has either come to its end or is renewed the next time, long before its lease runs out.
 */
export const RENEW = `
  WITH held AS (
    SELECT ${MESSAGE_KEY} FROM messages WHERE state = 'sending' AND lease_by = $1 FOR NO KEY UPDATE SKIP LOCKED
  )
  UPDATE messages m SET lease_until = clock_timestamp() + $2 * interval '1 millisecond'
  FROM held h WHERE ${isSameMessage('m', 'h')}`;

/**
 * Leases that ran out. What had not been handed over goes back to wait. What had been is tried again where that does no harm (webhooks, and SMTP whose
 * admin chose so), in the measure of state.ts; elsewhere nobody knows whether it arrived. $1 is the product's now, $2 the waits after each attempt in ms.
 * lease_by stays on what is unknown: a worker that was only slow may still say how it ended.
 */
export const RECOVER = `
  WITH expired AS (
    SELECT ${MESSAGE_KEY} FROM messages WHERE state = 'sending' AND lease_until < clock_timestamp()
    ORDER BY ${MESSAGE_KEY} FOR NO KEY UPDATE SKIP LOCKED
  ), judged AS (
    SELECT m.*, m.handed_at IS NOT NULL AS handed, c.kind = 'webhook' OR coalesce((c.settings->>'atLeastOnce')::boolean, false) AS repeatable,
      ($2::double precision[])[m.attempts + 1] AS wait
    FROM messages m JOIN expired USING (${MESSAGE_KEY}) LEFT JOIN connectors c ON c.id = m.connector_id
  )
  UPDATE messages m SET
    state = CASE WHEN NOT j.handed THEN 'queued' WHEN j.repeatable IS NOT TRUE THEN 'unknown' WHEN j.wait IS NULL THEN 'failed' ELSE 'queued' END,
    reason = CASE WHEN j.handed AND j.repeatable AND j.wait IS NULL THEN 'provider_error' END,
    error = CASE WHEN j.handed THEN 'The worker died while this was being handed over.' END,
    attempts = CASE WHEN j.handed THEN j.attempts + 1 ELSE j.attempts END,
    not_before = CASE WHEN j.handed AND j.repeatable AND j.wait IS NOT NULL THEN $1::timestamptz + j.wait * interval '1 millisecond' ELSE m.not_before END,
    handed_at = CASE WHEN j.handed AND (j.repeatable IS NOT TRUE OR j.wait IS NULL) THEN m.handed_at END,
    lease_until = NULL, lease_by = CASE WHEN j.handed AND j.repeatable IS NOT TRUE THEN m.lease_by END
  FROM judged j
  WHERE ${isSameMessage('m', 'j')} AND m.state = 'sending'
  RETURNING m.connector_id AS "connectorId", m.state`;

/** Connectors that have something to send at $1 and can: not paused, not waiting for a provider to come back, and not only for paused journeys. */
export const DUE = `
  SELECT c.id FROM connectors c LEFT JOIN connector_pace p ON p.connector_id = c.id
  WHERE NOT c.paused AND (p.retry_at IS NULL OR p.retry_at <= $1) AND EXISTS (
    SELECT FROM journeys j WHERE j.state <> 'paused' AND EXISTS (
      SELECT FROM messages m WHERE m.connector_id = c.id AND m.journey_id = j.id AND m.state = 'queued' AND m.not_before <= $1))
  ORDER BY c.id`;

/**
 * Takes $2 places in the connector's time line, each $3 ms after the one before, and gives the milliseconds until the first. By the database's own clock,
 * which is one for all workers.
 */
export const RESERVE = `
  INSERT INTO connector_pace AS p (connector_id, next_at)
  VALUES ($1, clock_timestamp() + $2::integer * $3::double precision * interval '1 millisecond')
  ON CONFLICT (connector_id) DO UPDATE
    SET next_at = greatest(p.next_at, clock_timestamp()) + $2::integer * $3::double precision * interval '1 millisecond'
  RETURNING extract(epoch FROM p.next_at - clock_timestamp())::double precision * 1000 - $2::integer * $3::double precision AS wait`;

/** The provider can't be used: one failure more, and not before $2. */
export const NOTE_DOWN = `
  INSERT INTO connector_pace AS p (connector_id, failures, retry_at) VALUES ($1, 1, $2)
  ON CONFLICT (connector_id) DO UPDATE SET failures = p.failures + 1, retry_at = greatest(p.retry_at, $2)`;

export const NOTE_UP = `
  WITH up AS (UPDATE connector_pace SET failures = 0, retry_at = NULL WHERE connector_id = $1)
  UPDATE connectors SET proven = true, last_error = NULL, last_error_at = NULL WHERE id = $1 AND (last_error IS NOT NULL OR NOT proven)`;

export const HEALTH = `
  SELECT c.paused, coalesce(p.failures, 0) AS failures, p.retry_at AS "retryAt", c.revision
  FROM connectors c LEFT JOIN connector_pace p ON p.connector_id = c.id WHERE c.id = $1`;
