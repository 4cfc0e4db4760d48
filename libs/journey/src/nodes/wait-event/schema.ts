import { z } from 'zod';
import { draftDuration, nodeName } from '../../graph/text.js';
import { draftMatchFields } from '../match.schema.js';

export const waitEventData = z.object({ name: nodeName, ...draftMatchFields, timeout: draftDuration.default('') });
export type WaitEventData = z.output<typeof waitEventData>;
