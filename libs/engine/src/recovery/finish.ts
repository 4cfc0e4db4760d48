import type { EngineParts } from '../parts.js';
import { FINISH } from './reconcile.sql.js';

/** Journeys that have come to their end by themselves say so. */
export const finishJourneys = async ({ database, clock, logger }: EngineParts): Promise<void> => {
  await clock.sync();
  for (const { id } of await database.query<{ id: string }>(FINISH, [clock.now()]))
    logger.info({ journeyId: id }, 'the journey is finished');
};
