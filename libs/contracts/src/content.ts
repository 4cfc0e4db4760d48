import { z } from 'zod';
import { idSchema, instantSchema, pageOf, pageQuery } from './common.js';
import { ADMINS, BUILDERS, EVERYONE, route } from './route.js';

export const CONNECTOR_KINDS = ['smtp', 'webhook'] as const;
export const connectorSchema = z.object({
  id: idSchema,
  kind: z.enum(CONNECTOR_KINDS),
  channel: z.string(),
  name: z.string(),
  settings: z.record(z.string(), z.unknown()),
  /** Which secrets are set; their values never leave the server again. */
  secretsSet: z.array(z.string()),
  /** The TXT record by which receivers check the DKIM signature of its mails; null where they are not signed. */
  dkimRecord: z.object({ name: z.string(), value: z.string() }).nullable(),
  isDefault: z.boolean(),
  paused: z.boolean(),
  /** It has handed something over as it is set up now: a test, or a message. */
  proven: z.boolean(),
  lastError: z.object({ message: z.string(), at: instantSchema }).nullable(),
  createdAt: instantSchema,
});
export type Connector = z.infer<typeof connectorSchema>;

/** `smtp` settings: host, port, secure, from, replyTo?, dkimDomain?, dkimSelector?, ratePerSecond, connections, atLeastOnce; `webhook`: url, ratePerSecond, concurrency, allowPrivate. Secrets: user, password, dkimPrivateKey / signingKey. */
const connectorInput = z.strictObject({
  kind: z.enum(CONNECTOR_KINDS),
  name: z.string().min(1).max(200),
  settings: z.record(z.string(), z.unknown()),
  secrets: z.record(z.string(), z.string().max(10_000)).optional(),
  isDefault: z.boolean().optional(),
});

export const templateSchema = z.object({
  id: idSchema,
  channel: z.string(),
  name: z.string(),
  revision: z.int(),
  subject: z.string().nullable(),
  mjml: z.string().nullable(),
  html: z.string().nullable(),
  text: z.string().nullable(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
export type Template = z.infer<typeof templateSchema>;
const body = z.string().max(1_000_000);
const templateInput = z.strictObject({
  channel: z.string().min(1).max(40),
  name: z.string().min(1).max(200),
  subject: z.string().max(1000).optional(),
  mjml: body.optional(),
  html: body.optional(),
  text: body.optional(),
});
export type TemplateInput = z.infer<typeof templateInput>;

export const previewSchema = z.object({
  subject: z.string().nullable(),
  html: z.string().nullable(),
  text: z.string().nullable(),
  /** Problems of the template itself: MJML or Liquid errors with their line. */
  problems: z.array(z.object({ code: z.string(), message: z.string(), line: z.int().nullable() })),
  /** What each personalised place would print for someone without the attribute. */
  missing: z.array(z.object({ expression: z.string(), prints: z.string() })),
});
export type TemplatePreview = z.infer<typeof previewSchema>;

export const mailSchema = z.object({
  id: z.string(),
  from: z.string(),
  to: z.string(),
  subject: z.string(),
  headers: z.record(z.string(), z.string()),
  text: z.string(),
  html: z.string(),
  receivedAt: instantSchema,
});
export type Mail = z.infer<typeof mailSchema>;

export const contentRoutes = {
  connectors: route('GET', '/connectors', EVERYONE, 'Connectors', { reply: pageOf(connectorSchema) }),
  createConnector: route('POST', '/connectors', ADMINS, 'Connect a channel', { body: connectorInput, reply: connectorSchema, status: 201 }),
  changeConnector: route('PATCH', '/connectors/:id', ADMINS, 'Change a connector; secrets left out stay', {
    body: connectorInput.omit({ kind: true }).extend({ paused: z.boolean() }).partial(),
    reply: connectorSchema,
  }),
  deleteConnector: route('DELETE', '/connectors/:id', ADMINS, 'Delete a connector that no live journey uses'),
  makeDkimKey: route(
    'POST',
    '/connectors/:id/dkim',
    ADMINS,
    'Make a key pair to sign mails with; the private key never leaves the server',
    {
      body: z.strictObject({ domain: z.string().min(1).max(200), selector: z.string().min(1).max(200) }),
      reply: connectorSchema,
    },
  ),
  testConnector: route('POST', '/connectors/:id/test', ADMINS, 'Send one test message through a connector', {
    body: z.strictObject({ to: z.string().min(1).max(320) }),
    reply: z.object({ ok: z.boolean(), message: z.string(), milliseconds: z.number() }),
  }),
  templates: route('GET', '/templates', EVERYONE, 'Templates', { query: pageQuery, reply: pageOf(templateSchema) }),
  template: route('GET', '/templates/:id', EVERYONE, 'One template', { reply: templateSchema }),
  createTemplate: route('POST', '/templates', BUILDERS, 'Make a template', { body: templateInput, reply: templateSchema, status: 201 }),
  changeTemplate: route('PUT', '/templates/:id', BUILDERS, 'Change a template: makes its next revision; launched versions keep theirs', {
    body: templateInput.omit({ channel: true }),
    reply: templateSchema,
  }),
  deleteTemplate: route('DELETE', '/templates/:id', BUILDERS, 'Put a template away'),
  previewTemplate: route('POST', '/templates/:id/preview', EVERYONE, 'A template as one customer would get it', {
    body: z.strictObject({ customerId: idSchema.optional() }),
    reply: previewSchema,
  }),
  previewDraft: route('POST', '/templates/preview', BUILDERS, 'An unsaved template as one customer would get it', {
    body: templateInput.omit({ name: true }).extend({ customerId: idSchema.optional() }),
    reply: previewSchema,
  }),
  testTemplate: route('POST', '/templates/:id/test', BUILDERS, 'Send a template to a test address, as one customer would get it', {
    body: z.strictObject({ to: z.email(), customerId: idSchema.optional() }),
    reply: z.object({ ok: z.boolean(), message: z.string() }),
  }),
  mailbox: route('GET', '/mailbox', BUILDERS, "The standalone app's own mail sink: what was sent, newest first", {
    query: z.strictObject({ to: z.string().max(320).optional(), cursor: z.string().max(40).optional() }),
    reply: z.object({ items: z.array(mailSchema), total: z.int(), next: z.string().nullable() }),
  }),
};
