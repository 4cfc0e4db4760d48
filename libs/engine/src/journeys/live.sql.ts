/**
 * The moves of a journey, summed up by the way that was taken; `completed` came to an end of the journey and left there. Read from the running totals, which
 * stay few however many moves there are. `$1` journey, `$2` the number of one version; null: all
 */
export const WAYS = `
  SELECT t.from_node AS "from", t.to_node AS "to", t.handle, t.kind, t.reason, sum(t.people)::int AS people
  FROM way_totals t
  WHERE t.journey_id = $1 AND ($2::int IS NULL OR t.version_id = (SELECT id FROM journey_versions WHERE journey_id = $1 AND number = $2))
  GROUP BY t.from_node, t.to_node, t.handle, t.kind, t.reason`;

export const NEXT_AT = `
  SELECT c.node_id AS "nodeId", min(c.due_at) AS "nextAt" FROM cohorts c
  WHERE c.journey_id = $1 AND c.state = 'standing'
    AND ($2::int IS NULL OR c.version_id = (SELECT id FROM journey_versions WHERE journey_id = $1 AND number = $2))
  GROUP BY c.node_id`;

/** People of audiences that come in by parts who have not come in yet. `$1` journey */
export const DOOR = `
  SELECT coalesce(sum(cardinality(k.customer_ids)) FILTER (WHERE NOT k.held), 0)::int AS waiting,
    coalesce(sum(cardinality(k.customer_ids)) FILTER (WHERE k.held), 0)::int AS held,
    min(r.planned_at) FILTER (WHERE r.state = 'planned') AS "nextAt",
    (SELECT coalesce(sum(people), 0)::int FROM entry_refusals WHERE journey_id = $1) AS refused
  FROM entry_runs r JOIN entry_chunks k ON k.run_id = r.id AND k.applied_at IS NULL
  WHERE r.journey_id = $1 AND r.state IN ('planned', 'entering', 'held')`;

/** What has become of the messages at each node, from their running totals. `$1` journey, `$2` the number of one version; null: all */
export const MESSAGES = `
  SELECT t.node_id AS "nodeId", t.state, t.reason, sum(t.messages)::int AS messages FROM message_totals t
  WHERE t.journey_id = $1 AND ($2::int IS NULL OR t.version_id = (SELECT id FROM journey_versions WHERE journey_id = $1 AND number = $2))
  GROUP BY t.node_id, t.state, t.reason HAVING sum(t.messages) <> 0`;

/** The pause that a journey is in. `$1` journey */
export const PAUSE = 'SELECT from_at AS "from", breaker FROM journey_pauses WHERE journey_id = $1 AND until_at IS NULL';

/** `$2` the number of the version whose drawing is wanted; null: the one that runs, or the draft where none was published. */
export const HEAD = `
  SELECT j.state, r.number AS version, coalesce(v.graph, j.draft) AS graph
  FROM journeys j
  LEFT JOIN journey_versions r ON r.id = j.version_id
  LEFT JOIN journey_versions v ON v.journey_id = j.id AND v.number = coalesce($2, r.number)
  WHERE j.id = $1 AND j.archived_at IS NULL AND ($2::int IS NULL OR v.id IS NOT NULL)`;
