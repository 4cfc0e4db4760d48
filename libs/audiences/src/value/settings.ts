import { type ValueSettings, valueSettingsSchema } from '@wayfare/contracts';
import { minorDigits } from '@wayfare/customers';
import { readSettings, type Sql } from '@wayfare/platform';

/** Until somebody says otherwise. */
export const DEFAULT_VALUE_SETTINGS: ValueSettings = {
  currency: null,
  windowDays: 365,
  tiers: { by: 'customers', shares: [0.05, 0.2, 0.5] },
  stages: {
    newDays: 30,
    loyalPurchases: 5,
    overdue: { by: 'rhythm', riskAfter: 2, lapsedAfter: 4, usualDays: 60, shortestDays: 14, longestDays: 180 },
  },
};

/** The rules, with what they depend on of the workspace. */
export interface ValueRules {
  readonly settings: ValueSettings;
  /** 0: nobody has changed them yet. */
  readonly revision: number;
  readonly currency: string;
  /** Minor units in a whole one. */
  readonly unit: number;
  readonly zone: string;
}

const READ = 'SELECT settings, revision FROM value_settings';

export const readRules = async (sql: Sql): Promise<ValueRules> => {
  const workspace = await readSettings(sql);
  const [row] = await sql.query<{ settings: unknown; revision: number }>(READ);
  const settings = row ? valueSettingsSchema.parse(row.settings) : DEFAULT_VALUE_SETTINGS;
  const currency = settings.currency ?? workspace.currency;
  return { settings, revision: row?.revision ?? 0, currency, unit: 10 ** minorDigits(currency), zone: workspace.timeZone };
};

/** After how many days, as a multiple of a rhythm between bounds, a customer is at risk and has lapsed. */
export interface Overdue {
  readonly risk: number;
  readonly lapsed: number;
  readonly usual: number;
  readonly shortest: number;
  readonly longest: number;
}

/** Fixed days are a rhythm of one day that everybody has. */
export const overdueOf = ({ stages: { overdue } }: ValueSettings): Overdue =>
  overdue.by === 'days'
    ? { risk: overdue.riskAfter, lapsed: overdue.lapsedAfter, usual: 1, shortest: 1, longest: 1 }
    : {
        risk: overdue.riskAfter,
        lapsed: overdue.lapsedAfter,
        usual: overdue.usualDays,
        shortest: overdue.shortestDays,
        longest: overdue.longestDays,
      };
