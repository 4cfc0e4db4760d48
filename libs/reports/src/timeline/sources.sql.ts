import { TASK_DONE_EVENT } from '@wayfare/journey';
import { RANK } from './course.js';

/**
 * The sources of a customer's timeline. Each gives `id` (unique over all sources, beginning with its rank: `course.ts`), `at` and `detail`, newest first, before
 * the cursor `(:at, :id)`; ids are compared byte by byte, as the page that merges them does.
 */
const before = (at: string, id: string): string =>
  `(:at::timestamptz IS NULL OR (${at}, (${id}) COLLATE "C") < (:at::timestamptz, :id::text))`;
const newest = (at: string): string => `ORDER BY ${at} DESC, id DESC LIMIT :limit`;

/** What takes its place among other things of its instant (`settled`) is given whole for the cursor's instant, beyond the limit. */
const upTo = (at: string): string => `(:at::timestamptz IS NULL OR ${at} <= :at::timestamptz)`;
const newestAndThatInstant = (table: string, at: string): string =>
  `ORDER BY ${at} DESC, id DESC LIMIT :limit + (SELECT count(*) FROM ${table} WHERE customer_id = :customer AND ${at} = :at::timestamptz)`;

export const EVENTS = `
  SELECT '${RANK.behaviour}event:' || e.id AS id, e.occurred_at AS at, 'event' AS kind, NULL::bigint AS "journeyId", NULL::bigint AS "versionId", NULL::text AS "nodeId",
    jsonb_build_object('name', e.name, 'properties', e.properties, 'receivedAt', e.received_at, 'value',
      CASE WHEN e.value_minor IS NOT NULL THEN jsonb_build_object('amount', e.value_minor, 'currency', e.value_currency) END) AS detail
  FROM events e
  WHERE e.customer_id = :customer AND e.name NOT LIKE 'message.%' AND e.name NOT IN ('${TASK_DONE_EVENT}', 'customer.stage_changed', 'customer.tier_changed') AND ${before('e.occurred_at', `'${RANK.behaviour}event:' || e.id`)} ${newest('e.occurred_at')}`;

export const ORDERS = `
  SELECT '${RANK.behaviour}order:' || o.id AS id, o.placed_at AS at, 'order' AS kind, NULL::bigint AS "journeyId", NULL::bigint AS "versionId", NULL::text AS "nodeId",
    jsonb_build_object('orderId', o.id, 'channel', o.channel, 'store', o.store, 'value', jsonb_build_object('amount', o.amount_minor, 'currency', o.currency),
      'lines', (SELECT jsonb_agg(jsonb_build_object('product', l.product, 'category', l.category, 'quantity', l.quantity) ORDER BY l.line_no)
                FROM order_lines l WHERE l.customer_id = o.customer_id AND l.order_id = o.id)) AS detail
  FROM orders o WHERE o.customer_id = :customer AND ${before('o.placed_at', `'${RANK.behaviour}order:' || o.id`)} ${newest('o.placed_at')}`;

export const MESSAGES = `
  SELECT '${RANK.message}message:' || m.customer_id || '-' || m.id AS id, m.decided_at AS at, 'message' AS kind, m.journey_id AS "journeyId", m.version_id AS "versionId", m.node_id AS "nodeId",
    jsonb_build_object('messageId', m.customer_id || '-' || m.id, 'channel', m.channel, 'purpose', m.purpose, 'state', m.state, 'reason', m.reason, 'address', m.address,
      'handedAt', m.handed_at, 'notBefore', m.not_before, 'deferredBy', m.deferred_by, 'error', m.error) AS detail
  FROM messages m
  WHERE m.customer_id = :customer AND ${upTo('m.decided_at')} ${newestAndThatInstant('messages', 'decided_at')}`;

/** Messages that are still to leave, with when they may and what they wait for: on the first page they stand among what comes next. */
export const NEXT_MESSAGES = `
  SELECT 'next-message:' || m.customer_id || '-' || m.id AS id, m.not_before AS at, 'next' AS kind, m.journey_id AS "journeyId", m.version_id AS "versionId", m.node_id AS "nodeId",
    jsonb_build_object('messageId', m.customer_id || '-' || m.id, 'channel', m.channel, 'deferredBy', m.deferred_by) AS detail
  FROM messages m WHERE m.customer_id = :customer AND m.state = 'queued' ORDER BY m.not_before LIMIT 20`;

export const RESPONSES = `
  SELECT '${RANK.response}response:' || r.message_id || ':' || r.kind || ':' || r.key AS id, r.at, 'response' AS kind, r.journey_id AS "journeyId", m.version_id AS "versionId", m.node_id AS "nodeId",
    jsonb_build_object('messageId', r.customer_id || '-' || r.message_id, 'response', r.kind, 'machine', r.machine, 'url', r.url) AS detail
  FROM responses r LEFT JOIN messages m ON m.customer_id = r.customer_id AND m.id = r.message_id
  WHERE r.customer_id = :customer AND ${upTo('r.at')} ${newestAndThatInstant('responses', 'at')}`;

export const COUPONS = `
  SELECT '${RANK.message}coupon:' || i.id AS id, i.issued_at AS at, 'coupon' AS kind, i.journey_id AS "journeyId", v.id AS "versionId", i.node_id AS "nodeId",
    jsonb_build_object('code', i.code, 'pool', p.name, 'expiresAt', i.expires_at, 'redeemedAt', i.redeemed_at) AS detail
  FROM coupon_issues i JOIN coupon_pools p ON p.id = i.pool_id
  LEFT JOIN LATERAL (
    SELECT v.id FROM journey_versions v WHERE v.journey_id = i.journey_id AND v.published_at <= i.issued_at ORDER BY v.number DESC LIMIT 1
  ) v ON true
  WHERE i.customer_id = :customer AND ${before('i.issued_at', `'${RANK.message}coupon:' || i.id`)} ${newest('i.issued_at')}`;

/** What colleagues were asked to do for the customer; that it is done stands there, and not among what the customer did. */
export const TASKS = `
  SELECT '${RANK.message}task:' || t.id AS id, t.made_at AS at, 'task' AS kind, t.journey_id AS "journeyId", v.id AS "versionId", t.node_id AS "nodeId",
    jsonb_build_object('title', t.title, 'note', t.note, 'state', t.state, 'dueAt', t.due_at, 'closedAt', t.closed_at, 'outcome', t.outcome, 'by', u.name) AS detail
  FROM tasks t LEFT JOIN users u ON 'user:' || u.id = t.done_by
  LEFT JOIN LATERAL (
    SELECT v.id FROM journey_versions v WHERE v.journey_id = t.journey_id AND v.published_at <= t.made_at ORDER BY v.number DESC LIMIT 1
  ) v ON true
  WHERE t.customer_id = :customer AND ${before('t.made_at', `'${RANK.message}task:' || t.id`)} ${newest('t.made_at')}`;

/** What the database no longer has of them, by kind: a line where the latest month ends that went to a file and has not been read back. */
export const ARCHIVED = `
  SELECT * FROM (
    SELECT '${RANK.created}archived:' || kind AS id, (max(month) + interval '1 month') AT TIME ZONE 'UTC' AS at, 'archived' AS kind, NULL::bigint AS "journeyId",
      NULL::bigint AS "versionId", NULL::text AS "nodeId", jsonb_build_object('what', kind, 'until', to_char(max(month), 'YYYY-MM'), 'on', max(written_at)) AS detail
    FROM archives WHERE restored_at IS NULL AND month >= (SELECT date_trunc('month', created_at AT TIME ZONE 'UTC') FROM customers WHERE id = :customer)
    GROUP BY archives.kind
  ) gone WHERE ${before('at', 'id')}`;

/** How their stage and tier changed, with the numbers that decided. They stand here once, whether a journey was told of them or not. */
export const VALUE_CHANGES = `
  SELECT '${RANK.response}value:' || c.kind || ':' || extract(epoch FROM c.at) AS id, c.at, 'value' AS kind, NULL::bigint AS "journeyId", NULL::bigint AS "versionId", NULL::text AS "nodeId",
    jsonb_build_object('what', c.kind, 'from', c.former, 'to', c.latter, 'why', c.why) AS detail
  FROM value_changes c
  WHERE c.customer_id = :customer AND ${before('c.at', `'${RANK.response}value:' || c.kind || ':' || extract(epoch FROM c.at)`)} ${newest('c.at')}`;

export const CUSTOMER = `SELECT created_at AS at FROM customers WHERE id = :customer AND erased_at IS NULL`;

export const VERSIONS = `
  SELECT v.id AS "versionId", v.number, v.plan, j.id AS "journeyId", j.name
  FROM journey_versions v JOIN journeys j ON j.id = v.journey_id WHERE v.id = ANY($1::bigint[])`;

export const STAYS = `SELECT DISTINCT journey_id AS "journeyId" FROM enrollments WHERE customer_id = $1`;

/** Where the customer was handed over to, by the stay that they left: whether that journey let them in, or why it did not. `$1` customer */
export const HAND_OVERS = `
  SELECT e.journey_id AS "journeyId", e.entry_no AS "entryNo", j.id, j.name,
    CASE
      WHEN h.state = 'refused' THEN h.reason
      WHEN h.state = 'done' AND NOT EXISTS (
        SELECT 1 FROM enrollments o JOIN cohorts c ON c.id = o.cohort_id
        WHERE o.customer_id = e.customer_id AND o.journey_id = h.to_journey_id AND c.entered_at = h.done_at
      ) THEN 'rules'
    END AS refused
  FROM enrollments e JOIN hand_overs h ON h.cohort_id = e.cohort_id JOIN journeys j ON j.id = h.to_journey_id
  WHERE e.customer_id = $1 AND e.left_at IS NULL`;
