/**
 * The people who are still in a cohort `c`: of those who were in it at its last step, not those who left on their own since, nor those who were woken from it. Only true while nobody
 * moves, or the cohort is locked.
 */
export const STILL_IN_COHORT = `
  c.size
    - coalesce((SELECT sum(m.people) FROM moves m WHERE m.cohort_id = c.id AND m.seq = c.seq AND m.kind = 'leave'), 0)
    - coalesce((
        SELECT sum(m.people) FROM cohorts k JOIN moves m ON m.cohort_id = k.id AND m.seq = c.seq + 1 AND m.kind IN ('wake', 'switch')
        WHERE k.parent_id = c.id AND k.parent_seq = c.seq
      ), 0)`;

/** Where people stand who do not go by version `$2`. `$1` journey */
export const PLACES = `
  SELECT version_id AS "versionId", node_id AS "nodeId", sum(people)::int AS people
  FROM (
    SELECT c.version_id, c.node_id, ${STILL_IN_COHORT} AS people FROM cohorts c
    WHERE c.journey_id = $1 AND c.state = 'standing' AND c.version_id <> $2
  ) standing
  GROUP BY version_id, node_id ORDER BY version_id DESC, node_id`;

/**
 * Who has left a standing cohort on their own still points at it, and left the old version: they go to a child of their own, which has left the journey, so that the version on a
 * cohort's row is that of everyone who points at it. `$1` journey, `$2` the new version, `$3` now
 */
export const SET_LEAVERS_ASIDE = `
  WITH left_from AS MATERIALIZED (
    SELECT c.id, nextval('cohorts_id_seq') AS child FROM cohorts c
    WHERE c.journey_id = $1 AND c.state = 'standing' AND c.version_id <> $2
      AND EXISTS (SELECT 1 FROM moves m WHERE m.cohort_id = c.id AND m.kind = 'leave')
  ),
  children AS (
    INSERT INTO cohorts (id, journey_id, version_id, node_id, state, seq, size, entered_at, arrived_at, parent_id, parent_seq, arms, held_out_at, switched_at)
    SELECT l.child, c.journey_id, c.version_id, c.node_id, 'exited', c.seq, 0, c.entered_at, $3, c.id, c.seq, c.arms, c.held_out_at, c.switched_at
    FROM left_from l JOIN cohorts c ON c.id = l.id
  )
  UPDATE enrollments e SET cohort_id = l.child FROM left_from l WHERE e.cohort_id = l.id AND e.left_at IS NOT NULL`;

/** An effect for each place: stay, anew (what the node does, counted from the moment they came), go (to another node, now). `$5` versions, `$6` nodes, `$7` effects, `$8` targets */
const EFFECTS = `unnest($5::bigint[], $6::text[], $7::text[], $8::text[]) AS f (version_id, node_id, does, target)`;

/**
 * Everybody who is inside goes over to the new version, where they stand or to the node that was chosen for theirs. What has only come to its node, or was to be looked at anew already, still
 * is. `$1` journey, `$2` the new version, `$3` now, `$4` (as text) says that a node was chosen
 */
export const SWITCH = `
  WITH standing AS MATERIALIZED (
    SELECT c.id, c.version_id, c.node_id, c.seq, f.does, f.target, ${STILL_IN_COHORT} AS people
    FROM cohorts c JOIN ${EFFECTS} ON f.version_id = c.version_id AND f.node_id = c.node_id
    WHERE c.journey_id = $1 AND c.state = 'standing' AND f.does <> 'leave'
  ),
  switched AS (
    UPDATE cohorts c SET version_id = $2, seq = c.seq + 2, size = s.people, switched_at = $3,
      node_id = coalesce(s.target, c.node_id),
      arrived_at = CASE WHEN s.does = 'go' THEN $3 ELSE c.arrived_at END,
      due_at = CASE WHEN s.does <> 'stay' OR c.due_at = c.switched_at THEN $3 ELSE c.due_at END
    FROM standing s WHERE c.id = s.id
  )
  INSERT INTO moves (journey_id, version_id, cohort_id, seq, kind, from_node, to_node, handle, people, at)
  SELECT $1::bigint, s.version_id, s.id, s.seq + 1, 'switch', s.node_id, NULL, NULL, s.people, $3::timestamptz FROM standing s WHERE s.people > 0
  UNION ALL
  SELECT $1, $2::bigint, s.id, s.seq + 2, 'switch', NULL, coalesce(s.target, s.node_id), CASE WHEN s.does = 'go' THEN $4::text END, s.people, $3 FROM standing s WHERE s.people > 0`;

/** The cohorts of nodes that are gone, whose people leave. */
const LEAVING = `
  SELECT c.id FROM cohorts c JOIN unnest($2::bigint[], $3::text[]) AS f (version_id, node_id) ON f.version_id = c.version_id AND f.node_id = c.node_id
  WHERE c.journey_id = $1 AND c.state = 'standing'`;

/** Who they are, so that what is still to be sent to them can be called off. `$1` journey, `$2` versions, `$3` nodes */
export const STAYS_OF_LEAVING = `
  SELECT e.customer_id AS "customerId", e.journey_id AS "journeyId", e.entry_no AS "entryNo" FROM enrollments e
  WHERE e.cohort_id IN (${LEAVING}) AND e.left_at IS NULL`;

/** `$4` now */
export const LEAVE_FROM_NODES = `
  WITH standing AS MATERIALIZED (
    SELECT c.id, c.version_id, c.node_id, c.seq, ${STILL_IN_COHORT} AS people FROM cohorts c WHERE c.id IN (${LEAVING})
  ),
  gone AS (
    UPDATE cohorts c SET state = 'exited', exit_reason = 'stopped', seq = c.seq + 1, size = s.people, arrived_at = $4, due_at = NULL
    FROM standing s WHERE c.id = s.id
  )
  INSERT INTO moves (journey_id, version_id, cohort_id, seq, kind, from_node, to_node, people, at, reason)
  SELECT $1, s.version_id, s.id, s.seq + 1, 'exit', s.node_id, NULL, s.people, $4, 'stopped' FROM standing s WHERE s.people > 0`;

/** An audience that is coming in at this moment goes on by the new version where its entry is still one. `$1` journey, `$2` the new version, `$3` its audiences */
export const RUNS_GO_ON = `
  UPDATE entry_runs SET version_id = $2 WHERE journey_id = $1 AND state = 'entering' AND node_id = ANY($3::text[])`;
