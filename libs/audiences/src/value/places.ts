import type { TierRules } from '@wayfare/contracts';
import type { Sql } from '@wayfare/platform';
import { z } from 'zod';
import { SCORE_PLACES, TIER_PLACES } from './cuts.sql.js';

/** Where scores and tiers part; texts, since PostgreSQL's instants and sums are finer than JavaScript's. */
export const placesSchema = z.object({
  recency: z.array(z.string()),
  frequency: z.array(z.string()),
  money: z.array(z.string()),
  /** From L3 up to L1. */
  tiers: z.array(z.string()),
});
export type Places = z.infer<typeof placesSchema>;

const ask = async (sql: Sql, text: string, parameters: readonly unknown[] = []): Promise<string[]> =>
  (await sql.query<{ places: string[] }>(text, parameters))[0]?.places ?? [];

/** Where tiers part by these rules, as things stand. @param unit minor units in a whole one */
export const tierPlaces = async (sql: Sql, rules: TierRules, unit: number): Promise<string[]> => {
  if (rules.by === 'amount') return [...rules.from].reverse().map((amount) => String(Math.round(amount * unit)));
  if (rules.by === 'rfm') return [...rules.from].reverse().map(String);
  return ask(sql, TIER_PLACES, [rules.by === 'customers', rules.shares]);
};

/** Looks at everybody at once, over all shards: a sort for each kind of score. */
export const findPlaces = async (sql: Sql, rules: TierRules, unit: number): Promise<Places> => ({
  recency: await ask(sql, SCORE_PLACES.recency),
  frequency: await ask(sql, SCORE_PLACES.frequency),
  money: await ask(sql, SCORE_PLACES.money),
  tiers: await tierPlaces(sql, rules, unit),
});
