import { z } from 'zod';
import { draftText, drawnId, nodeName } from '../../graph/text.js';

export const splitData = z.object({
  name: nodeName,
  arms: z
    .array(z.object({ id: drawnId, name: nodeName, weight: z.number(), control: z.boolean().optional() }))
    .max(50)
    .default([]),
  assignBy: z.union([z.literal('hash'), z.object({ attribute: draftText })]).optional(),
});
export type SplitData = z.output<typeof splitData>;
