/** `$1`: a JSON array of cohorts as `rowOf` writes them. */
export const INSERT_COHORTS = `
  INSERT INTO cohorts (id, journey_id, version_id, node_id, state, exit_reason, seq, size, entered_at, arrived_at, due_at, parent_id, parent_seq, arms, held_out_at, switched_at)
  SELECT id, journey_id, version_id, node_id, state, exit_reason, seq, size, entered_at, arrived_at, due_at, parent_id, parent_seq, arms, held_out_at, switched_at
  FROM jsonb_populate_recordset(NULL::cohorts, $1::jsonb)`;

export const UPDATE_COHORTS = `
  UPDATE cohorts c
  SET node_id = n.node_id, state = n.state, exit_reason = n.exit_reason, seq = n.seq, size = n.size, arrived_at = n.arrived_at,
    due_at = n.due_at, arms = n.arms, held_out_at = n.held_out_at
  FROM jsonb_populate_recordset(NULL::cohorts, $1::jsonb) n
  WHERE c.id = n.id`;

export const INSERT_MOVES = `
  INSERT INTO moves (journey_id, version_id, cohort_id, seq, kind, from_node, to_node, handle, people, at, reason)
  SELECT journey_id, version_id, cohort_id, seq, kind, from_node, to_node, handle, people, at, reason
  FROM jsonb_populate_recordset(NULL::moves, $1::jsonb)`;

export const NEXT_COHORT_IDS = `SELECT nextval('cohorts_id_seq')::text AS id FROM generate_series(1, $1)`;
