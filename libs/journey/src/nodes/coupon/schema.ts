import { draftConditionSchema } from '@wayfare/kernel';
import { z } from 'zod';
import { draftDuration, draftText, drawnId, nodeName } from '../../graph/text.js';

export const couponData = z.object({
  name: nodeName,
  /** From which codes are handed out, to whom no tier is meant for. */
  poolId: draftText.optional(),
  /** The first whose condition holds says from which other pool. */
  tiers: z
    .array(z.object({ id: drawnId, name: nodeName, condition: draftConditionSchema.optional(), poolId: draftText.optional() }))
    .max(20)
    .optional(),
  /** For how long a code is good; absent: for ever. */
  validFor: draftDuration.optional(),
});
export type CouponData = z.output<typeof couponData>;
