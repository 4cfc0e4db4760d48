import { z } from 'zod';
import { draftText, nodeName } from '../../graph/text.js';

export const updateData = z.object({
  name: nodeName,
  set: z.record(draftText, z.union([z.string().max(4000), z.number(), z.boolean(), z.null()])).optional(),
  addTags: z.array(draftText).max(50).optional(),
  removeTags: z.array(draftText).max(50).optional(),
  addToList: draftText.optional(),
});
export type UpdateData = z.output<typeof updateData>;
