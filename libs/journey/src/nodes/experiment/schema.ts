import { z } from 'zod';
import { draftDuration, drawnId, nodeName } from '../../graph/text.js';

export const experimentData = z.object({
  name: nodeName,
  arms: z
    .array(z.object({ id: drawnId, name: nodeName, weight: z.number(), control: z.boolean().optional() }))
    .max(8)
    .default([]),
  /** What the arms are compared by, as the journey's settings define it. */
  measure: z.object({ by: z.enum(['response', 'conversion']) }).default({ by: 'response' }),
  /** `winner`: split as drawn until it is decided. `thompson`: what does better gets more people while it runs. */
  mode: z.enum(['winner', 'thompson']).default('winner'),
  /** When it is decided: after so many people whose window has closed, or after a time, whichever comes first. Absent: never by itself. */
  decide: z
    .object({
      after: z.object({ people: z.number().optional(), duration: draftDuration.optional() }),
      /** The least probability to be best that a winner needs. */
      confidence: z.number(),
      /** Where no arm has it by then: the split goes on as it is, or the leading arm wins all the same. */
      otherwise: z.enum(['keep', 'best']),
    })
    .optional(),
});
export type ExperimentData = z.output<typeof experimentData>;
