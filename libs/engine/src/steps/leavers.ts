import { type Cohort, splitOff } from '../cohorts/cohort.js';
import { type Ledger, newCohortIds } from '../cohorts/ledger.js';
import type { Scene } from '../nodes/handler.js';

const HAS_LEAVERS = `SELECT 1 FROM moves WHERE cohort_id = $1 AND kind = 'leave' LIMIT 1`;
const GO_ASIDE = 'UPDATE enrollments SET cohort_id = $2 WHERE cohort_id = $1 AND left_at IS NOT NULL';

/**
 * Before a cohort comes into an arm: whoever has left on their own still points at it, and was never in that arm. They go to a child of their own, which has left
 * the journey, so that what stands on a cohort's row is true of everyone who points at it.
 */
export const setLeaversAside = async (cohort: Cohort, ledger: Ledger, { tx, now }: Scene): Promise<void> => {
  if (!ledger.hasLeavers(cohort.id) && (await tx.query(HAS_LEAVERS, [cohort.id])).length === 0) return;
  const [id = ''] = await newCohortIds(tx, 1);
  await tx.query(GO_ASIDE, [cohort.id, id]);
  ledger.keep({ ...splitOff(cohort, id, 0), state: 'exited', exitReason: null, arrivedAt: now, dueAt: null });
};
