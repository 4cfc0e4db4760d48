import { isCron } from '@wayfare/kernel';
import { z } from 'zod';
import { createdSchema, idSchema, instantSchema, pageOf, pageQuery } from './common.js';
import { IMPORT_KINDS, importPreviewSchema, mappingSchema, rowMatchingSchema } from './imports.js';
import { ADMINS, route } from './route.js';

export const SOURCE_KINDS = ['postgres', 'mysql', 'http'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** What holds for a connection of any kind. */
const limits = {
  /** Whether the address may lead into a private network. */
  allowPrivate: z.boolean().default(false),
  /** How long one statement, or one call, may take. */
  timeoutSeconds: z.int().min(1).max(3600).default(300),
  /** The most rows that one run reads. */
  mostRows: z.int().min(1).max(50_000_000).default(5_000_000),
};

const hostSchema = z
  .string()
  .trim()
  .min(1)
  .max(253)
  .regex(/^[^\s/@]+$/, 'must be the name or address of a host');

const PEM = /^(?:-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*)+$/;

export const databaseSettingsSchema = z.strictObject({
  host: hostSchema,
  port: z.int().min(1).max(65_535),
  database: z.string().trim().min(1).max(200),
  user: z.string().trim().min(1).max(200),
  /** `verified`: encrypted, and the certificate is checked; `encrypted`: without looking at the certificate; `off`: in the clear. */
  tls: z.enum(['verified', 'encrypted', 'off']).default('verified'),
  /** Certificates of the authority that signed the server's, where it is not one that everybody knows. */
  ca: z.string().trim().max(100_000).regex(PEM, 'must be one or more certificates in PEM').optional(),
  ...limits,
});
export type DatabaseSettings = z.infer<typeof databaseSettingsSchema>;

const headerName = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[\w!#$%&'*+.^`|~-]+$/, 'must be the name of a header');
const headerValue = z
  .string()
  .max(2000)
  .regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'must be what a header may hold');

export const httpSettingsSchema = z
  .strictObject({
    /** What every call's path is below. */
    url: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).max(2000),
    /** How calls show who they are: with the secret as a bearer token, as the password of `authName`, as the header or the query parameter `authName`. */
    auth: z.enum(['none', 'bearer', 'basic', 'header', 'query']).default('none'),
    authName: z.string().trim().max(200).default(''),
    headers: z
      .record(headerName, headerValue)
      .refine((headers) => Object.keys(headers).length <= 50, 'at most 50 headers')
      .default({}),
    ...limits,
  })
  .refine(({ auth, authName }) => auth === 'none' || auth === 'bearer' || authName !== '', {
    path: ['authName'],
    error: 'is needed for this way of signing in',
  })
  .refine(({ auth, authName }) => auth !== 'header' || headerName.safeParse(authName).success, {
    path: ['authName'],
    error: 'must be the name of a header',
  });
export type HttpSettings = z.infer<typeof httpSettingsSchema>;

const nameSchema = z.string().trim().min(1).max(200);
const secretSchema = z.string().max(10_000);
export const sourceConnectionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('postgres'), settings: databaseSettingsSchema }),
  z.strictObject({ kind: z.literal('mysql'), settings: databaseSettingsSchema }),
  z.strictObject({ kind: z.literal('http'), settings: httpSettingsSchema }),
]);
/** Where to read from, without its secret. */
export type SourceConnection = z.infer<typeof sourceConnectionSchema>;

const [postgres, mysql, http] = sourceConnectionSchema.options;
const named = { name: nameSchema, secret: secretSchema.optional() };
const sourceInput = z.discriminatedUnion('kind', [postgres.extend(named), mysql.extend(named), http.extend(named)]);
const tried = { secret: secretSchema.optional(), sourceId: idSchema.optional() };
const tryInput = z.discriminatedUnion('kind', [postgres.extend(tried), mysql.extend(tried), http.extend(tried)]);

const parameterName = z.string().trim().min(1).max(100);
const jsonPath = z.string().trim().max(300);
/** How the next page of an HTTP source is asked for. */
export const pagingSchema = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('none') }),
  /** The answer holds the address of the next page. */
  z.strictObject({ by: z.literal('link'), path: jsonPath.min(1) }),
  /** The answer holds a mark, which is sent with the next call. */
  z.strictObject({ by: z.literal('mark'), path: jsonPath.min(1), parameter: parameterName }),
  z.strictObject({ by: z.literal('page'), parameter: parameterName, first: z.int().min(0).max(1).default(1) }),
  z.strictObject({ by: z.literal('offset'), parameter: parameterName, size: z.int().min(1).max(100_000) }),
]);

export const readsSchema = z.union([
  z.strictObject({ table: z.strictObject({ schema: z.string().max(200), name: z.string().min(1).max(200) }) }),
  z.strictObject({ query: z.string().trim().min(1).max(50_000) }),
  z.strictObject({
    path: z.string().trim().max(2000),
    parameters: z.record(parameterName, z.string().max(2000)).default({}),
    /** Where in the answer the items stand, with dots; empty: the answer itself is the list. */
    items: jsonPath.default(''),
    paging: pagingSchema.default({ by: 'none' }),
    /** The query parameter that takes the cursor's last value. */
    cursorParameter: parameterName.optional(),
  }),
]);
export type Reads = z.infer<typeof readsSchema>;

export const sourceColumnSchema = z.object({
  name: z.string(),
  type: z.string(),
  family: z.enum(['text', 'number', 'boolean', 'instant']),
});
export type SourceColumn = z.infer<typeof sourceColumnSchema>;

const problemSchema = z.object({ code: z.string(), message: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])) });
/** How what a feed reads differs from what it was mapped by. */
export const driftSchema = z.object({
  added: z.array(z.string()),
  gone: z.array(z.string()),
  changed: z.array(z.object({ name: z.string(), from: z.string(), to: z.string() })),
});
export type Drift = z.infer<typeof driftSchema>;

export const RUN_STATES = ['queued', 'reading', 'applying', 'done', 'failed', 'cancelled'] as const;
export const sourceRunSchema = z.object({
  id: idSchema,
  feedId: idSchema,
  state: z.enum(RUN_STATES),
  cause: z.enum(['schedule', 'person']),
  /** Rows that the source gave; those among them that were read before are left out of what follows. */
  rows: z.int(),
  inserted: z.int(),
  updated: z.int(),
  rejected: z.int(),
  /** The imports that applied them, in their order. */
  importIds: z.array(idSchema),
  cursorFrom: z.string().nullable(),
  cursorTo: z.string().nullable(),
  drift: driftSchema.nullable(),
  error: problemSchema.nullable(),
  /** How often it was tried again since it last came further, and when it is next. */
  attempts: z.int(),
  retryAt: instantSchema.nullable(),
  createdAt: instantSchema,
  startedAt: instantSchema.nullable(),
  finishedAt: instantSchema.nullable(),
});
export type SourceRun = z.infer<typeof sourceRunSchema>;

const cursorSchema = z.strictObject({ column: z.string().min(1).max(200), overlapSeconds: z.int().min(0).max(604_800).default(0) });
const cronSchema = z.string().max(100).refine(isCron, 'must be a cron line that comes round');
const feedInput = z.strictObject({
  name: nameSchema,
  reads: readsSchema,
  kind: z.enum(IMPORT_KINDS),
  mapping: mappingSchema,
  consent: z.record(z.string().min(1).max(50), z.boolean()).default({}),
  matching: rowMatchingSchema.default({}),
  /** The column by which only what is new is read; null: everything, each time. */
  cursor: cursorSchema.nullable(),
  /** On the clock of the workspace; null: only when somebody asks. */
  cron: cronSchema.nullable(),
});
export type FeedInput = z.infer<typeof feedInput>;

export const sourceFeedSchema = z.object({
  id: idSchema,
  sourceId: idSchema,
  name: z.string(),
  reads: readsSchema,
  kind: z.enum(IMPORT_KINDS),
  mapping: mappingSchema,
  consent: z.record(z.string(), z.boolean()),
  matching: rowMatchingSchema,
  columns: z.array(sourceColumnSchema),
  cursor: z.object({ column: z.string(), overlapSeconds: z.int(), value: z.string().nullable() }).nullable(),
  cron: z.string().nullable(),
  nextAt: instantSchema.nullable(),
  paused: z.boolean(),
  error: problemSchema.nullable(),
  drift: driftSchema.nullable(),
  lastRun: sourceRunSchema.nullable(),
  createdAt: instantSchema,
});
export type SourceFeed = z.infer<typeof sourceFeedSchema>;

const sourceFields = { id: idSchema, name: z.string(), hasSecret: z.boolean(), createdAt: instantSchema, feeds: z.array(sourceFeedSchema) };
export const sourceSchema = z.discriminatedUnion('kind', [
  postgres.extend(sourceFields),
  mysql.extend(sourceFields),
  http.extend(sourceFields),
]);
export type Source = z.infer<typeof sourceSchema>;

export const sourceRoutes = {
  sources: route('GET', '/sources', ADMINS, 'Data sources with what is read from each', { reply: pageOf(sourceSchema) }),
  source: route('GET', '/sources/:id', ADMINS, 'One data source', { reply: sourceSchema }),
  createSource: route('POST', '/sources', ADMINS, 'Connect a database or an HTTP interface; its secret is never shown again', {
    body: sourceInput,
    reply: sourceSchema,
    status: 201,
  }),
  changeSource: route('PUT', '/sources/:id', ADMINS, 'Change a connection; a secret that is left out stays', {
    body: sourceInput,
    reply: sourceSchema,
  }),
  deleteSource: route('DELETE', '/sources/:id', ADMINS, 'Remove a data source and what is read from it; customers stay'),
  trySource: route(
    'POST',
    '/sources/try',
    ADMINS,
    'Have a real conversation with a source before it is stored; with `sourceId` by its stored secret',
    {
      body: tryInput,
      reply: z.object({ ok: z.boolean(), says: z.string(), problem: problemSchema.nullable(), milliseconds: z.int() }),
      status: 200,
    },
  ),
  sourceTables: route('GET', '/sources/:id/tables', ADMINS, 'The tables and views of a database', {
    reply: pageOf(z.object({ schema: z.string(), name: z.string(), isView: z.boolean() })),
  }),
  previewSource: route('POST', '/sources/:id/preview', ADMINS, 'Columns with their types, the first rows, and a guessed mapping', {
    body: z.strictObject({ reads: readsSchema, kind: z.enum(IMPORT_KINDS) }),
    reply: z.object({ columns: z.array(importPreviewSchema.shape.columns.element.extend(sourceColumnSchema.shape)), rows: z.int() }),
    status: 200,
  }),
  createFeed: route('POST', '/sources/:id/feeds', ADMINS, 'Say what is read from a source, what becomes of it, and when', {
    body: feedInput,
    reply: createdSchema,
    status: 201,
  }),
  sourceFeed: route('GET', '/source-feeds/:id', ADMINS, 'What is read from a source, and how it went last', { reply: sourceFeedSchema }),
  changeFeed: route('PUT', '/source-feeds/:id', ADMINS, 'Change what is read; another cursor column begins from the start', {
    body: feedInput,
    reply: sourceFeedSchema,
  }),
  pauseFeed: route('POST', '/source-feeds/:id/pause', ADMINS, 'Pause a feed, or let it go on', {
    body: z.strictObject({ paused: z.boolean() }),
    reply: sourceFeedSchema,
    status: 200,
  }),
  deleteFeed: route('DELETE', '/source-feeds/:id', ADMINS, 'Read this no more; customers stay'),
  runFeed: route('POST', '/source-feeds/:id/runs', ADMINS, 'Read now; with `from: "beginning"` everything anew', {
    body: z.strictObject({ from: z.enum(['cursor', 'beginning']).default('cursor') }),
    reply: createdSchema,
    status: 202,
  }),
  feedRuns: route('GET', '/source-feeds/:id/runs', ADMINS, 'Runs of a feed, newest first', {
    query: pageQuery,
    reply: pageOf(sourceRunSchema),
  }),
  cancelSourceRun: route('POST', '/source-runs/:id/cancel', ADMINS, 'Cancel a run that has not ended; what was applied stays', {
    reply: sourceRunSchema,
    status: 200,
  }),
};
