import { type Clock, type ContactRules, contactRulesSchema } from '@wayfare/kernel';
import { z } from 'zod';
import { recordChange } from './actor.js';
import type { Database, Sql } from './database.js';

export type SendMode = 'live' | 'test' | 'never';

/** What the whole workspace agrees on. `extra` keeps the rules of contact (`contactRulesIn`), the prices (`pricesIn`), what is to be confirmed (`confirmedConsentIn`), how long things are kept (`retentionIn`), and what becomes of tags that nobody has agreed to (`unapprovedTagsIn`). */
export interface WorkspaceSettings {
  readonly name: string;
  readonly timeZone: string;
  readonly locale: string;
  readonly currency: string;
  readonly sendMode: SendMode;
  readonly testAddresses: readonly string[];
  /** Wall time `HH:MM` at which the response report of the day before is due. */
  readonly reportAt: string;
  readonly extra: Readonly<Record<string, unknown>>;
}

export const DEFAULT_SETTINGS: WorkspaceSettings = {
  name: 'Wayfare',
  timeZone: 'Asia/Shanghai',
  locale: 'zh-CN',
  currency: 'CNY',
  sendMode: 'live',
  testAddresses: [],
  reportAt: '09:00',
  extra: {},
};

const SELECT = `
  SELECT name, time_zone AS "timeZone", locale, currency, send_mode AS "sendMode", test_addresses AS "testAddresses", report_at AS "reportAt", extra
  FROM workspace_settings`;

const UPSERT = `
  INSERT INTO workspace_settings (name, time_zone, locale, currency, send_mode, test_addresses, report_at, extra, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  ON CONFLICT (only_row) DO UPDATE SET name = excluded.name, time_zone = excluded.time_zone, locale = excluded.locale, currency = excluded.currency,
    send_mode = excluded.send_mode, test_addresses = excluded.test_addresses, report_at = excluded.report_at, extra = excluded.extra, updated_at = excluded.updated_at`;

/** The workspace's settings; the defaults where nobody has set any yet. */
export const readSettings = async (sql: Sql): Promise<WorkspaceSettings> => {
  const [row] = await sql.query<WorkspaceSettings>(SELECT);
  return row ?? DEFAULT_SETTINGS;
};

/** The rules of contact among the settings. */
export const contactRulesIn = ({ extra }: WorkspaceSettings): ContactRules => contactRulesSchema.parse(extra);

const prices = z.object({ prices: z.record(z.string(), z.number().min(0)).default({}) });

/** What a message costs in minor units of the workspace's currency, a fraction of one too, by channel; none for a channel without a price. */
export const pricesIn = ({ extra }: WorkspaceSettings): Readonly<Record<string, number>> => prices.parse(extra).prices;

const confirmed = z.object({ confirmConsent: z.array(z.string()).default([]) });

/** What somebody has to confirm by the link of a mail before it counts, by keys of the consent ledger: `email`, `email:newsletter`. */
export const confirmedConsentIn = ({ extra }: WorkspaceSettings): readonly string[] => confirmed.parse(extra).confirmConsent;

/** How many months are kept of what is archived, beside the one that is not over; null or absent: for ever. */
const months = z.int().min(1).nullable().default(null);
const retention = z.object({
  retention: z.object({ events: months, responses: months, messages: months }).default({ events: null, responses: null, messages: null }),
});

export const retentionIn = ({ extra }: WorkspaceSettings): z.infer<typeof retention>['retention'] => retention.parse(extra).retention;

const unapprovedTags = z.object({ unapprovedTags: z.enum(['accept', 'hide', 'refuse']).default('accept') });

/** What becomes of tags that come in and that nobody has agreed to. */
export const unapprovedTagsIn = ({ extra }: WorkspaceSettings): z.infer<typeof unapprovedTags>['unapprovedTags'] =>
  unapprovedTags.parse(extra).unapprovedTags;

/** Changes the named settings and leaves the others, with an entry in the audit trail. */
export const changeSettings = (database: Database, clock: Clock, change: Partial<WorkspaceSettings>): Promise<WorkspaceSettings> =>
  database.transaction(async (tx) => {
    const before = await readSettings(tx);
    const after: WorkspaceSettings = { ...before, ...change };
    await tx.query(UPSERT, [
      after.name,
      after.timeZone,
      after.locale,
      after.currency,
      after.sendMode,
      [...after.testAddresses],
      after.reportAt,
      JSON.stringify(after.extra),
      clock.now(),
    ]);
    await recordChange(tx, clock, { action: 'updated', kind: 'settings', id: 'workspace', before, after });
    return after;
  });
