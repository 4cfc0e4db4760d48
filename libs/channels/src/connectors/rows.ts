import type { Connector } from '@wayfare/contracts';
import { notFound } from '@wayfare/kernel';
import type { SecretsBox, Sql } from '@wayfare/platform';
import { z } from 'zod';
import { CONNECTOR_COLUMNS } from './connectors.sql.js';
import { dkimOf, dkimRecordOf } from './dkim.js';
import {
  type ConnectorKind,
  readSettingsOf,
  type SmtpSettings,
  smtpSettingsSchema,
  type WebhookSettings,
  webhookSettingsSchema,
} from './kinds.js';

export interface ConnectorRow {
  id: string;
  kind: ConnectorKind;
  channel: string;
  name: string;
  settings: Record<string, unknown>;
  /** Sealed, as one JSON object. */
  secrets: string | null;
  isDefault: boolean;
  paused: boolean;
  proven: boolean;
  lastError: string | null;
  lastErrorAt: Date | null;
  createdAt: Date;
  revision: number;
}

export type Secrets = Readonly<Record<string, string>>;

/** Marks the connector that the standalone app made for its own mail sink; nobody sets it by hand. */
export const BUILT_IN = 'builtIn';

const secretsSchema = z.record(z.string(), z.string());
const contextOf = (id: string): string => `connector:${id}`;

export const sealSecrets = (box: SecretsBox, id: string, secrets: Secrets): string | null =>
  Object.keys(secrets).length === 0 ? null : box.seal(JSON.stringify(secrets), contextOf(id));

export const openSecrets = (box: SecretsBox, { id, secrets }: Pick<ConnectorRow, 'id' | 'secrets'>): Secrets =>
  secrets === null ? {} : secretsSchema.parse(JSON.parse(box.open(secrets, contextOf(id))));

/** What people typed, without the mark of our own. */
export const typedSettings = ({ [BUILT_IN]: _mark, ...settings }: Record<string, unknown>): Record<string, unknown> => settings;

/** A connector as others may see it: of its secrets only the names, and what of them is public. */
export const toConnector = (row: ConnectorRow, secrets: Secrets): Connector => ({
  id: row.id,
  kind: row.kind,
  channel: row.channel,
  name: row.name,
  settings: typedSettings(row.settings),
  secretsSet: Object.keys(secrets),
  dkimRecord: dkimRecordOf(dkimOf(row.settings, secrets)),
  isDefault: row.isDefault,
  paused: row.paused,
  proven: row.proven,
  lastError: row.lastError === null || row.lastErrorAt === null ? null : { message: row.lastError, at: row.lastErrorAt.toISOString() },
  createdAt: row.createdAt.toISOString(),
});

export const findConnector = async (sql: Sql, id: string, lock: '' | 'FOR UPDATE' = ''): Promise<ConnectorRow> => {
  const [row] = await sql.query<ConnectorRow>(`SELECT ${CONNECTOR_COLUMNS} FROM connectors WHERE id = $1 ${lock}`, [id]);
  if (!row) throw notFound('connector', id);
  return row;
};

interface Opened {
  readonly id: string;
  readonly channel: string;
  readonly paused: boolean;
  /** Changes whenever anything about the connector does. */
  readonly revision: number;
  readonly secrets: Secrets;
}
/** A connector with its secrets, for those who send through it. */
export type OpenConnector = Opened &
  ({ readonly kind: 'smtp'; readonly settings: SmtpSettings } | { readonly kind: 'webhook'; readonly settings: WebhookSettings });

export const openConnector = (row: ConnectorRow, box: SecretsBox): OpenConnector => {
  const { id, channel, paused, revision } = row;
  const opened = { id, channel, paused, revision, secrets: openSecrets(box, row) };
  const settings = typedSettings(row.settings);
  return row.kind === 'smtp'
    ? { ...opened, kind: 'smtp', settings: readSettingsOf(smtpSettingsSchema, settings) }
    : { ...opened, kind: 'webhook', settings: readSettingsOf(webhookSettingsSchema, settings) };
};
