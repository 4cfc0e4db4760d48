import type { Sql } from '@wayfare/platform';

/** A place where the moves, their running totals and a count of the people say different things. `nodeId` null: how many have come to the version and not gone over to another. */
export interface Difference {
  readonly journeyId: string;
  readonly versionId: string;
  readonly nodeId: string | null;
  readonly byMoves: number;
  readonly byTotals: number;
  readonly byCount: number;
}

/** How many stand at each node, and have entered, by what a table of ways adds up to. */
const standing = (ways: string): string => `
    SELECT journey_id, version_id, node_id, sum(people) AS people FROM (
      SELECT journey_id, version_id, to_node AS node_id, people FROM ${ways} WHERE to_node IS NOT NULL
      UNION ALL SELECT journey_id, version_id, from_node, -people FROM ${ways} WHERE from_node IS NOT NULL
      UNION ALL SELECT journey_id, version_id, NULL, people FROM ${ways} WHERE from_node IS NULL
      UNION ALL SELECT journey_id, version_id, NULL, -people FROM ${ways} WHERE to_node IS NULL AND kind = 'switch'
    ) all_ways
    WHERE $1::bigint IS NULL OR journey_id = $1
    GROUP BY journey_id, version_id, node_id`;

const CHECK = `
  WITH moved AS (${standing('moves')}),
  totalled AS (${standing('way_totals')}),
  counted AS (
    SELECT c.journey_id, c.version_id, place.node_id, count(*) AS people
    FROM cohorts c JOIN enrollments e ON e.cohort_id = c.id
    CROSS JOIN LATERAL (
      SELECT NULL AS node_id UNION ALL SELECT c.node_id WHERE c.state = 'standing' AND e.left_at IS NULL
    ) place
    WHERE $1::bigint IS NULL OR c.journey_id = $1
    GROUP BY c.journey_id, c.version_id, place.node_id
  )
  SELECT journey_id AS "journeyId", version_id AS "versionId", node_id AS "nodeId",
    sum(moves)::int AS "byMoves", sum(totals)::int AS "byTotals", sum(people)::int AS "byCount"
  FROM (
    SELECT journey_id, version_id, node_id, people AS moves, 0 AS totals, 0 AS people FROM moved
    UNION ALL SELECT journey_id, version_id, node_id, 0, people, 0 FROM totalled
    UNION ALL SELECT journey_id, version_id, node_id, 0, 0, people FROM counted
  ) told
  GROUP BY journey_id, version_id, node_id
  HAVING sum(moves) <> sum(people) OR sum(moves) <> sum(totals)
  ORDER BY 1, 2, 3`;

/**
 * The engine's self-check (engine.md, rule 4): what the moves add up to, against their running totals and a count of the people, for each version and node. An empty answer is a clean one.
 * It reads every enrollment of the journeys it is asked about.
 */
export const checkConservation = (sql: Sql, journeyId?: string): Promise<Difference[]> => sql.query<Difference>(CHECK, [journeyId ?? null]);
