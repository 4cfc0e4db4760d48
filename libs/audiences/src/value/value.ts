import {
  type BodyOf,
  type CustomerValue,
  type QueryOf,
  type ReplyOf,
  type routes,
  TIERS,
  type TierRules,
  type ValueOverview,
} from '@wayfare/contracts';
import { type Computations, pageOfCustomers } from '@wayfare/customers';
import { type Clock, localDay, notFound } from '@wayfare/kernel';
import { type Database, recordChange } from '@wayfare/platform';
import { VALUE } from './computation.js';
import { READ_FINDINGS } from './computation.sql.js';
import { COUNTS, CUSTOMER_CHANGES, CUSTOMER_VALUE, FLOWED, FLOWS, LEFT_OUT, PREVIEW, WRITE_SETTINGS } from './overview.sql.js';
import { tierPlaces } from './places.js';
import { readRules } from './settings.js';

type Overview = ValueOverview;
type TierCount = Overview['tiers'][number];

interface CountRow {
  readonly kind: 'tier' | 'stage' | 'grid' | 'all';
  readonly tier: TierCount['tier'] | null;
  readonly stage: Overview['stages'][number]['stage'] | null;
  readonly recency: number | null;
  readonly frequency: number | null;
  readonly people: number;
  readonly buyers: number;
  readonly purchases: number;
  readonly value: string;
  /** Within the window of the scores. */
  readonly lately: string;
}

interface Findings {
  readonly summary: readonly { readonly people: number; readonly value: number; readonly fromMinor: string }[];
  readonly foundAt: Date;
}

interface CustomerRow extends Omit<CustomerValue, 'total' | 'margin' | 'averageOrder' | 'scores' | 'changes' | 'currency'> {
  readonly total: string;
  readonly margin: string | null;
  readonly averageOrder: string | null;
  readonly recency: number | null;
  readonly frequency: number | null;
  readonly money: number | null;
}

const FLOW_DAYS = 30;
const DAY_MS = 86_400_000;
const numberOr = (text: string | null): number | null => (text === null ? null : Number(text));

/** What customers are worth, where they stand, and the rules of it: reading and changing them. They are worked out by `ValueComputation`. */
export class CustomerValues {
  constructor(
    private readonly deps: {
      readonly database: Database;
      readonly clock: Clock;
      readonly computations: Pick<Computations, 'ask' | 'cancel' | 'latest'>;
    },
  ) {}

  async valueOverview(): Promise<ReplyOf<typeof routes.valueOverview>> {
    const { database, computations } = this.deps;
    const { settings, currency } = await readRules(database);
    const [findings] = await database.query<Findings & object>(READ_FINDINGS);
    const { latest } = await computations.latest(VALUE);
    const counts = await database.query<CountRow & object>(COUNTS);
    const [all] = counts.filter(({ kind }) => kind === 'all');
    const [other] = await database.query<{ leftOut: number }>(LEFT_OUT, [currency]);
    return {
      ...{ settings, currency, foundAt: findings?.foundAt.toISOString() ?? null, leftOut: other?.leftOut ?? 0 },
      run: latest && {
        ...{ state: latest.state, stepsTotal: latest.stepsTotal, stepsDone: latest.stepsDone },
        startedAt: latest.startedAt?.toISOString() ?? null,
        finishedAt: latest.finishedAt?.toISOString() ?? null,
      },
      ...{ buyers: all?.buyers ?? 0, value: Number(all?.value ?? 0), purchases: all?.purchases ?? 0 },
      curve: (findings?.summary ?? []).map(({ people, value, fromMinor }) => ({ people, value, from: Number(fromMinor) })),
      grid: counts.flatMap(({ kind, recency, frequency, people, lately }) =>
        kind === 'grid' && recency !== null && frequency !== null ? [{ recency, frequency, people, value: Number(lately) }] : [],
      ),
      tiers: allTiers(
        counts.flatMap(({ kind, tier, people, value }) => (kind === 'tier' && tier ? [{ tier, people, value: Number(value) }] : [])),
      ),
      stages: counts.flatMap(({ kind, stage, people, value }) =>
        kind === 'stage' && stage ? [{ stage, people, value: Number(value) }] : [],
      ),
      flows: await database.query<Overview['flows'][number]>(FLOWS, [await this.beforeFlows()]),
    };
  }

  /** Who went from one stage to another in the days that the overview counts; somebody who did so twice is one of them. */
  async valueFlowPeople({ from, to, ...page }: QueryOf<typeof routes.valueFlowPeople>): Promise<ReplyOf<typeof routes.valueFlowPeople>> {
    const { database } = this.deps;
    const { zone } = await readRules(database);
    return pageOfCustomers(database, page, { text: FLOWED, parameters: [from ?? null, to, await this.beforeFlows(), zone] });
  }

  async changeValueSettings(body: BodyOf<typeof routes.changeValueSettings>): Promise<ReplyOf<typeof routes.changeValueSettings>> {
    const { database, clock, computations } = this.deps;
    await database.transaction(async (tx) => {
      const { settings: before } = await readRules(tx);
      await tx.query(WRITE_SETTINGS, [JSON.stringify(body), clock.now()]);
      await recordChange(tx, clock, { action: 'updated', kind: 'value_settings', id: 'workspace', before, after: body });
    });
    await computations.ask(VALUE, 'all', 'person');
    return body;
  }

  async previewTiers({ tiers }: BodyOf<typeof routes.previewTiers>): Promise<ReplyOf<typeof routes.previewTiers>> {
    return { tiers: await this.tiersBy(tiers) };
  }

  async computeValue(): Promise<void> {
    await this.deps.computations.ask(VALUE, 'all', 'person');
  }

  async cancelValue(): Promise<void> {
    await this.deps.computations.cancel(VALUE);
  }

  /** @throws AppError `not_found` where there is no such customer */
  async customerValue(id: string): Promise<ReplyOf<typeof routes.customerValue>> {
    const { database } = this.deps;
    const [row] = await database.query<CustomerRow & object>(CUSTOMER_VALUE, [id]);
    if (!row) {
      if ((await database.query('SELECT 1 FROM customers WHERE id = $1 AND erased_at IS NULL', [id])).length === 0)
        throw notFound('customer', id);
      return { id, value: null };
    }
    const { recency, frequency, money, ...value } = row;
    const { currency } = await readRules(database);
    const changes = await database.query<{ at: Date; kind: 'stage' | 'tier'; from: string | null; to: string | null }>(CUSTOMER_CHANGES, [
      id,
    ]);
    return {
      id,
      value: {
        ...value,
        currency,
        total: Number(value.total),
        margin: numberOr(value.margin),
        averageOrder: numberOr(value.averageOrder),
        scores: recency && frequency && money ? { recency, frequency, money } : null,
        changes: changes.map(({ at, ...change }) => ({ ...change, at: at.toISOString() })),
      },
    };
  }

  /** The day before the first whose flow is counted. */
  private async beforeFlows(): Promise<string> {
    const { database, clock } = this.deps;
    const { zone } = await readRules(database);
    return localDay(new Date(clock.now().getTime() - FLOW_DAYS * DAY_MS), zone);
  }

  private async tiersBy(rules: TierRules): Promise<TierCount[]> {
    const { database } = this.deps;
    const { unit } = await readRules(database);
    const places = await tierPlaces(database, rules, unit);
    const rows = await database.query<{ tier: TierCount['tier']; people: number; value: string }>(PREVIEW, [rules.by, places]);
    return allTiers(rows.map((row) => ({ ...row, value: Number(row.value) })));
  }
}

/** The tiers in order, those that nobody is in too. */
const allTiers = (found: readonly TierCount[]): TierCount[] =>
  TIERS.map((tier) => found.find((one) => one.tier === tier) ?? { tier, people: 0, value: 0 });
