import { z } from 'zod';
import { createdSchema, idSchema, instantSchema, pageOf, pageQuery } from './common.js';
import { ADMINS, route } from './route.js';

export const subjectExportSchema = z.object({
  id: idSchema,
  customerId: idSchema,
  /** Name or number of the customer, for the list. */
  customer: z.string(),
  state: z.enum(['queued', 'running', 'done', 'failed']),
  requestedBy: z.string().nullable(),
  createdAt: instantSchema,
  finishedAt: instantSchema.nullable(),
  /** The file is there until then. */
  expiresAt: instantSchema.nullable(),
  bytes: z.int(),
  entries: z.int(),
  error: z.string().nullable(),
});
export type SubjectExport = z.infer<typeof subjectExportSchema>;

export const erasureSchema = z.object({
  customerId: idSchema,
  erasedAt: instantSchema,
  actor: z.string(),
  /** Whom they had become part of, and were erased with. */
  partOf: idSchema.nullable(),
  /** How many rows of each table it reached. */
  reached: z.record(z.string(), z.int()),
  /** Files of archives that were written before, and may hold rows of theirs. */
  archives: z.array(z.string()),
});
export type Erasure = z.infer<typeof erasureSchema>;

export const privacyRoutes = {
  createSubjectExport: route('POST', '/customers/:id/export', ADMINS, 'Put everything that is known of a customer into a file for them', {
    reply: createdSchema,
    status: 202,
  }),
  subjectExports: route('GET', '/subject-exports', ADMINS, 'Files made for customers, newest first', {
    query: pageQuery.extend({ customerId: idSchema.optional() }),
    reply: pageOf(subjectExportSchema),
  }),
  subjectExport: route('GET', '/subject-exports/:id', ADMINS, 'How far a file for a customer is', { reply: subjectExportSchema }),
  subjectExportFile: route(
    'GET',
    '/subject-exports/:id/file',
    ADMINS,
    'The file: a ZIP with JSON and with pages to read; each download is in the audit trail',
    {
      status: 200,
    },
  ),
  deleteSubjectExport: route('DELETE', '/subject-exports/:id', ADMINS, 'Cancel the making of a file, or remove it'),
  erasures: route('GET', '/erasures', ADMINS, 'Who was erased, by number alone, newest first, with what it reached', {
    query: pageQuery.omit({ query: true }).extend({
      /** Only those since then: whom a backup of that instant brings back. */
      since: instantSchema.optional(),
    }),
    reply: pageOf(erasureSchema).extend({ total: z.int() }),
  }),
  erasureLedger: route('GET', '/erasures/ledger.csv', ADMINS, 'The ledger of erasures, to be kept beside the backups', { status: 200 }),
  applyErasures: route('POST', '/erasures/apply', ADMINS, 'After a restore: erase again who was erased since the backup', {
    body: z.strictObject({
      erasures: z
        .array(z.strictObject({ customerId: idSchema, erasedAt: instantSchema, createdAt: instantSchema.optional() }))
        .min(1)
        .max(10_000),
    }),
    reply: z.object({ erased: z.int(), already: z.int(), absent: z.int() }),
  }),
};
