import type { ExitReason } from '@wayfare/kernel';
import type { Tx } from '@wayfare/platform';
import type { Ledger } from '../cohorts/ledger.js';
import { groupBy } from '../group-by.js';
import { withdrawFromStays } from '../tasks/withdraw.js';
import type { Standing } from './standing.js';

export interface Leaver extends Standing {
  readonly reason: ExitReason;
}

const LEAVE = `
  UPDATE enrollments e SET left_at = $1, left_reason = l.reason, left_node = l.node_id, left_seq = l.seq
  FROM unnest($2::bigint[], $3::bigint[], $4::int[], $5::text[], $6::text[], $7::int[]) AS l (customer_id, journey_id, entry_no, reason, node_id, seq)
  WHERE e.customer_id = l.customer_id AND e.journey_id = l.journey_id AND e.entry_no = l.entry_no`;

/** People who are held where they stand leave from there, now. Their cohorts are not written: those who left since its last step are in the moves. */
export const leave = async (tx: Tx, leavers: readonly Leaver[], ledger: Ledger): Promise<void> => {
  if (leavers.length === 0) return;
  await tx.query(LEAVE, [
    ledger.now,
    leavers.map(({ customerId }) => customerId),
    leavers.map(({ cohort }) => cohort.journeyId),
    leavers.map(({ entryNo }) => entryNo),
    leavers.map(({ reason }) => reason),
    leavers.map(({ cohort }) => cohort.nodeId),
    leavers.map(({ cohort }) => cohort.seq),
  ]);
  const stays = leavers.map(({ customerId, entryNo, cohort }) => ({ customerId, entryNo, journeyId: cohort.journeyId }));
  await withdrawFromStays(tx, ledger.now, stays);
  for (const together of groupBy(leavers, ({ cohort, reason }) => `${cohort.id} ${reason}`)) {
    const [{ cohort, reason }] = together;
    ledger.leave(cohort, together.length, reason);
  }
};
