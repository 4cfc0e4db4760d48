import { z } from 'zod';
import { draftDuration, draftText, nodeName } from '../../graph/text.js';

export const frequencyCheckData = z.object({
  name: nodeName,
  /** Messages on this channel; absent: on all together. */
  channel: draftText.optional(),
  limit: z.number().default(0),
  within: draftDuration.default(''),
});
export type FrequencyCheckData = z.output<typeof frequencyCheckData>;
