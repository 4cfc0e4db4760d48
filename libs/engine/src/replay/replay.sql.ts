export const JOURNEY = 'SELECT state FROM journeys WHERE id = $1 AND archived_at IS NULL';

/** From when to when people moved; both null where nobody has. `$1` journey */
export const SPAN = `
  SELECT least((SELECT min(quarter) FROM way_quarters WHERE journey_id = $1), min(at)) AS "first",
    greatest((SELECT max(quarter) FROM way_quarters WHERE journey_id = $1), max(at)) AS "last"
  FROM way_totals WHERE journey_id = $1 AND NOT folded`;

export const VERSIONS = 'SELECT number, published_at AS "publishedAt" FROM journey_versions WHERE journey_id = $1 ORDER BY number';

export const STEPS = `
  SELECT DISTINCT ON (node->>'id') node->>'id' AS id, node->>'type' AS kind, coalesce(node->'data'->>'name', '') AS name
  FROM journey_versions v CROSS JOIN jsonb_array_elements(v.graph->'nodes') AS node
  WHERE v.journey_id = $1
  ORDER BY node->>'id', v.number DESC`;

/**
 * The ways that were taken in each frame: the quarters, and what has not been added to them yet, in one statement, so that each move is told once. `$1` journey, `$2` when the frames begin, in order
 */
export const WAYS = `
  SELECT greatest(width_bucket(at, $2::timestamptz[]) - 1, 0) AS frame, from_node AS "from", to_node AS "to", handle, kind, reason, sum(people)::int AS people
  FROM (
    SELECT quarter AS at, from_node, to_node, handle, kind, reason, people FROM way_quarters WHERE journey_id = $1
    UNION ALL SELECT at, from_node, to_node, handle, kind, reason, people FROM way_totals WHERE journey_id = $1 AND NOT folded AND at IS NOT NULL
  ) taken
  GROUP BY 1, from_node, to_node, handle, kind, reason
  ORDER BY 1, from_node, to_node, handle, kind, reason`;

/** Messages handed over in each frame, told in the same way. `$1` journey, `$2` when the frames begin, in order */
export const SENT = `
  SELECT greatest(width_bucket(at, $2::timestamptz[]) - 1, 0) AS frame, node_id AS "nodeId", sum(messages)::int AS messages
  FROM (
    SELECT quarter AS at, node_id, messages FROM sent_quarters WHERE journey_id = $1
    UNION ALL SELECT sent_in, node_id, messages FROM message_totals WHERE journey_id = $1 AND NOT folded AND sent_in IS NOT NULL
  ) handed
  GROUP BY 1, node_id HAVING sum(messages) <> 0
  ORDER BY 1, node_id`;
