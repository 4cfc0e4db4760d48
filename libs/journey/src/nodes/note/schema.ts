import { z } from 'zod';
import { nodeName } from '../../graph/text.js';

export const NOTE_COLOURS = ['yellow', 'green', 'blue', 'rose', 'grey'] as const;

const side = z.number().min(40).max(4000);

export const noteData = z.object({
  name: nodeName,
  /** What stands on it, with its line breaks. */
  text: z.string().max(4000).default(''),
  colour: z.enum(NOTE_COLOURS).optional(),
  width: side.optional(),
  height: side.optional(),
});
export type NoteData = z.output<typeof noteData>;
