/** What is due at `$1` and not carried out yet, a row for each kind of work that is left. */
export const BUSY = `
  SELECT kind, count FROM (
    SELECT 'cohorts' AS kind, count(*)::int AS count FROM cohorts c JOIN journeys j ON j.id = c.journey_id AND j.state = 'running'
      WHERE c.state = 'standing' AND c.due_at <= $1
    UNION ALL SELECT 'batches', count(*)::int FROM event_batches WHERE applied_at IS NULL
    UNION ALL SELECT 'wakes', count(*)::int FROM journey_wakes w JOIN journeys j ON j.id = w.journey_id AND j.state = 'running'
    UNION ALL SELECT 'runs', count(*)::int FROM entry_runs r JOIN journeys j ON j.id = r.journey_id AND j.state = 'running'
      WHERE r.state = 'entering' OR (r.state = 'planned' AND r.planned_at <= $1)
    UNION ALL SELECT 'messages', count(*)::int FROM messages m JOIN connectors k ON k.id = m.connector_id JOIN journeys j ON j.id = m.journey_id
      WHERE m.state = 'sending' OR (m.state = 'queued' AND m.not_before <= $1 AND NOT k.paused AND j.state <> 'paused')
    UNION ALL SELECT 'hand-overs', count(*)::int FROM hand_overs h LEFT JOIN journeys j ON j.id = h.to_journey_id
      WHERE h.state IN ('open', 'entering') AND j.state IS DISTINCT FROM 'paused'
    UNION ALL SELECT 'looks', count(*)::int FROM experiments x JOIN journeys j ON j.id = x.journey_id AND j.state IN ('running', 'paused', 'finished')
      WHERE x.look_at <= $1
    UNION ALL SELECT 'imports', count(*)::int FROM imports WHERE state IN ('checking', 'queued', 'running')
  ) work
  WHERE count > 0`;

/** The next instant after `$1`, by `$2` at the latest, at which something comes due. */
export const NEXT = `
  SELECT least(
    (SELECT min(c.due_at) FROM cohorts c JOIN journeys j ON j.id = c.journey_id AND j.state = 'running' WHERE c.state = 'standing' AND c.due_at > $1 AND c.due_at <= $2),
    (SELECT min(r.planned_at) FROM entry_runs r JOIN journeys j ON j.id = r.journey_id AND j.state = 'running'
      WHERE r.state = 'planned' AND r.planned_at > $1 AND r.planned_at <= $2),
    (SELECT min(x.look_at) FROM experiments x JOIN journeys j ON j.id = x.journey_id AND j.state IN ('running', 'paused', 'finished')
      WHERE x.look_at > $1 AND x.look_at <= $2),
    (SELECT min(m.not_before) FROM messages m JOIN connectors k ON k.id = m.connector_id AND NOT k.paused
      WHERE m.state = 'queued' AND m.not_before > $1 AND m.not_before <= $2)
  ) AS next`;
