import { takeJourney } from '../journeys/lock.js';
import type { EngineParts } from '../parts.js';
import { transact } from '../retry.js';
import { FINISH, FINISHED } from './reconcile.sql.js';

/**
 * Journeys that have come to their end by themselves say so. Each is asked again while it is held alone: somebody may have launched it anew since the
 * first look.
 */
export const finishJourneys = async ({ database, clock, logger }: EngineParts): Promise<void> => {
  for (const { id } of await database.query<{ id: string }>(FINISHED, [null])) {
    await transact(database, async (tx) => {
      await takeJourney(tx, id);
      if ((await tx.query(FINISHED, [id])).length === 0) return;
      await tx.query(FINISH, [id, clock.now()]);
      logger.info({ journeyId: id }, 'the journey is finished');
    });
  }
};
