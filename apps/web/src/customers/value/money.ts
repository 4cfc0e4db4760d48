/** Minor units in a whole one of a currency. */
export const unitOf = (currency: string): number =>
  10 ** (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2);

/** An amount as the attribute `value_total` has it: in whole units. */
export const wholeUnits = (minor: number, currency: string): number => minor / unitOf(currency);
