import type { Sql } from '@wayfare/platform';
import type { Cohort } from '../../cohorts/cohort.js';

const UNSETTLED = `
  SELECT EXISTS (
    SELECT 1 FROM enrollments e
    JOIN messages m ON m.customer_id = e.customer_id AND m.journey_id = e.journey_id AND m.entry_no = e.entry_no AND m.node_id = ANY($2)
    WHERE e.cohort_id = $1 AND e.left_at IS NULL AND m.state IN ('queued', 'sending')
  ) AS waits`;

/** Whether nothing that these nodes sent to the cohort's people is still queued or being sent. */
export const messagesAreSettled = async (sql: Sql, cohort: Pick<Cohort, 'id'>, nodeIds: readonly string[]): Promise<boolean> => {
  const [row] = await sql.query<{ waits: boolean }>(UNSETTLED, [cohort.id, nodeIds]);
  return row?.waits === false;
};
