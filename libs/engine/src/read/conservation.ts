import type { Sql } from '@wayfare/platform';

/** A place where the sums of the moves and a count of the people say different things. `nodeId` null: how many have entered the version. */
export interface Difference {
  readonly journeyId: string;
  readonly versionId: string;
  readonly nodeId: string | null;
  readonly byMoves: number;
  readonly byCount: number;
}

const CHECK = `
  WITH moved AS (
    SELECT journey_id, version_id, node_id, sum(people) AS people FROM (
      SELECT journey_id, version_id, to_node AS node_id, people FROM moves WHERE to_node IS NOT NULL
      UNION ALL SELECT journey_id, version_id, from_node, -people FROM moves WHERE from_node IS NOT NULL
      UNION ALL SELECT journey_id, version_id, NULL, people FROM moves WHERE from_node IS NULL
    ) all_moves
    WHERE $1::bigint IS NULL OR journey_id = $1
    GROUP BY journey_id, version_id, node_id
  ),
  counted AS (
    SELECT c.journey_id, c.version_id, place.node_id, count(*) AS people
    FROM cohorts c JOIN enrollments e ON e.cohort_id = c.id
    CROSS JOIN LATERAL (
      SELECT NULL AS node_id UNION ALL SELECT c.node_id WHERE c.state = 'standing' AND e.left_at IS NULL
    ) place
    WHERE $1::bigint IS NULL OR c.journey_id = $1
    GROUP BY c.journey_id, c.version_id, place.node_id
  )
  SELECT coalesce(m.journey_id, k.journey_id) AS "journeyId", coalesce(m.version_id, k.version_id) AS "versionId", coalesce(m.node_id, k.node_id) AS "nodeId",
    coalesce(m.people, 0)::int AS "byMoves", coalesce(k.people, 0)::int AS "byCount"
  FROM moved m FULL JOIN counted k ON k.version_id = m.version_id AND coalesce(k.node_id, '') = coalesce(m.node_id, '')
  WHERE coalesce(m.people, 0) <> coalesce(k.people, 0)
  ORDER BY 1, 2, 3`;

/**
 * The engine's self-check (engine.md, rule 4): what the moves add up to, against a count of the people, for each version and node. An empty answer is a clean one.
 * It reads every enrollment of the journeys it is asked about.
 */
export const checkConservation = (sql: Sql, journeyId?: string): Promise<Difference[]> => sql.query<Difference>(CHECK, [journeyId ?? null]);
