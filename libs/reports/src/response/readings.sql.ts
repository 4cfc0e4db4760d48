import { ASSIGNED_SQL, comparedSql, outcomesSql, touchedSql } from './populations.sql.js';
import type { Asked } from './question.js';

/**
 * A person's fate that day is one of these, the first that holds, so that the funnel adds up:
 * sent, unknown, pending, failed, suppressed.
 */
export const FATE_SQL = `CASE WHEN o.sent THEN 'sent' WHEN o.unknown THEN 'unknown' WHEN o.pending THEN 'pending' WHEN o.failed THEN 'failed' ELSE 'suppressed' END`;

/** The funnel over all nodes (one row) or at each send node. Respond and convert count among those the message reached. */
export const funnelSql = (by: 'all' | 'node', asked: Asked): string => `
  WITH o AS MATERIALIZED (${outcomesSql(touchedSql(by), asked)}),
  f AS (SELECT o.*, ${FATE_SQL} AS fate FROM o),
  reasons AS (
    SELECT node_id, jsonb_object_agg(reason, people) AS suppressed
    FROM (SELECT node_id, reason, count(*)::int AS people FROM f WHERE fate = 'suppressed' GROUP BY 1, 2) s GROUP BY node_id
  )
  SELECT f.node_id AS "nodeId", min(f.channel) AS channel, count(*)::int AS touched,
    count(*) FILTER (WHERE fate = 'sent')::int AS sent,
    count(*) FILTER (WHERE delivered)::int AS delivered,
    count(*) FILTER (WHERE bounced AND NOT delivered)::int AS bounced,
    count(*) FILTER (WHERE fate = 'unknown')::int AS unknown,
    count(*) FILTER (WHERE fate = 'pending')::int AS pending,
    count(*) FILTER (WHERE fate = 'failed')::int AS failed,
    coalesce((SELECT suppressed FROM reasons WHERE reasons.node_id = f.node_id), '{}') AS suppressed,
    count(*) FILTER (WHERE opened)::int AS opened,
    count(*) FILTER (WHERE opened_by_machine AND NOT opened)::int AS "machineOpened",
    count(*) FILTER (WHERE clicked)::int AS clicked,
    count(*) FILTER (WHERE unsubscribed)::int AS unsubscribed,
    count(*) FILTER (WHERE complained)::int AS complained,
    count(*) FILTER (WHERE responded AND delivered)::int AS responded,
    count(*) FILTER (WHERE converted AND delivered)::int AS converted,
    coalesce(sum(value) FILTER (WHERE delivered), 0)::bigint AS value
  FROM f GROUP BY f.node_id ORDER BY f.node_id`;

export const armsSql = (asked: Asked): string => `
  SELECT o.node_id AS "nodeId", o.arm_id AS "armId", count(*)::int AS people,
    count(*) FILTER (WHERE reached)::int AS delivered,
    count(*) FILTER (WHERE responded)::int AS responded,
    count(*) FILTER (WHERE converted)::int AS converted,
    coalesce(sum(value), 0)::bigint AS value
  FROM (${outcomesSql(ASSIGNED_SQL, asked)}) o GROUP BY o.node_id, o.arm_id ORDER BY 1, 2`;

export const comparisonSql = (hasControlArm: boolean, asked: Asked): string => `
  SELECT o.held_out AS "heldOut", count(*)::int AS people,
    count(*) FILTER (WHERE responded)::int AS responded,
    count(*) FILTER (WHERE converted)::int AS converted
  FROM (${outcomesSql(comparedSql(hasControlArm), asked)}) o GROUP BY o.held_out`;
