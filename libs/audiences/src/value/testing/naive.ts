import type { ValueSettings } from '@wayfare/contracts';
import { addDuration, localDay } from '@wayfare/kernel';
import { overdueOf } from '../settings.js';

/** What the value of people is, worked out one by one and in so many words: what the statements are held to. */
export interface NaiveOrder {
  readonly customer: number;
  readonly id: string;
  readonly at: Date;
  readonly minor: number;
  readonly currency: string;
  readonly channel: string | null;
  readonly products: readonly string[];
}

/** In minor units; what nothing else costs is known. */
export const TEA_COSTS = 40;
const DAY_MS = 86_400_000;
const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MS;

const medianOf = (numbers: readonly number[]): number | null => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
};

/** In most purchases; else more money, else later, else first by its letters. */
const favouriteOf = (seen: readonly { name: string; id: string; minor: number; at: Date }[]): string | null => {
  const names = [...new Set(seen.map(({ name }) => name))];
  const of = (name: string) => seen.filter((one) => one.name === name);
  const rank = (name: string) => [
    new Set(of(name).map(({ id }) => id)).size,
    of(name).reduce((sum, { minor }) => sum + minor, 0),
    Math.max(...of(name).map(({ at }) => at.getTime())),
  ];
  const compare = (a: string, b: string): number => {
    const [one, other] = [rank(a), rank(b)];
    const at = one.findIndex((value, index) => value !== other[index]);
    return at === -1 ? (a < b ? -1 : 1) : (other[at] ?? 0) - (one[at] ?? 0);
  };
  return names.sort(compare)[0] ?? null;
};

/** One more than the whole fifths of all who have strictly less. */
const scoreAmong = (all: readonly number[], value: number): number =>
  1 + Math.floor((5 * all.filter((one) => one < value).length) / all.length);

export const naiveValues = (
  people: readonly number[],
  orders: readonly NaiveOrder[],
  { settings, currency, zone, now }: { settings: ValueSettings; currency: string; zone: string; now: Date },
) => {
  const since = addDuration(now, `P${settings.windowDays}D`, -1);
  const today = localDay(now, zone);
  const byCustomer = new Map<number, NaiveOrder[]>();
  for (const order of orders) byCustomer.set(order.customer, [...(byCustomer.get(order.customer) ?? []), order]);
  const facts = people.map((customer) => {
    const own = (byCustomer.get(customer) ?? []).filter((order) => order.currency === currency && order.at <= now);
    const purchases = own.filter(({ minor }) => minor >= 0).sort((a, b) => a.at.getTime() - b.at.getTime());
    const days = [...new Set(purchases.map(({ at }) => localDay(at, zone)))];
    const gaps = days.slice(1).map((day, at) => daysBetween(days[at] ?? day, day));
    const costly = own.flatMap(({ products }) => products.filter((name) => name === 'tea'));
    const within = own.filter(({ at }) => at > since);
    return {
      customer,
      ...{ purchases: purchases.length, returns: own.length - purchases.length, total: own.reduce((sum, { minor }) => sum + minor, 0) },
      ...{ firstDay: days[0] ?? null, lastDay: days.at(-1) ?? null, lastAt: purchases.at(-1)?.at.getTime() ?? null },
      margin: costly.length === 0 ? null : String(costly.length * (100 - TEA_COSTS)),
      ...{ days: days.length, gap: medianOf(gaps), previousGap: gaps.at(-1) ?? null },
      channel: favouriteOf(purchases.flatMap((order) => (order.channel ? [{ ...order, name: order.channel }] : []))),
      product: favouriteOf(purchases.flatMap((order) => order.products.map((name) => ({ ...order, name, minor: 100 })))),
      ...{
        windowPurchases: within.filter(({ minor }) => minor >= 0).length,
        windowMinor: within.reduce((sum, { minor }) => sum + minor, 0),
      },
    };
  });
  const scored = facts.filter(({ windowPurchases }) => windowPurchases > 0);
  const buyers = facts.filter(({ purchases }) => purchases > 0);
  const all = {
    r: scored.map(({ lastAt }) => lastAt ?? 0),
    f: scored.map((one) => one.windowPurchases),
    m: scored.map((one) => one.windowMinor),
  };
  const value = buyers.reduce((sum, { total }) => sum + Math.max(0, total), 0);
  const overdue = overdueOf(settings);
  return facts.map((one) => {
    const isScored = one.windowPurchases > 0;
    const scores = isScored
      ? [scoreAmong(all.r, one.lastAt ?? 0), scoreAmong(all.f, one.windowPurchases), scoreAmong(all.m, one.windowMinor)]
      : [null, null, null];
    const better = buyers.filter(({ total }) => total > one.total);
    const above = better.reduce((sum, { total }) => sum + Math.max(0, total), 0);
    const { tiers } = settings;
    const isIn = (tier: number): boolean => {
      if (tiers.by === 'customers') return better.length < (tiers.shares[tier] ?? 0) * buyers.length;
      if (tiers.by === 'value') return above === 0 || above < (tiers.shares[tier] ?? 0) * value;
      if (tiers.by === 'amount') return one.total >= (tiers.from[tier] ?? 0) * 100;
      return scores.reduce<number>((sum, score) => sum + (score ?? 0), 0) >= (tiers.from[tier] ?? 0);
    };
    const tier = one.purchases === 0 ? null : `L${[0, 1, 2].findIndex(isIn) + 1 || 4}`;
    const rhythm = one.days > 2 ? Math.min(Math.max(one.gap ?? 0, overdue.shortest), overdue.longest) : overdue.usual;
    const idle = one.lastDay === null ? 0 : daysBetween(one.lastDay, today);
    const stage = (): string => {
      if (one.lastDay === null || one.firstDay === null) return 'prospect';
      if (idle > rhythm * overdue.lapsed) return 'lapsed';
      if (idle > rhythm * overdue.risk) return 'at_risk';
      if (one.previousGap !== null && one.previousGap > rhythm * overdue.lapsed) return 'won_back';
      if (one.purchases >= settings.stages.loyalPurchases) return 'loyal';
      return daysBetween(one.firstDay, today) <= settings.stages.newDays ? 'new' : 'active';
    };
    const { purchases, returns, total, firstDay, lastDay, gap, channel, product, margin } = one;
    return {
      customer: String(one.customer),
      purchases,
      returns,
      total: String(total),
      margin,
      firstDay,
      lastDay,
      gap,
      channel,
      product,
      scores,
      tier,
      stage: stage(),
    };
  });
};
