/** The moves of a journey, summed up by the way that was taken; `completed` came to an end of the journey and left there. `$1` journey */
export const WAYS = `
  SELECT from_node AS "from", to_node AS "to", handle, kind, reason, sum(people)::int AS people
  FROM moves WHERE journey_id = $1
  GROUP BY from_node, to_node, handle, kind, reason`;

export const NEXT_AT = `
  SELECT node_id AS "nodeId", min(due_at) AS "nextAt" FROM cohorts WHERE journey_id = $1 AND state = 'standing' GROUP BY node_id`;

export const MESSAGES = `
  SELECT node_id AS "nodeId", state, reason, count(*)::int AS messages FROM messages WHERE journey_id = $1 GROUP BY node_id, state, reason`;

export const HEAD = `
  SELECT j.state, v.number AS version, coalesce(v.graph, j.draft) AS graph
  FROM journeys j LEFT JOIN journey_versions v ON v.id = j.version_id
  WHERE j.id = $1 AND j.archived_at IS NULL`;
