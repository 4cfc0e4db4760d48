import { z } from 'zod';
import { daySchema, idSchema, instantSchema, pageOf } from './common.js';
import { customerSchema } from './customers.js';
import { BUILDERS, EVERYONE, route } from './route.js';

export const TIERS = ['L1', 'L2', 'L3', 'L4'] as const;
/** Where a customer stands in their life with the company; `prospect` has not bought yet. */
export const STAGES = ['prospect', 'new', 'active', 'loyal', 'at_risk', 'lapsed', 'won_back'] as const;
export type Stage = (typeof STAGES)[number];

const share = z.number().min(0.001).max(0.999);
const days = z.int().min(1).max(3650);
const rising = ([first, second, third]: readonly number[]): boolean => Number(first) < Number(second) && Number(second) < Number(third);
const falling = (three: readonly number[]): boolean => rising([...three].reverse());

/** Where L1, L2 and L3 end; everybody else who has bought is L4. */
export const tierRulesSchema = z.discriminatedUnion('by', [
  /** The best so many of all customers, by what they brought. */
  z.strictObject({
    by: z.literal('customers'),
    shares: z.tuple([share, share, share]).refine(rising, { message: 'each larger than the one before' }),
  }),
  /** Those who together bring so much of all value. */
  z.strictObject({
    by: z.literal('value'),
    shares: z.tuple([share, share, share]).refine(rising, { message: 'each larger than the one before' }),
  }),
  /** Who has brought at least so much, in whole units of the currency. */
  z.strictObject({
    by: z.literal('amount'),
    from: z
      .tuple([z.number().min(0), z.number().min(0), z.number().min(0)])
      .refine(falling, { message: 'each smaller than the one before' }),
  }),
  /** Whose scores of recency, frequency and money add up to at least so much. */
  z.strictObject({
    by: z.literal('rfm'),
    from: z
      .tuple([z.int().min(3).max(15), z.int().min(3).max(15), z.int().min(3).max(15)])
      .refine(falling, { message: 'each smaller than the one before' }),
  }),
]);
export type TierRules = z.infer<typeof tierRulesSchema>;

const overdueSchema = z.discriminatedUnion('by', [
  /** By each customer's own rhythm: after so many times the usual days between their purchases. Who has no rhythm yet is taken to have `usualDays`; no rhythm counts as shorter or longer than the bounds. */
  z
    .strictObject({
      by: z.literal('rhythm'),
      riskAfter: z.number().min(1).max(20),
      lapsedAfter: z.number().min(1).max(40),
      usualDays: days,
      shortestDays: days,
      longestDays: days,
    })
    .refine(({ riskAfter, lapsedAfter }) => riskAfter < lapsedAfter, { path: ['lapsedAfter'], message: 'later than at risk' })
    .refine(({ shortestDays, longestDays }) => shortestDays <= longestDays, { path: ['longestDays'], message: 'at least the shortest' }),
  /** After so many days, the same for everybody. */
  z
    .strictObject({ by: z.literal('days'), riskAfter: days, lapsedAfter: days })
    .refine(({ riskAfter, lapsedAfter }) => riskAfter < lapsedAfter, { path: ['lapsedAfter'], message: 'later than at risk' }),
]);

export const stageRulesSchema = z.strictObject({
  /** So many days after the first purchase a customer is new. */
  newDays: days,
  /** With so many purchases a customer is loyal. */
  loyalPurchases: z.int().min(2).max(1000),
  overdue: overdueSchema,
});

export const valueSettingsSchema = z.strictObject({
  /** Orders in other currencies are left out; null: the workspace's currency. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable(),
  /** Scores are about the purchases of so many days. */
  windowDays: days,
  tiers: tierRulesSchema,
  stages: stageRulesSchema,
});
export type ValueSettings = z.infer<typeof valueSettingsSchema>;

const score = z.int().min(1).max(5);
const money = z.int();
const runSchema = z.object({
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  stepsTotal: z.int(),
  stepsDone: z.int(),
  startedAt: instantSchema.nullable(),
  finishedAt: instantSchema.nullable(),
});
const tierCountSchema = z.object({ tier: z.enum(TIERS), people: z.int(), value: money });

export const valueOverviewSchema = z.object({
  settings: valueSettingsSchema,
  currency: z.string(),
  /** null: nothing was worked out yet. */
  foundAt: instantSchema.nullable(),
  run: runSchema.nullable(),
  /** Orders that are left out, since they are in another currency. */
  leftOut: z.int(),
  /** Customers who have bought, and what they have brought, in minor units. */
  buyers: z.int(),
  value: money,
  purchases: z.int(),
  /** The best `people` of a hundred buyers bring `value` of a hundred of what all bring; from 0 to 100. */
  curve: z.array(z.object({ people: z.number(), value: z.number(), from: z.number().nullable() })),
  /** How many people have these scores, and what they brought within the window. */
  grid: z.array(z.object({ recency: score, frequency: score, people: z.int(), value: money })),
  tiers: z.array(tierCountSchema),
  stages: z.array(z.object({ stage: z.enum(STAGES), people: z.int(), value: money })),
  /** Over the last thirty days; `from` is null for those who came in. */
  flows: z.array(z.object({ from: z.enum(STAGES).nullable(), to: z.enum(STAGES), people: z.int() })),
});
export type ValueOverview = z.infer<typeof valueOverviewSchema>;

export const customerValueSchema = z.object({
  currency: z.string(),
  purchases: z.int(),
  returns: z.int(),
  total: money,
  margin: money.nullable(),
  averageOrder: money.nullable(),
  gapDays: z.number().nullable(),
  firstDay: daySchema.nullable(),
  lastDay: daySchema.nullable(),
  product: z.string().nullable(),
  category: z.string().nullable(),
  channel: z.string().nullable(),
  store: z.string().nullable(),
  scores: z.object({ recency: score, frequency: score, money: score }).nullable(),
  tier: z.enum(TIERS).nullable(),
  stage: z.enum(STAGES),
  stageSince: daySchema,
  changes: z.array(
    z.object({ at: instantSchema, kind: z.enum(['stage', 'tier']), from: z.string().nullable(), to: z.string().nullable() }),
  ),
});
export type CustomerValue = z.infer<typeof customerValueSchema>;

export const valueRoutes = {
  valueOverview: route('GET', '/value', EVERYONE, 'What customers are worth: the curve, scores, tiers, stages and the flow between them', {
    reply: valueOverviewSchema,
  }),
  changeValueSettings: route(
    'PUT',
    '/value/settings',
    BUILDERS,
    'Change the rules of value, tiers and stages; everybody is worked out anew',
    {
      body: valueSettingsSchema,
      reply: valueSettingsSchema,
    },
  ),
  previewTiers: route('POST', '/value/tiers/preview', EVERYONE, 'How many people would be in each tier by these rules', {
    body: z.strictObject({ tiers: tierRulesSchema }),
    reply: z.object({ tiers: z.array(tierCountSchema) }),
  }),
  computeValue: route('POST', '/value/runs', BUILDERS, 'Work out value, tiers and stages of everybody now', { status: 202 }),
  cancelValue: route('DELETE', '/value/runs', BUILDERS, 'Call off what is being worked out; what has been written stays'),
  valueFlowPeople: route(
    'GET',
    '/value/flows/customers',
    EVERYONE,
    'Who went from one stage to another in the last thirty days; without `from`: who came in',
    {
      query: z.strictObject({
        from: z.enum(STAGES).optional(),
        to: z.enum(STAGES),
        cursor: z.string().max(200).optional(),
        limit: z.coerce.number().int().min(1).max(200).optional(),
      }),
      reply: pageOf(customerSchema),
    },
  ),
  customerValue: route('GET', '/customers/:id/value', EVERYONE, 'What a customer is worth, where they stand, and how that has changed', {
    reply: z.object({ id: idSchema, value: customerValueSchema.nullable() }),
  }),
};
