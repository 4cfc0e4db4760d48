import type { Sql } from '@wayfare/platform';

/** A place where the running totals of the messages and the messages themselves say different things. */
export interface MessageDifference {
  readonly journeyId: string;
  readonly nodeId: string;
  readonly state: string;
  readonly byTotals: number;
  readonly byCount: number;
}

const CHECK = `
  SELECT journey_id AS "journeyId", node_id AS "nodeId", state, sum(totals)::int AS "byTotals", sum(rows)::int AS "byCount"
  FROM (
    SELECT journey_id, version_id, node_id, state, reason, messages AS totals, 0 AS rows FROM message_totals WHERE $1::bigint IS NULL OR journey_id = $1
    UNION ALL
    SELECT journey_id, version_id, node_id, state, reason, 0, count(*) FROM messages WHERE $1::bigint IS NULL OR journey_id = $1
    GROUP BY journey_id, version_id, node_id, state, reason
    UNION ALL
    SELECT journey_id, version_id, node_id, state, reason, 0, messages FROM archived_messages WHERE $1::bigint IS NULL OR journey_id = $1
  ) told
  GROUP BY journey_id, version_id, node_id, state, reason
  HAVING sum(totals) <> sum(rows)
  ORDER BY 1, 2, 3`;

/**
 * What the running totals of the messages say, against a count of the messages and of those that stand in archives only, for each version, node, state and reason; read in one snapshot, so that it may be asked while messages leave. An
 * empty answer is a clean one. It reads every message of the journeys it is asked about.
 */
export const checkMessageTotals = (sql: Sql, journeyId?: string): Promise<MessageDifference[]> =>
  sql.query<MessageDifference>(CHECK, [journeyId ?? null]);
