import type { Sql } from '@wayfare/platform';
import type { EnrollmentKey } from '../parts.js';

const SET = `UPDATE tasks t SET state = 'withdrawn', closed_at = $1`;

const OF_STAYS = `
  ${SET} FROM unnest($2::bigint[], $3::bigint[], $4::int[]) AS s (customer_id, journey_id, entry_no)
  WHERE t.customer_id = s.customer_id AND t.journey_id = s.journey_id AND t.entry_no = s.entry_no AND t.state = 'open'`;

/** Most journeys ask nobody for anything: that is seen before anybody is looked for. `$2` cohort, `$3` journey */
const OF_LEAVERS = `
  ${SET} FROM enrollments e
  WHERE e.cohort_id = $2 AND e.left_at = $1 AND t.customer_id = e.customer_id AND t.journey_id = e.journey_id AND t.entry_no = e.entry_no
    AND t.state = 'open' AND EXISTS (SELECT 1 FROM tasks o WHERE o.journey_id = $3 AND o.state = 'open')`;

const OF_JOURNEY = `${SET} WHERE t.journey_id = $2 AND t.state = 'open'`;

const OF_NODES = `${SET} WHERE t.journey_id = $2 AND t.node_id = ANY($3::text[]) AND t.waits AND t.state = 'open'`;

/** What colleagues were asked to do for people who leave a journey before its end is not asked of them any more. */
export const withdrawFromStays = async (tx: Sql, now: Date, stays: readonly EnrollmentKey[]): Promise<void> => {
  if (stays.length === 0) return;
  await tx.query(OF_STAYS, [
    now,
    stays.map(({ customerId }) => customerId),
    stays.map(({ journeyId }) => journeyId),
    stays.map(({ entryNo }) => entryNo),
  ]);
};

/** For those who have left a cohort at this instant. */
export const withdrawFromLeavers = async (
  tx: Sql,
  now: Date,
  cohort: { readonly id: string; readonly journeyId: string },
): Promise<void> => {
  await tx.query(OF_LEAVERS, [now, cohort.id, cohort.journeyId]);
};

/** Of a journey that is stopped: for those too who have come to its end. */
export const withdrawFromJourney = async (tx: Sql, now: Date, journeyId: string): Promise<void> => {
  await tx.query(OF_JOURNEY, [now, journeyId]);
};

/** Nobody waits any more at nodes that are gone. */
export const withdrawFromNodes = async (tx: Sql, now: Date, journeyId: string, nodeIds: readonly string[]): Promise<void> => {
  if (nodeIds.length > 0) await tx.query(OF_NODES, [now, journeyId, nodeIds]);
};
