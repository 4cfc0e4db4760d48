import type { Asked } from './question.js';

/**
 * Who a send day is about. Each population is a query that gives `customer_id, entry_no, at` (the instant from which
 * windows run) and what sets it apart.
 */

/** The end of a window that begins at `at`; months and days move on the UTC calendar, whatever the session's zone. */
const after = (at: string, window: string): string => `((${at} AT TIME ZONE 'UTC' + ${window}::interval) AT TIME ZONE 'UTC')`;

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

/** Everyone who was assigned to an arm that day, with the arm: intention to treat, whatever happened after. */
export const ASSIGNED_SQL = `
    SELECT e.customer_id, e.entry_no, a.key AS node_id, a.value->>'arm' AS arm_id, (a.value->>'at')::timestamptz AS at
    FROM cohorts c CROSS JOIN LATERAL jsonb_each(c.arms) a JOIN enrollments e ON e.cohort_id = c.id
    WHERE c.journey_id = :journey AND (a.value->>'at')::timestamptz >= :from AND (a.value->>'at')::timestamptz < :to`;

/** Everyone who entered that day, held out or not. */
export const ENTERED_SQL = `
    SELECT e.customer_id, e.entry_no, c.entered_at AS at, c.held_out_at IS NOT NULL AS held_out
    FROM cohorts c JOIN enrollments e ON e.cohort_id = c.id
    WHERE c.journey_id = :journey AND c.entered_at >= :from AND c.entered_at < :to`;

/**
 * A population with its outcomes: `delivered` (a message of this stay since `at` reached them), `responded` and `converted` within their
 * windows, and `value` in minor units of the report's currency.
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
      coalesce(g.value, 0) AS value
    FROM (${population}) p
    LEFT JOIN LATERAL (
      SELECT count(*) AS conversions, sum(ev.value_minor) FILTER (WHERE ev.value_currency = :currency) AS value
      FROM events ev
      WHERE ev.customer_id = p.customer_id AND ev.name = :goalEvent AND ev.occurred_at >= p.at AND ev.occurred_at < ${after('p.at', ':goalWindow')}
        AND (${asked.goalWhere})
    ) g ON :goalEvent::text IS NOT NULL`;

/** How much money, in which currencies, the conversions of everyone decided on that day brought. */
export const moneySql = (asked: Asked): string => `
    SELECT ev.value_currency AS currency, count(*)::int AS conversions, sum(ev.value_minor)::bigint AS value
    FROM (
      SELECT customer_id, min(at) AS at FROM (
        SELECT customer_id, decided_at AS at FROM messages WHERE journey_id = :journey AND decided_at >= :from AND decided_at < :to
        UNION ALL SELECT customer_id, at FROM (${HELD_OUT_SQL}) h
      ) u GROUP BY customer_id
    ) p
    JOIN events ev ON ev.customer_id = p.customer_id AND ev.name = :goalEvent AND ev.occurred_at >= p.at AND ev.occurred_at < ${after('p.at', ':goalWindow')}
    WHERE ev.value_currency IS NOT NULL AND (${asked.goalWhere})
    GROUP BY ev.value_currency ORDER BY conversions DESC, currency`;

/**
 * Who is in the comparison, treated and held out. With control arms: the people assigned by a split that has one (`:controlSplits`)
 * against those held out; without: the people who entered that day against those held out at the entry.
 */
export const comparedSql = (hasControlArm: boolean): string =>
  hasControlArm
    ? `
    SELECT customer_id, entry_no, min(at) AS at, false AS held_out
    FROM (${ASSIGNED_SQL} AND c.held_out_at IS NULL AND a.key = ANY(:controlSplits::text[])) s GROUP BY customer_id, entry_no
    UNION ALL SELECT customer_id, entry_no, at, true FROM (${HELD_OUT_SQL}) h`
    : ENTERED_SQL;
