import { z } from 'zod';
import { createdSchema, idSchema, instantSchema, pageOf, pageQuery } from './common.js';
import { BUILDERS, EVERYONE, route } from './route.js';

export const IMPORT_KINDS = ['customers', 'events', 'orders'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** Column → target: `externalId`, `email`, `attributes.city`, `attributes.age:number`, … */
export const mappingSchema = z.record(z.string(), z.string().max(300));

/** How the text of a file may be written. */
export const FILE_ENCODINGS = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type FileEncoding = (typeof FILE_ENCODINGS)[number];

/** What somebody says of a file, where it can't be seen or they know better. */
export const importOptionsSchema = z.strictObject({
  /** A sheet of a workbook, or a file of an archive. */
  part: z.string().min(1).max(500).optional(),
  encoding: z.enum(FILE_ENCODINGS).optional(),
  delimiter: z.enum([',', ';', '\t', '|']).optional(),
});
export type ImportOptions = z.infer<typeof importOptionsSchema>;

/** What a file was found to be. */
export const importFileSchema = z.object({
  format: z.enum(['csv', 'gzip', 'zip', 'xlsx', 'parquet', 'rows']),
  part: z.string().nullable(),
  /** The sheets of a workbook, or the files of an archive. */
  parts: z.array(z.string()),
  encoding: z.string().nullable(),
});
export type ImportFile = z.infer<typeof importFileSchema>;

export const importSchema = z.object({
  id: idSchema,
  kind: z.enum(IMPORT_KINDS),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  fileName: z.string(),
  fileBytes: z.int(),
  /** `null` where the file could not be read. */
  file: importFileSchema.nullable(),
  /** About how many rows the file has; `null` where nobody has counted them. */
  rows: z.int().nullable(),
  mapping: mappingSchema,
  options: importOptionsSchema,
  total: z.int(),
  inserted: z.int(),
  updated: z.int(),
  rejected: z.int(),
  /** `values` are what the message names: a line, a column. */
  error: z
    .object({ code: z.string(), message: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])).default({}) })
    .nullable(),
  createdAt: instantSchema,
  startedAt: instantSchema.nullable(),
  finishedAt: instantSchema.nullable(),
});
export type Import = z.infer<typeof importSchema>;

export const importPreviewSchema = z.object({
  columns: z.array(z.object({ name: z.string(), target: z.string().nullable(), samples: z.array(z.string()) })),
  delimiter: z.string(),
  file: importFileSchema,
});
export type ImportPreview = z.infer<typeof importPreviewSchema>;

export const importRoutes = {
  createImport: route(
    'POST',
    '/imports',
    BUILDERS,
    'Import a file. Multipart: kind, mapping (JSON), consent (JSON), options (JSON), file',
    {
      reply: createdSchema,
      status: 202,
      accepts: 'multipart',
    },
  ),
  previewImport: route(
    'POST',
    '/imports/preview',
    BUILDERS,
    'Columns, samples and a guessed mapping. Multipart: kind, options (JSON), file (of a text, or of a gzip, its beginning is enough)',
    { reply: importPreviewSchema, accepts: 'multipart' },
  ),
  imports: route('GET', '/imports', EVERYONE, 'Imports, newest first', { query: pageQuery, reply: pageOf(importSchema) }),
  import: route('GET', '/imports/:id', EVERYONE, 'How far an import is', { reply: importSchema }),
  cancelImport: route('POST', '/imports/:id/cancel', BUILDERS, 'Cancel an import that has not ended; what was applied stays', {
    reply: importSchema,
  }),
  rejectedRows: route('GET', '/imports/:id/rejected.csv', EVERYONE, 'The rejected rows with line, column and reason', { status: 200 }),
};
