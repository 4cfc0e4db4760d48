import { z } from 'zod';
import { draftText, nodeName } from '../../graph/text.js';

export const goToData = z.object({
  name: nodeName,
  /** The journey that people go over to. */
  journeyId: draftText.optional(),
});
export type GoToData = z.output<typeof goToData>;
