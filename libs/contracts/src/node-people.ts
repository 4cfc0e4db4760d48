import { z } from 'zod';

/** What a number on the canvas stands for; the last three are people whose message there was handed over, is still to be sent, or came to nothing. */
export const NODE_PEOPLE = ['here', 'passed', 'heldOut', 'suppressed', 'sent', 'pending', 'failed'] as const;
export type NodePeople = (typeof NODE_PEOPLE)[number];

/** The number of a published version; in a query string, its digits. */
export const versionNumber = z.coerce.number().int().min(1).max(1_000_000);
