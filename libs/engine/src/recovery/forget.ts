import { addDuration } from '@wayfare/kernel';
import type { Database } from '@wayfare/platform';

/** For so long one can still see which events came together. */
const KEPT = 'P7D';
const AT_ONCE = 5_000;

/**
 * Batches that everybody has been told of. One that a paused journey has still to be shown stays, however old; so does the newest, since reports know by its number whether something has come since they counted. `$1` before
 * when they were done with
 */
const FORGET = `
  WITH gone AS (
    DELETE FROM event_batches WHERE id IN (
      SELECT b.id FROM event_batches b
      WHERE b.applied_at < $1 AND b.id < (SELECT max(id) FROM event_batches) AND NOT EXISTS (SELECT 1 FROM journey_wakes w WHERE w.batch_id = b.id)
      ORDER BY b.id LIMIT ${AT_ONCE}
    )
    RETURNING 1
  )
  SELECT count(*)::int AS gone FROM gone`;

/** Forgets which events came in one batch, long after it was shown; the events themselves stay in the ledger. In portions, so that nobody waits for it. */
export const forgetBatches = async (database: Database, now: Date): Promise<void> => {
  const before = addDuration(now, KEPT, -1);
  for (;;) {
    const [row] = await database.query<{ gone: number }>(FORGET, [before]);
    if ((row?.gone ?? 0) < AT_ONCE) return;
  }
};
