import { z } from 'zod';
import { draftDuration, draftText, nodeName } from '../../graph/text.js';

export const waitData = z.discriminatedUnion('mode', [
  z.object({ name: nodeName, mode: z.literal('duration'), duration: draftDuration.default('') }),
  z.object({
    name: nodeName,
    mode: z.literal('until'),
    time: draftText.default(''),
    /** ISO: 1 = Monday … 7 = Sunday; none named means every day. */
    weekdays: z.array(z.int()).max(7).optional(),
    zone: z.enum(['customer', 'workspace']).default('customer'),
  }),
  z.object({
    name: nodeName,
    mode: z.literal('date'),
    attribute: draftText.default(''),
    offset: draftDuration.optional(),
    time: draftText.optional(),
    yearly: z.boolean().optional(),
  }),
]);
export type WaitData = z.output<typeof waitData>;
