import { draftConditionSchema } from '@wayfare/kernel';
import { z } from 'zod';
import { draftText, nodeName } from '../../graph/text.js';
import { entryFields } from '../entry.schema.js';

export const audienceData = z.object({
  name: nodeName,
  segmentId: draftText.optional(),
  listId: draftText.optional(),
  condition: draftConditionSchema.optional(),
  schedule: z.union([z.object({ at: draftText }), z.object({ cron: draftText })]).optional(),
  ...entryFields,
});
export type AudienceData = z.output<typeof audienceData>;
