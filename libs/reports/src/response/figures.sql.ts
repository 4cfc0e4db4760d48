import { ARMS_OF_DAY_SQL, after, HELD_OUT_SQL } from './populations.sql.js';
import type { Asked } from './question.js';

/**
 * A person's fate that day is one of these, the first that holds, so that the funnel adds up:
 * sent, unknown, pending, failed, suppressed.
 */
export const FATE_SQL = `CASE WHEN o.sent THEN 'sent' WHEN o.unknown THEN 'unknown' WHEN o.pending THEN 'pending' WHEN o.failed THEN 'failed' ELSE 'suppressed' END`;

/** A row for each stay at each send node of the day, and one (empty `node_id`) over all of them, by one sort. */
const BOTH_WAYS = 'GROUP BY GROUPING SETS ((m.customer_id, m.entry_no, m.node_id), (m.customer_id, m.entry_no))';
const NODE = `CASE WHEN grouping(m.node_id) = 1 THEN '' ELSE m.node_id END AS node_id`;
const OF_DAY = 'm.journey_id = :journey AND m.decided_at >= :from AND m.decided_at < :to';

const staysSql = (node: string, groups: string): string => `
    SELECT ${node}, min(m.channel) AS channel,
      bool_or(m.state IN ('sent', 'delivered', 'bounced')) AS sent,
      bool_or(m.state IN ('sent', 'delivered')) AS delivered,
      bool_or(m.state = 'bounced') AS bounced,
      bool_or(m.state = 'unknown') AS unknown,
      bool_or(m.state IN ('queued', 'sending')) AS pending,
      bool_or(m.state = 'failed') AS failed,
      coalesce(min(m.reason) FILTER (WHERE m.state IN ('suppressed', 'cancelled')), 'exited') AS reason,
      bool_or(r.kind = 'open' AND NOT r.machine) AS opened,
      bool_or(r.kind = 'open' AND r.machine) AS opened_by_machine,
      bool_or(r.kind = 'click' AND NOT r.machine) AS clicked,
      bool_or(r.kind = 'unsubscribe') AS unsubscribed,
      bool_or(r.kind = 'complaint') AS complained
    FROM messages m LEFT JOIN responses r ON r.customer_id = m.customer_id AND r.message_id = m.id
    WHERE ${OF_DAY} ${groups}`;

/** One row for each node and fate, small enough to be asked twice. */
const fatesSql = (stays: string): string => `
    SELECT node_id AS "nodeId", fate, CASE WHEN fate = 'suppressed' THEN reason END AS reason, min(channel) AS channel, count(*) AS people,
      count(*) FILTER (WHERE delivered) AS delivered,
      count(*) FILTER (WHERE bounced AND NOT delivered) AS bounced,
      count(*) FILTER (WHERE opened) AS opened,
      count(*) FILTER (WHERE opened_by_machine AND opened IS NOT TRUE) AS "machineOpened",
      count(*) FILTER (WHERE clicked) AS clicked,
      count(*) FILTER (WHERE unsubscribed) AS unsubscribed,
      count(*) FILTER (WHERE complained) AS complained
    FROM (SELECT o.*, ${FATE_SQL} AS fate FROM (${stays}) o) f GROUP BY 1, 2, 3`;

/** Where the journey has sent at one node alone, what holds at that node holds over all: everyone is gone through once. */
const ONE_NODE_SQL = `
    SELECT told.place AS "nodeId", fate, reason, channel, people, delivered, bounced, opened, "machineOpened", clicked, unsubscribed, complained
    FROM (${fatesSql(staysSql('m.node_id', 'GROUP BY m.customer_id, m.entry_no, m.node_id'))}) at_it
    CROSS JOIN LATERAL (VALUES (at_it."nodeId"), ('')) AS told (place)`;
const FUNNEL_SQL = fatesSql(staysSql(NODE, BOTH_WAYS));

/** Whoever the report is about, more than once where they are counted more than once. */
const PEOPLE_SQL = `
    SELECT m.customer_id FROM messages m WHERE ${OF_DAY}
    UNION ALL
    SELECT e.customer_id FROM enrollments e JOIN (SELECT cohort_id FROM arms UNION SELECT cohort_id FROM sides) c ON c.cohort_id = e.cohort_id
    UNION ALL SELECT customer_id FROM (${HELD_OUT_SQL}) h`;

/**
 * Every answer of theirs that may count for someone: within the day and the window after its end. Clicks and replies are few and name their journey: those of people
 * whom the report is not about are stepped over by all that reads them. An event may be anybody's, so only theirs are looked for.
 */
const answersSql = ({ responseWhere, values }: Asked): string => {
  const until = after(':to::timestamptz', ':responseWindow');
  return values.responseEvent === null
    ? `
    SELECT r.customer_id, array_agg(DISTINCT r.at) AS hits FROM responses r
    WHERE r.journey_id = :journey AND r.kind IN ('click', 'reply') AND NOT r.machine AND r.at >= :from AND r.at < ${until}
    GROUP BY r.customer_id`
    : `
    SELECT p.customer_id, array_agg(DISTINCT ev.occurred_at) AS hits
    FROM people p JOIN events ev ON ev.customer_id = p.customer_id AND ev.name = :responseEvent AND ev.occurred_at >= :from AND ev.occurred_at < ${until}
      AND (${responseWhere})
    GROUP BY p.customer_id`;
};

/** Their conversions, each once. */
const dealsSql = ({ goalWhere }: Asked): string => `
    SELECT DISTINCT ev.customer_id, ev.id, ev.occurred_at AS at, ev.value_minor AS minor, ev.value_currency AS currency
    FROM people p JOIN events ev ON ev.customer_id = p.customer_id AND ev.name = :goalEvent
      AND ev.occurred_at >= :from AND ev.occurred_at < ${after(':to::timestamptz', ':goalWindow')} AND (${goalWhere})`;

/** Did one of a person's instants fall into the window that begins at `at`? */
const isWithin = (hits: string, window: string): string =>
  `CASE WHEN ${hits} IS NULL THEN false ELSE EXISTS (SELECT FROM unnest(${hits}) AS h (hit) WHERE h.hit >= p.at AND h.hit < ${after('p.at', window)}) END`;

/** How many of a population responded and converted; `population` gives the group's three keys, the person and the instant from which windows run. */
const outcomesOf = (scope: string, population: string): string => `
    SELECT '${scope}' AS scope, k1 AS "nodeId", k2 AS "armId", count(*) FILTER (WHERE responded) AS responded, count(*) FILTER (WHERE converted) AS converted
    FROM (
      SELECT p.k1, p.k2, ${isWithin('a.hits', ':responseWindow')} AS responded, ${isWithin('a.wins', ':goalWindow')} AS converted
      FROM (${population}) p JOIN actors a ON a.customer_id = p.customer_id
    ) o GROUP BY 2, 3`;

/** Money by currency of a population; amounts of different currencies are never added up. */
const moneyOf = (scope: string, population: string): string => `
    SELECT '${scope}' AS scope, p.k1 AS "nodeId", p.k2 AS "armId", d.currency, count(*) AS conversions, sum(d.minor) AS value
    FROM (${population}) p JOIN deals d ON d.customer_id = p.customer_id AND d.at >= p.at AND d.at < ${after('p.at', ':goalWindow')}
    WHERE d.currency IS NOT NULL GROUP BY 2, 3, 4`;

const IN_ARMS = 'SELECT e.customer_id, k.node_id AS k1, k.arm_id AS k2, k.at FROM arms k JOIN enrollments e ON e.cohort_id = k.cohort_id';
const ON_SIDES = `SELECT e.customer_id, k.side AS k1, ''::text AS k2, k.at FROM sides k JOIN enrollments e ON e.cohort_id = k.cohort_id`;
const TOUCHED = `SELECT customer_id, node_id AS k1, ''::text AS k2, at FROM touched WHERE delivered`;
const EVERYONE = `SELECT customer_id, ''::text AS k1, ''::text AS k2, at FROM touched WHERE node_id = '' UNION ALL SELECT customer_id, '', '', at FROM (${HELD_OUT_SQL}) h`;

/**
 * Who is in the comparison, by cohort. With control arms: the people assigned by a split that has one (`:controlSplits`) against those held out;
 * without: the people who entered that day against those held out at the entry.
 */
const sidesSql = (hasControlArm: boolean): string =>
  hasControlArm
    ? `
    SELECT cohort_id, 'treated' AS side, min(at) AS at FROM arms WHERE held_out_at IS NULL AND node_id = ANY(:controlSplits::text[]) GROUP BY cohort_id
    UNION ALL SELECT id, 'heldOut', held_out_at FROM cohorts WHERE journey_id = :journey AND held_out_at >= :from AND held_out_at < :to`
    : `
    SELECT id AS cohort_id, CASE WHEN held_out_at IS NULL THEN 'treated' ELSE 'heldOut' END AS side, entered_at AS at
    FROM cohorts WHERE journey_id = :journey AND entered_at >= :from AND entered_at < :to`;

/**
 * All numbers of a report by one statement, in one row (`Parts` of rows.ts). Everyone is counted in one pass that asks nobody what they
 * did; who answered is found once, as a join, and only those people are looked at again, with the instants from which their windows run.
 */
export const figuresSql = ({ hasControlArm, hasOneNode }: { hasControlArm: boolean; hasOneNode: boolean }, asked: Asked): string => `
  WITH arms AS MATERIALIZED (${ARMS_OF_DAY_SQL}),
  sides AS MATERIALIZED (${sidesSql(hasControlArm)}),
  people AS NOT MATERIALIZED (${PEOPLE_SQL}),
  answers AS MATERIALIZED (${answersSql(asked)}),
  deals AS MATERIALIZED (${dealsSql(asked)}),
  actors AS MATERIALIZED (
    SELECT customer_id, a.hits, w.hits AS wins
    FROM answers a FULL JOIN (SELECT customer_id, array_agg(at) AS hits FROM deals GROUP BY customer_id) w USING (customer_id)
  ),
  touched AS MATERIALIZED (
    SELECT m.customer_id, ${NODE}, min(m.decided_at) AS at, bool_or(m.state IN ('sent', 'delivered')) AS delivered
    FROM messages m JOIN actors a ON a.customer_id = m.customer_id WHERE ${OF_DAY} ${BOTH_WAYS}
  ),
  funnel AS MATERIALIZED (${hasOneNode ? ONE_NODE_SQL : FUNNEL_SQL}),
  arm_counts AS (
    SELECT node_id AS "nodeId", arm_id AS "armId", count(*) AS people, count(*) FILTER (WHERE is_reached) AS delivered
    FROM (
      SELECT k.node_id, k.arm_id, EXISTS (
        SELECT FROM messages m WHERE m.customer_id = e.customer_id AND m.journey_id = :journey AND m.entry_no = e.entry_no
          AND m.decided_at >= k.at AND m.state IN ('sent', 'delivered')
      ) AS is_reached
      FROM arms k JOIN enrollments e ON e.cohort_id = k.cohort_id
    ) r GROUP BY 1, 2
  ),
  outcomes AS (
    ${outcomesOf('funnel', TOUCHED)} UNION ALL ${outcomesOf('arm', IN_ARMS)} UNION ALL ${outcomesOf('side', ON_SIDES)}
  ),
  money AS (
    ${moneyOf('everyone', EVERYONE)} UNION ALL ${moneyOf('funnel', TOUCHED)} UNION ALL ${moneyOf('arm', IN_ARMS)}
  ),
  side_counts AS (
    SELECT k.side, count(*) AS people FROM sides k JOIN enrollments e ON e.cohort_id = k.cohort_id GROUP BY k.side
  )
  SELECT
    (SELECT coalesce(jsonb_agg(f), '[]') FROM funnel f) AS fates,
    (SELECT coalesce(jsonb_agg(a), '[]') FROM arm_counts a) AS arms,
    (SELECT coalesce(jsonb_agg(s), '[]') FROM side_counts s) AS sides,
    (SELECT coalesce(jsonb_agg(o), '[]') FROM outcomes o) AS outcomes,
    (SELECT coalesce(jsonb_agg(m), '[]') FROM money m) AS money,
    (SELECT count(*)::int FROM (${HELD_OUT_SQL}) h) AS "heldOutThatDay"`;

/** At how many nodes the journey `:journey` has ever sent. */
export const NODES_SQL = 'SELECT count(DISTINCT node_id)::int AS nodes FROM message_totals WHERE journey_id = :journey';
