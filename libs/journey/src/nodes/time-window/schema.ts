import { z } from 'zod';
import { draftText, nodeName } from '../../graph/text.js';

export const timeWindowData = z.object({
  name: nodeName,
  from: draftText.default(''),
  to: draftText.default(''),
  /** ISO: 1 = Monday … 7 = Sunday; none named means every day. */
  weekdays: z.array(z.int()).max(7).optional(),
  zone: z.enum(['customer', 'workspace']).default('customer'),
});
export type TimeWindowData = z.output<typeof timeWindowData>;
