import type { Tx } from '@wayfare/platform';
import type { Cohort } from '../cohorts/cohort.js';
import { lockForLeaving } from '../cohorts/rows.js';
import { MovedMeanwhile } from '../retry.js';

/** Somebody inside a journey, held where they stand until the transaction ends. */
export interface Standing {
  readonly customerId: string;
  readonly entryNo: number;
  readonly cohort: Cohort;
}

interface StayRow {
  customerId: string;
  entryNo: number;
  cohortId: string;
}

const WHERE = 'e.customer_id = ANY($1::bigint[]) AND e.journey_id = ANY($2::bigint[]) AND e.left_at IS NULL';

const COHORTS_OF = `
  SELECT DISTINCT e.cohort_id AS id FROM enrollments e JOIN cohorts c ON c.id = e.cohort_id
  WHERE ${WHERE} AND c.state = 'standing'`;

const HOLD = `
  SELECT e.customer_id AS "customerId", e.entry_no AS "entryNo", e.cohort_id AS "cohortId" FROM enrollments e JOIN cohorts c ON c.id = e.cohort_id
  WHERE ${WHERE} AND c.state = 'standing'
  ORDER BY e.customer_id, e.journey_id, e.entry_no FOR UPDATE OF e`;

/**
 * Holds customers where they stand in some journeys, so that they can leave from there (engine.md, rule 4): first the cohorts, shared and in the order of
 * their ids, then the people.
 * @throws MovedMeanwhile where a step took somebody on while we waited for its lock: the transaction is to be tried again
 */
export const holdStanding = async (tx: Tx, customerIds: readonly string[], journeyIds: readonly string[]): Promise<Standing[]> => {
  const found = await tx.query<{ id: string }>(COHORTS_OF, [customerIds, journeyIds]);
  const held =
    found.length === 0
      ? new Map<string, Cohort>()
      : await lockForLeaving(
          tx,
          found.map(({ id }) => id),
        );
  const rows = await tx.query<StayRow>(HOLD, [customerIds, journeyIds]);
  return rows.map(({ cohortId, ...stay }) => {
    const cohort = held.get(cohortId);
    if (!cohort) throw new MovedMeanwhile();
    return { ...stay, cohort };
  });
};
