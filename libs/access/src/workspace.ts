import { type BodyOf, LOCALES, type Locale, type routes, type Settings } from '@wayfare/contracts';
import { type FieldError, invalid, isTimeZone, localDay } from '@wayfare/kernel';
import {
  type ClockPort,
  changeSettings,
  confirmedConsentIn,
  contactRulesIn,
  type Database,
  pricesIn,
  readSettings,
  retentionIn,
  unapprovedTagsIn,
  type WorkspaceSettings,
} from '@wayfare/platform';
import { given } from './given.js';

export interface WorkspaceDeps {
  readonly database: Database;
  readonly clock: ClockPort;
  /** Whether the standalone app's mail sink can be looked into. */
  readonly mailbox: boolean;
}

type Change = BodyOf<typeof routes.changeSettings>;

/** The settings of the workspace, with what today is by its clock. */
export class Workspace {
  constructor(private readonly deps: WorkspaceDeps) {}

  /** Writes the settings that a workspace begins with, where there are none yet. */
  async ensureSettings(): Promise<void> {
    const { database, clock } = this.deps;
    const [row] = await database.query('SELECT 1 FROM workspace_settings');
    if (!row) await changeSettings(database, clock, {});
  }

  async settings(): Promise<Settings> {
    return this.describe(await readSettings(this.deps.database));
  }

  async changeSettings(body: Change): Promise<Settings> {
    const problems = [...zoneProblems(body), ...currencyProblems(body)];
    if (problems.length > 0) throw invalid('The settings do not hold.', problems);
    const { caps, quietHours, holidays, globalHoldout, prices, retention, confirmConsent, unapprovedTags, ...plain } = body;
    const { database, clock } = this.deps;
    const { extra } = await readSettings(database);
    const widened = {
      ...extra,
      ...given({ caps, quietHours, holidays, globalHoldout, prices, retention, confirmConsent, unapprovedTags }),
    };
    return this.describe(await changeSettings(database, clock, { ...given(plain), extra: widened }));
  }

  private describe(stored: WorkspaceSettings): Settings {
    const { clock, mailbox } = this.deps;
    const now = clock.now();
    return {
      name: stored.name,
      timeZone: stored.timeZone,
      locale: localeOf(stored.locale),
      currency: stored.currency,
      sendMode: stored.sendMode,
      testAddresses: [...stored.testAddresses],
      reportAt: stored.reportAt,
      ...contactRulesIn(stored),
      prices: pricesIn(stored),
      retention: retentionIn(stored),
      confirmConsent: [...confirmedConsentIn(stored)],
      unapprovedTags: unapprovedTagsIn(stored),
      today: localDay(now, stored.timeZone),
      now: now.toISOString(),
      virtualClock: clock.isVirtual,
      mailbox,
    };
  }
}

const localeOf = (text: string): Locale => LOCALES.find((locale) => locale === text) ?? 'zh-CN';

const zoneProblems = ({ timeZone }: Change): FieldError[] =>
  timeZone === undefined || isTimeZone(timeZone)
    ? []
    : [{ path: 'timeZone', code: 'unknown_time_zone', message: `There is no time zone ${timeZone}. Name one such as Asia/Shanghai.` }];

const currencyProblems = ({ currency }: Change): FieldError[] =>
  currency === undefined || Intl.supportedValuesOf('currency').includes(currency)
    ? []
    : [{ path: 'currency', code: 'unknown_currency', message: `There is no currency ${currency}. Name one such as CNY.` }];
