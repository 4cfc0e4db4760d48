import { z } from 'zod';
import { draftText, drawnId, nodeName } from '../../graph/text.js';

export const scoreSplitData = z.object({
  name: nodeName,
  attribute: draftText.default(''),
  /** Absent: `bounds`. */
  mode: z.enum(['bounds', 'deciles']).optional(),
  /** Each takes the values below its bound that no earlier one takes; the last takes the rest and needs none. By deciles: the tenths up to `to`. */
  bands: z
    .array(z.object({ id: drawnId, name: nodeName, below: z.number().optional(), to: z.int().optional() }))
    .max(50)
    .default([]),
});
export type ScoreSplitData = z.output<typeof scoreSplitData>;
