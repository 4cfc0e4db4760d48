import type { Sql } from '@wayfare/platform';

/** So many deltas of a journey are worth folding; adding them up at a read costs well under a millisecond. */
const WORTH_FOLDING = 500;

const WORTH_IT = 'SELECT journey_id AS id FROM way_totals WHERE NOT folded GROUP BY journey_id HAVING count(*) >= $1';

/**
 * One statement, so that whoever reads sees the deltas or their sum and never both. Rows that another fold holds are left to it.
 * `$1` journey
 */
const FOLD = `
  WITH gone AS (
    DELETE FROM way_totals WHERE id IN (SELECT id FROM way_totals WHERE journey_id = $1 FOR UPDATE SKIP LOCKED)
    RETURNING journey_id, version_id, kind, from_node, to_node, handle, reason, people
  )
  INSERT INTO way_totals (journey_id, version_id, kind, from_node, to_node, handle, reason, people, folded)
  SELECT journey_id, version_id, kind, from_node, to_node, handle, reason, sum(people), true
  FROM gone GROUP BY journey_id, version_id, kind, from_node, to_node, handle, reason`;

/**
 * Keeps the running totals few: steps append what they add up to, each for itself, so that none waits for another; here the appended become one row for each
 * way of each version.
 * @param worth how many deltas of a journey are worth it
 */
export const foldTotals = async (sql: Sql, worth = WORTH_FOLDING): Promise<void> => {
  for (const { id } of await sql.query<{ id: string }>(WORTH_IT, [worth])) await sql.query(FOLD, [id]);
};
