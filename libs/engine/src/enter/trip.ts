import { actingAs } from '@wayfare/platform';
import { takeJourney } from '../journeys/lock.js';
import { pauseHeld } from '../journeys/pausing.js';
import type { EngineParts } from '../parts.js';
import { transact } from '../retry.js';
import type { BreakerTripped } from './breaker.js';

/** A journey that too many are led into stands still until somebody has looked; what led them waits. */
export const trip = async (parts: EngineParts, { journeyId, breaker, people }: BreakerTripped): Promise<void> => {
  await actingAs('system', () =>
    transact(parts.database, async (tx) => {
      const journey = await takeJourney(tx, journeyId);
      if (journey?.state === 'running') await pauseHeld(tx, parts, journey, { breaker, people });
    }),
  );
  parts.logger.warn({ journeyId, breaker, people }, 'a journey has paused itself: too many were led in');
};
