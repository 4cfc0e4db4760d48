import type { MoneyRow } from './rows.js';

/** Money in the report's currency, and apart from it what came in others. */
export interface Money {
  readonly value: number;
  readonly otherValue: Record<string, number>;
}

type Of = Pick<MoneyRow, 'scope' | 'nodeId' | 'armId'>;

/** The currency that most conversions have; of two with as many, the first by its code; the workspace's where there are none. */
export const currencyOf = (money: readonly MoneyRow[], fallback: string): string => {
  const [first] = money
    .filter(({ scope }) => scope === 'everyone')
    .sort((one, other) => other.conversions - one.conversions || (one.currency < other.currency ? -1 : 1));
  return first?.currency ?? fallback;
};

/** The sums of one funnel row or arm. Amounts in different currencies are never added up. */
export const moneyOf = (money: readonly MoneyRow[], of: Of, currency: string): Money => {
  const rows = money.filter((row) => row.scope === of.scope && row.nodeId === of.nodeId && row.armId === of.armId);
  const others = rows.filter((row) => row.currency !== currency && row.value !== 0);
  return {
    value: rows.find((row) => row.currency === currency)?.value ?? 0,
    otherValue: Object.fromEntries(others.map((row) => [row.currency, row.value])),
  };
};
