/** The stays of customers in a journey. `$1` journey, `$2` customers; null: all */
export const STAYS = `
  SELECT e.customer_id AS "customerId", e.entry_no AS "entryNo", e.cohort_id AS "cohortId", c.version_id AS "versionId",
    CASE WHEN c.state = 'standing' AND e.left_at IS NULL THEN c.due_at END AS "dueAt",
    e.left_at AS "leftAt", e.left_reason AS "leftReason", e.left_node AS "leftNode", e.left_seq AS "leftSeq"
  FROM enrollments e JOIN cohorts c ON c.id = e.cohort_id
  WHERE e.journey_id = $1 AND ($2::bigint[] IS NULL OR e.customer_id = ANY($2))
  ORDER BY e.customer_id, e.entry_no`;

/** The way of cohorts: their own moves, and those of each cohort above them up to the `seq` at which the one below split off. `$1` cohorts */
export const WAYS = `
  WITH RECURSIVE line AS (
    SELECT id AS cohort_id, id AS above, 2147483647 AS up_to FROM unnest($1::bigint[]) AS u (id)
    UNION ALL
    SELECT l.cohort_id, c.parent_id, least(c.parent_seq, l.up_to) FROM line l JOIN cohorts c ON c.id = l.above WHERE c.parent_id IS NOT NULL
  )
  SELECT l.cohort_id AS "cohortId", m.seq, m.from_node AS "from", m.to_node AS "to", m.handle, m.at, m.reason, m.kind, m.version_id AS "versionId"
  FROM line l JOIN moves m ON m.cohort_id = l.above AND m.seq <= l.up_to AND m.kind <> 'leave'
  ORDER BY l.cohort_id, m.seq`;
