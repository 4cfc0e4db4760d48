import { z } from 'zod';
import { nodeName } from '../../graph/text.js';
import { entryFields } from '../entry.schema.js';
import { draftMatchFields } from '../match.schema.js';

export const eventEntryData = z.object({ name: nodeName, ...draftMatchFields, ...entryFields });
export type EventEntryData = z.output<typeof eventEntryData>;
