import { draftConditionSchema } from '@wayfare/kernel';
import { z } from 'zod';
import { draftMatchFields } from '../nodes/match.schema.js';
import { draftDuration, draftText } from './text.js';

const many = z.int().min(1);

/** What holds for a journey as a whole. Windows that are left out: a day for a response, a week for a goal. */
export const journeySettingsSchema = z.object({
  response: z.object({ ...draftMatchFields, window: draftDuration.optional() }).optional(),
  goal: z.object({ ...draftMatchFields, window: draftDuration.optional(), exitOnGoal: z.boolean().optional() }).optional(),
  exitWhen: draftConditionSchema.optional(),
  entryCap: z.object({ run: many.optional(), hour: many.optional(), day: many.optional() }).optional(),
  blastGuard: z.object({ first: many }).optional(),
  quietHours: z.object({ from: draftText, to: draftText }).optional(),
  timeZone: draftText.optional(),
  breaker: z.object({ most: many, within: draftDuration }).optional(),
  priority: z.int().min(1).max(9).optional(),
  whilePaused: z.enum(['keep', 'refuse']).optional(),
});
export type JourneySettings = z.output<typeof journeySettingsSchema>;
