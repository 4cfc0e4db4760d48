export const INSERT_VERSION = `
  INSERT INTO journey_versions (journey_id, number, graph, plan, published_by, published_at)
  SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5 FROM journey_versions WHERE journey_id = $1
  RETURNING id, number`;

/** `$2` what the new version needs of an engine; people may still be on older ones. */
export const SET_NEEDS = 'UPDATE journeys SET needs = greatest(needs, $2) WHERE id = $1';

/** A launch while the journey runs leaves the instant of the first one standing. */
export const SET_RUNNING = `
  UPDATE journeys SET state = 'running', version_id = $2, updated_at = $3, paused_at = NULL, stopped_at = NULL,
    launched_at = CASE WHEN state = 'running' THEN launched_at ELSE $3 END
  WHERE id = $1`;

export const SET_PAUSED = `UPDATE journeys SET state = 'paused', paused_at = $2, updated_at = $2 WHERE id = $1`;
export const SET_RESUMED = `UPDATE journeys SET state = 'running', paused_at = NULL, updated_at = $2 WHERE id = $1`;
export const SET_STOPPED = `UPDATE journeys SET state = 'stopped', stopped_at = $2, updated_at = $2 WHERE id = $1`;

/** `$3` why the journey has paused itself, null where somebody did. A pause that begins and ends at one instant of a clock that stands still is one pause with the next. */
export const BEGIN_PAUSE = `
  INSERT INTO journey_pauses (journey_id, from_at, breaker) VALUES ($1, $2, $3)
  ON CONFLICT (journey_id, from_at) DO UPDATE SET until_at = NULL, overdue = NULL, breaker = excluded.breaker`;

/** Ends the pause of a journey, if it is in one. `$3` what became of the overdue, null where the journey was stopped */
export const END_PAUSE = 'UPDATE journey_pauses SET until_at = $2, overdue = $3 WHERE journey_id = $1 AND until_at IS NULL';

/** What came while the journey was paused is shown to its people before anyone takes a step. */
export const HOLD_WAKES = 'UPDATE journey_wakes SET held = true WHERE journey_id = $1';
export const FORGET_WAKES = 'DELETE FROM journey_wakes WHERE journey_id = $1';

export const CANCEL_RUNS = `
  UPDATE entry_runs SET state = 'cancelled', finished_at = $2 WHERE journey_id = $1 AND state IN ('planned', 'entering', 'held')`;

/** Everyone who is inside leaves from where they stand. `$1` journey, `$2` now */
export const STOP_COHORTS = `
  WITH standing AS MATERIALIZED (
    SELECT c.id, c.version_id, c.node_id, c.seq, c.size
      - coalesce((SELECT sum(m.people) FROM moves m WHERE m.cohort_id = c.id AND m.seq = c.seq AND m.kind = 'leave'), 0)
      - coalesce((
          SELECT sum(m.people) FROM cohorts k JOIN moves m ON m.cohort_id = k.id AND m.seq = c.seq + 1 AND m.kind IN ('wake', 'switch')
          WHERE k.parent_id = c.id AND k.parent_seq = c.seq
        ), 0) AS people
    FROM cohorts c WHERE c.journey_id = $1 AND c.state = 'standing'
  ),
  stopped AS (
    UPDATE cohorts c SET state = 'exited', exit_reason = 'stopped', seq = c.seq + 1, size = s.people, arrived_at = $2, due_at = NULL
    FROM standing s WHERE c.id = s.id
  )
  INSERT INTO moves (journey_id, version_id, cohort_id, seq, kind, from_node, to_node, people, at, reason)
  SELECT $1, s.version_id, s.id, s.seq + 1, 'exit', s.node_id, NULL, s.people, $2, 'stopped' FROM standing s WHERE s.people > 0
  RETURNING people`;
