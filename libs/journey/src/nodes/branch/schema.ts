import { draftConditionSchema } from '@wayfare/kernel';
import { z } from 'zod';
import { drawnId, nodeName } from '../../graph/text.js';

export const branchData = z.object({
  name: nodeName,
  paths: z
    .array(z.object({ id: drawnId, name: nodeName, condition: draftConditionSchema.optional() }))
    .max(50)
    .default([]),
});
export type BranchData = z.output<typeof branchData>;
