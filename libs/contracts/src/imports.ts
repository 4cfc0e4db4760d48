import { COMPARISONS } from '@wayfare/kernel';
import { z } from 'zod';
import { createdSchema, idSchema, instantSchema, pageOf, pageQuery } from './common.js';
import { BUILDERS, EVERYONE, route } from './route.js';

export const IMPORT_KINDS = ['customers', 'events', 'orders', 'products', 'consents', 'list'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/**
 * Stands in a mapping for a column that no file has: the row itself, by the name of its file and its number. Where a file names nobody, this makes each row somebody, and the same
 * person when the file comes again. A file that does have a column of this name keeps it.
 */
export const ROW_COLUMN = '#';

/** Column → target: `externalId`, `email`, `attributes.city`, `attributes.age:number`, … */
export const mappingSchema = z.record(z.string(), z.string().max(300));

/** By channel; said of every row of a file. */
export const consentForAllSchema = z.record(z.string().min(1).max(40), z.boolean());

/**
 * How a file writes its dates, where that can't be seen: day or month first, `20270330`, Excel's serial numbers of either beginning, seconds or milliseconds since 1970.
 * Stands in a target: `attributes.born:date-dmy`, `placedAt:date-excel`.
 */
export const DATE_FORMATS = ['dmy', 'mdy', 'yyyymmdd', 'excel', 'excel1904', 'epoch', 'epoch-ms'] as const;
export type DateFormat = (typeof DATE_FORMATS)[number];

/** How the text of a file may be written. */
export const FILE_ENCODINGS = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type FileEncoding = (typeof FILE_ENCODINGS)[number];

/** The keys by which the rows of a file can be told from each other and matched with what there is; of other kinds of file there is one way only. Customers also by `identities.<kind>`. */
export const UPDATE_KEYS: Readonly<Record<ImportKind, readonly string[]>> = {
  customers: ['externalId', 'email', 'phone'],
  events: [],
  orders: ['orderId'],
  products: ['productId'],
  consents: [],
  list: [],
};

/** What rows do to what there is already. */
export const rowMatchingSchema = z.strictObject({
  /**
   * The one key by which rows are matched. Where absent, customers are recognised by everything that a row brings, and an order is known by its customer and its number; by `orderId` it is known by its number alone, whoever's it is.
   */
  updateBy: z.string().min(1).max(100).optional(),
  /** What becomes of rows that match nothing: they are rejected, or are made anew. Rejected where absent in a list, made elsewhere. */
  unknown: z.enum(['reject', 'make']).optional(),
  /** What an empty cell says: nothing, or that what stood there is gone. Nothing where absent. Identities, tags and consent are never cleared. */
  empty: z.enum(['leave', 'clear']).optional(),
});
export type RowMatching = z.infer<typeof rowMatchingSchema>;

/** Whether rows of orders need say no more than a number and what is to be changed, since none of them makes an order. */
export const onlyUpdatesOrders = (kind: ImportKind, { updateBy, unknown }: RowMatching): boolean =>
  kind === 'orders' && updateBy === 'orderId' && unknown === 'reject';

const scalarSchema = z.union([z.string().max(4000), z.number(), z.boolean()]);

/** What somebody says of a file, where it can't be seen or they know better. */
export const importOptionsSchema = z.strictObject({
  /** A sheet of a workbook, or a file of an archive. */
  part: z.string().min(1).max(500).optional(),
  encoding: z.enum(FILE_ENCODINGS).optional(),
  delimiter: z.enum([',', ';', '\t', '|']).optional(),
  /** Rows that not all of these hold for are left out. */
  filters: z
    .array(
      z.strictObject({
        column: z.string().max(200),
        is: z.enum(COMPARISONS),
        value: z.union([scalarSchema, z.array(scalarSchema).max(1000)]).optional(),
      }),
    )
    .max(20)
    .optional(),
  /** The list that a file of customers' keys becomes: a new one by its name, or one that there is. */
  list: z.union([z.strictObject({ name: z.string().min(1).max(200) }), z.strictObject({ id: idSchema })]).optional(),
  ...rowMatchingSchema.shape,
  /** What all events of the file are called, where no column says it. */
  event: z.string().min(1).max(200).optional(),
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

/** What a check found: rows that would be taken, and of the people they name those who would be made and those who are known. */
const importCheckSchema = z.object({
  good: z.int(),
  newCustomers: z.int(),
  knownCustomers: z.int(),
  /** Of the customers, orders or products that the file is about, each once: those that would be made, those that would become different, and those that are so already; null of other kinds of file. */
  matched: z.object({ made: z.int(), changed: z.int(), unchanged: z.int() }).nullable().default(null),
});
export type ImportCheck = z.infer<typeof importCheckSchema>;

export const importSchema = z.object({
  id: idSchema,
  kind: z.enum(IMPORT_KINDS),
  /** `checking` and `checked` only where a check was asked for: nothing is applied before it is started. */
  state: z.enum(['checking', 'checked', 'queued', 'running', 'done', 'failed', 'cancelled']),
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
  /** Rows that a filter left out; they are in none of the other counts. */
  skipped: z.int(),
  check: importCheckSchema.nullable(),
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
  columns: z.array(
    z.object({
      name: z.string(),
      target: z.string().nullable(),
      samples: z.array(z.string()),
      /** Where its dates may be read in several ways: somebody has to say which. */
      dateFormats: z.array(z.enum(DATE_FORMATS)),
    }),
  ),
  delimiter: z.string(),
  file: importFileSchema,
  /** The import whose mapping, and filters, these are, since its file had the same columns; `null` where they are guessed. */
  remembered: z.object({ importId: idSchema, fileName: z.string(), options: importOptionsSchema }).nullable(),
});
export type ImportPreview = z.infer<typeof importPreviewSchema>;

export const importRoutes = {
  createImport: route(
    'POST',
    '/imports',
    BUILDERS,
    'Import a file. Multipart: kind, mapping (JSON), consent (JSON), options (JSON), check (`true`: a dry run, nothing is applied before it is started), file',
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
  importValues: route('POST', '/imports/preview/values', BUILDERS, 'What samples of columns become under their targets', {
    body: z.strictObject({
      kind: z.enum(IMPORT_KINDS),
      columns: z.array(z.strictObject({ target: z.string().max(300), samples: z.array(z.string().max(10_000)).max(10) })).max(1000),
    }),
    reply: z.object({
      /** For each column and sample: what it becomes, in words, or why it would be rejected; both null where it is left out. */
      columns: z.array(z.array(z.object({ value: z.string().nullable(), problem: z.string().nullable() }))),
    }),
  }),
  imports: route('GET', '/imports', EVERYONE, 'Imports, newest first', { query: pageQuery, reply: pageOf(importSchema) }),
  import: route('GET', '/imports/:id', EVERYONE, 'How far an import is', { reply: importSchema }),
  checkImport: route('POST', '/imports/:id/check', BUILDERS, 'Check a file that has been checked again, with what is said here', {
    body: z.strictObject({ mapping: mappingSchema, consent: consentForAllSchema.optional(), options: importOptionsSchema.optional() }),
    reply: importSchema,
  }),
  startImport: route('POST', '/imports/:id/start', BUILDERS, 'Apply a file that has been checked', { reply: importSchema }),
  cancelImport: route('POST', '/imports/:id/cancel', BUILDERS, 'Cancel an import that has not ended; what was applied stays', {
    reply: importSchema,
  }),
  rejectedRows: route('GET', '/imports/:id/rejected.csv', EVERYONE, 'The rejected rows with line, column and reason', { status: 200 }),
};
