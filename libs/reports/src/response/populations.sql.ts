import type { Asked } from './question.js';

/**
 * Who a send day is about. Each population is a query that gives `customer_id, entry_no, at` (the instant from which
 * windows run) and what sets it apart.
 */

/** The end of a window that begins at `at`; months and days move on the UTC calendar, whatever the session's zone. */
export const after = (at: string, window: string): string => `((${at} AT TIME ZONE 'UTC' + ${window}::interval) AT TIME ZONE 'UTC')`;

/** People for whom a message was decided that day, over all nodes or at each; what became of it, and what came back. */
export const touchedSql = (by: 'all' | 'node'): string => {
  const node = by === 'node' ? 'm.node_id' : `''::text`;
  return `
    SELECT m.customer_id, m.entry_no, ${node} AS node_id, min(m.channel) AS channel, min(m.decided_at) AS at,
      bool_or(m.state IN ('sent', 'delivered', 'bounced')) AS sent,
      bool_or(m.state IN ('sent', 'delivered')) AS delivered,
      bool_or(m.state = 'bounced') AS bounced,
      bool_or(m.state = 'unknown') AS unknown,
      bool_or(m.state IN ('queued', 'sending')) AS pending,
      bool_or(m.state = 'failed') AS failed,
      coalesce(min(m.reason) FILTER (WHERE m.state IN ('suppressed', 'cancelled')), 'exited') AS reason,
      coalesce(bool_or(r.kind = 'open' AND NOT r.machine), false) AS opened,
      coalesce(bool_or(r.kind = 'open' AND r.machine), false) AS opened_by_machine,
      coalesce(bool_or(r.kind = 'click' AND NOT r.machine), false) AS clicked,
      coalesce(bool_or(r.kind = 'unsubscribe'), false) AS unsubscribed,
      coalesce(bool_or(r.kind = 'complaint'), false) AS complained
    FROM messages m
    LEFT JOIN responses r ON r.customer_id = m.customer_id AND r.message_id = m.id
    WHERE m.journey_id = :journey AND m.decided_at >= :from AND m.decided_at < :to
    GROUP BY m.customer_id, m.entry_no, ${by === 'node' ? 'm.node_id' : '3'}`;
};

/** People who were held out that day: at the entry, or in a control arm. */
export const HELD_OUT_SQL = `
    SELECT e.customer_id, e.entry_no, c.held_out_at AS at
    FROM cohorts c JOIN enrollments e ON e.cohort_id = c.id
    WHERE c.journey_id = :journey AND c.held_out_at >= :from AND c.held_out_at < :to`;

/** The cohorts that were assigned to an arm that day, with the arm and the instant, which are the same for all their people. */
export const ARMS_OF_DAY_SQL = `
    SELECT c.id AS cohort_id, c.held_out_at, a.key AS node_id, a.value->>'arm' AS arm_id, (a.value->>'at')::timestamptz AS at
    FROM cohorts c CROSS JOIN LATERAL jsonb_each(c.arms) a
    WHERE c.journey_id = :journey AND (a.value->>'at')::timestamptz >= :from AND (a.value->>'at')::timestamptz < :to`;

/** Everyone who was assigned to an arm that day, with the arm: intention to treat, whatever happened after. */
export const ASSIGNED_SQL = `
    SELECT e.customer_id, e.entry_no, k.node_id, k.arm_id, k.at FROM (${ARMS_OF_DAY_SQL}) k JOIN enrollments e ON e.cohort_id = k.cohort_id`;

/**
 * A population with its outcomes: `delivered` (a message of this stay since `at` reached them), `responded` and `converted` within their
 * windows, and `money` in minor units by currency.
 */
export const outcomesSql = (population: string, asked: Asked): string => `
    SELECT p.*,
      EXISTS (
        SELECT FROM messages m
        WHERE m.customer_id = p.customer_id AND m.journey_id = :journey AND m.entry_no = p.entry_no
          AND m.decided_at >= p.at AND m.state IN ('sent', 'delivered')
      ) AS reached,
      CASE WHEN :responseEvent::text IS NULL THEN EXISTS (
        SELECT FROM responses r
        WHERE r.customer_id = p.customer_id AND r.journey_id = :journey AND r.kind IN ('click', 'reply') AND NOT r.machine
          AND r.at >= p.at AND r.at < ${after('p.at', ':responseWindow')}
      ) ELSE EXISTS (
        SELECT FROM events ev
        WHERE ev.customer_id = p.customer_id AND ev.name = :responseEvent AND ev.occurred_at >= p.at AND ev.occurred_at < ${after('p.at', ':responseWindow')}
          AND (${asked.responseWhere})
      ) END AS responded,
      coalesce(g.conversions > 0, false) AS converted,
      g.money
    FROM (${population}) p
    LEFT JOIN LATERAL (
      SELECT sum(k.conversions) AS conversions, jsonb_object_agg(k.currency, k.minor) FILTER (WHERE k.currency IS NOT NULL) AS money FROM (
      SELECT ev.value_currency AS currency, count(*) AS conversions, sum(ev.value_minor) AS minor
      FROM events ev
      WHERE ev.customer_id = p.customer_id AND ev.name = :goalEvent AND ev.occurred_at >= p.at AND ev.occurred_at < ${after('p.at', ':goalWindow')}
        AND (${asked.goalWhere})
      GROUP BY ev.value_currency) k
    ) g ON :goalEvent::text IS NOT NULL`;
