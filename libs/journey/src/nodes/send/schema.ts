import { z } from 'zod';
import { draftDuration, draftText, nodeName } from '../../graph/text.js';

export const sendData = z.object({
  name: nodeName,
  channel: draftText.default(''),
  connectorId: draftText.optional(),
  templateId: draftText.optional(),
  /** What it is for: a purpose of the workspace. Absent: whatever the channel was agreed to for. */
  purpose: draftText.optional(),
  tracking: z.object({ opens: z.boolean().optional(), clicks: z.boolean().optional() }).optional(),
  ignoreCaps: z.boolean().optional(),
  /** Absent: at once. */
  timing: z.object({ mode: z.literal('best'), fallback: draftText }).optional(),
  ignoreQuietHours: z.boolean().optional(),
  /** What has not left so long after it was decided on does not leave any more. Absent: it waits for as long as it takes. */
  expires: draftDuration.optional(),
});
export type SendData = z.output<typeof sendData>;
