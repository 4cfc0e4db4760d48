import type { Connector } from '@wayfare/contracts';
import { type FieldError, invalid } from '@wayfare/kernel';
import { z } from 'zod';
import { mailboxSchema } from './mailbox.js';

export type ConnectorKind = Connector['kind'];

const LABELS = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*';
const dnsName = z
  .string()
  .trim()
  .toLowerCase()
  .max(200)
  .regex(new RegExp(`^${LABELS}$`), 'must be a name as it stands in DNS');

const rate = z.number().positive().max(10_000).nullable().default(null);

/** How an SMTP provider is reached and what it may be asked for. */
export const smtpSettingsSchema = z.strictObject({
  host: z
    .string()
    .trim()
    .min(1)
    .max(253)
    .regex(/^[^\s/@]+$/, 'must be the name or address of a host'),
  port: z.int().min(1).max(65_535),
  /** TLS from the first byte (port 465). Without it the connection is upgraded where the server offers it (STARTTLS). */
  secure: z.boolean().default(false),
  /** Refuse to send over a connection that could not be encrypted. */
  requireTls: z.boolean().default(false),
  /** Off only for servers inside one's own network with a certificate of their own. */
  verifyCertificate: z.boolean().default(true),
  from: mailboxSchema,
  replyTo: mailboxSchema.optional(),
  /** Where unsubscribe requests by mail are read, for List-Unsubscribe. */
  unsubscribeMailbox: z.email().optional(),
  /** Whose signature the mails carry (DKIM), and by which of its keys: `<selector>._domainkey.<domain>` in DNS. */
  dkimDomain: dnsName.optional(),
  dkimSelector: dnsName.optional(),
  /** Messages a second over all workers; null: as fast as the provider takes them. */
  ratePerSecond: rate,
  /** Connections open at once, over all workers. */
  connections: z.int().min(1).max(100).default(10),
  /** Whether a message whose fate is unknown is sent again: some people may get it twice. */
  atLeastOnce: z.boolean().default(false),
});
export type SmtpSettings = z.infer<typeof smtpSettingsSchema>;

export const webhookSettingsSchema = z.strictObject({
  url: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).max(2000),
  ratePerSecond: rate,
  /** Calls open at once, over all workers. */
  concurrency: z.int().min(1).max(100).default(10),
  /** Whether the address may lead into a private network. */
  allowPrivate: z.boolean().default(false),
  timeoutSeconds: z.number().min(1).max(120).default(10),
});
export type WebhookSettings = z.infer<typeof webhookSettingsSchema>;

interface Kind {
  readonly channel: string;
  readonly settings: z.ZodType;
  readonly secrets: readonly string[];
}

export const KINDS: Readonly<Record<ConnectorKind, Kind>> = {
  smtp: { channel: 'email', settings: smtpSettingsSchema, secrets: ['user', 'password', 'dkimPrivateKey'] },
  webhook: { channel: 'webhook', settings: webhookSettingsSchema, secrets: ['signingKey'] },
};

const fieldErrors = (error: z.ZodError): FieldError[] =>
  error.issues.flatMap((issue): FieldError[] => {
    const path = ['settings', ...issue.path].join('.');
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ path: `settings.${key}`, code: 'unknown', message: `There is no setting ${key}.` }));
    return [{ path, code: issue.code, message: issue.message }];
  });

/**
 * Settings as the kind knows them, with its defaults.
 * @throws AppError `invalid`, naming each field at fault
 */
export const readSettingsOf = <Schema extends z.ZodType>(schema: Schema, settings: unknown): z.infer<Schema> => {
  const read = schema.safeParse(settings);
  if (read.success) return read.data;
  const fields = fieldErrors(read.error);
  throw invalid(`These settings do not hold: ${fields.map(({ path, message }) => `${path} (${message})`).join(', ')}.`, fields);
};

/** @throws AppError `invalid` for a secret that the kind does not have */
export const checkSecrets = (kind: ConnectorKind, secrets: Readonly<Record<string, string>>): void => {
  const fields = Object.keys(secrets)
    .filter((name) => !KINDS[kind].secrets.includes(name))
    .map((name): FieldError => ({ path: `secrets.${name}`, code: 'unknown', message: `A connector of this kind has no secret ${name}.` }));
  if (fields.length > 0) throw invalid(`These secrets do not hold: ${fields.map(({ path }) => path).join(', ')}.`, fields);
};
