import { z } from 'zod';
import { draftDuration } from '../graph/text.js';

/** What the two kinds of entry share: who may come in again, and which share is left alone. */
export const entryFields = {
  reentry: z.object({ policy: z.enum(['never', 'after', 'always']), after: draftDuration.optional() }).optional(),
  holdout: z.number().optional(),
};
