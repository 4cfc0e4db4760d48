import { z } from 'zod';
import { draftDuration, draftText, nodeName } from '../../graph/text.js';

/** Who is asked to do a task: one colleague, or whoever of a role comes first. */
const assignee = z.union([z.object({ user: draftText }), z.object({ role: z.enum(['admin', 'manager', 'reviewer']) })]);

export const taskData = z.object({
  name: nodeName,
  /** What is to be done, in a line; filled in with Liquid for each person. */
  title: draftText.default(''),
  /** What one has to know besides; filled in as well. */
  note: z.string().max(2000).optional(),
  assignee: assignee.optional(),
  /** By when it should be done, from when it was made; absent: when the waiting ends, or nobody said. */
  dueIn: draftDuration.optional(),
  /** People stay until it is done. Absent: they go on at once. */
  waitForIt: z.boolean().optional(),
  /** For how long they wait at most. */
  timeout: draftDuration.optional(),
});
export type TaskData = z.output<typeof taskData>;
