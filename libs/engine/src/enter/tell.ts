import type { Tx } from '@wayfare/platform';
import type { Hints } from '../hints.js';

const NEWEST = 'SELECT max(batch_id) AS id FROM journey_wakes WHERE journey_id = $1';

/** Events that came while people were at the door have waited for them. */
export const tellOfEvents = async (tx: Tx, journeyId: string, hints: Hints): Promise<void> => {
  const [newest] = await tx.query<{ id: string | null }>(NEWEST, [journeyId]);
  if (newest?.id) hints.wake(newest.id);
};
