import { draftPropertyTestSchema } from '@wayfare/kernel';
import { z } from 'zod';
import { draftText } from '../graph/text.js';

/**
 * Something a customer does, as nodes and settings name it in a draft. api.md calls `where` a condition; it is a list
 * of tests on the event's own properties, which all have to hold.
 */
export const draftMatchFields = {
  event: draftText.default(''),
  where: z.array(draftPropertyTestSchema).max(20).optional(),
};
const draftMatchSchema = z.object(draftMatchFields);
export type DraftMatch = z.output<typeof draftMatchSchema>;
