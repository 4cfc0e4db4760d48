import { z } from 'zod';
import { nodeName } from '../../graph/text.js';

export const exitData = z.object({ name: nodeName, reason: z.literal('completed').optional() });
export type ExitData = z.output<typeof exitData>;
