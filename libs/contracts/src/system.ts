import { z } from 'zod';
import { idSchema, instantSchema } from './common.js';
import { ADMINS, route } from './route.js';

/**
 * A node at which the running totals and the people say different things; `nodeId` null: how many have entered. Where `state` is told, they disagree on how many
 * of the node's messages are in it.
 */
export const selfDifferenceSchema = z.object({
  journeyId: idSchema,
  nodeId: z.string().nullable(),
  state: z.string().optional(),
  byTotals: z.int(),
  byCount: z.int(),
});
export type SelfDifference = z.infer<typeof selfDifferenceSchema>;

/** `totals` holds the running totals against the cohorts every few minutes, `full` against every move, person and message once an hour. */
export const selfCheckSchema = z.object({
  kind: z.enum(['totals', 'full']),
  ranAt: instantSchema.nullable(),
  tookMs: z.int(),
  differences: z.array(selfDifferenceSchema),
});
export type SelfCheck = z.infer<typeof selfCheckSchema>;

/** Why something stands: nobody works (or their queue does not answer), the way out is shut, or there is more to do than is done. */
export const STALL_REASONS = ['worker_gone', 'queue_away', 'connector_paused', 'connector_resting', 'behind'] as const;

/** People at a node, or messages of a connector, whose time came more than ten minutes ago. */
export const stallSchema = z.object({
  what: z.enum(['people', 'messages']),
  journeyId: idSchema,
  name: z.string(),
  nodeId: z.string().nullable(),
  connector: z.string().nullable(),
  count: z.int(),
  since: instantSchema,
  why: z.enum(STALL_REASONS),
  /** When a connector that rests is tried again. */
  retryAt: instantSchema.nullable(),
});
export type Stall = z.infer<typeof stallSchema>;

export const systemSchema = z.object({
  worker: z.object({ isWorking: z.boolean(), seenAt: instantSchema.nullable() }),
  checks: z.array(selfCheckSchema),
  stalls: z.array(stallSchema),
});
export type SystemState = z.infer<typeof systemSchema>;

/** What is archived by the month: events by when they were received, opens, clicks and other responses by when they came, messages by when they were decided on. */
export const ARCHIVE_KINDS = ['events', 'responses', 'messages'] as const;
/** `dropping`: being taken out of the database; `restoring`: being read back; `restored`: back until `restoredUntil`. */
const ARCHIVE_STATES = ['dropping', 'archived', 'restoring', 'restored'] as const;

export const archiveSchema = z.object({
  id: idSchema,
  kind: z.enum(ARCHIVE_KINDS),
  /** `2027-03`, in UTC */
  month: z.string(),
  file: z.string(),
  rows: z.int(),
  bytes: z.int(),
  sha256: z.string(),
  writtenAt: instantSchema,
  /** Null: the rows are still being taken out of the database. */
  droppedAt: instantSchema.nullable(),
  state: z.enum(ARCHIVE_STATES),
  /** How many rows the work on it has come to; 0 where there is none. */
  doneRows: z.int(),
  restoredUntil: instantSchema.nullable(),
  /** Why the work on it does not go on: its file is not there, or not what it was. */
  problem: z.enum(['missing', 'damaged']).nullable(),
});
export type Archive = z.infer<typeof archiveSchema>;

export const archivesSchema = z.object({
  /** Whether the deployment names a folder for them; without one nothing is archived. */
  hasFolder: z.boolean(),
  items: z.array(archiveSchema),
});
export type Archives = z.infer<typeof archivesSchema>;

export const systemRoutes = {
  archives: route('GET', '/archives', ADMINS, 'Months that were written to files and taken out of the database', { reply: archivesSchema }),
  restoreArchive: route('POST', '/archives/:id/restore', ADMINS, 'Read an archived month back into the database, for 30 days', {
    status: 202,
    reply: archiveSchema,
  }),
  letArchiveGo: route('POST', '/archives/:id/let-go', ADMINS, 'Take out again what was read back, or stop reading it back', {
    status: 202,
    reply: archiveSchema,
  }),
  system: route('GET', '/system', ADMINS, 'Whether everything moves that should, and whether everybody is accounted for', {
    reply: systemSchema,
  }),
};
