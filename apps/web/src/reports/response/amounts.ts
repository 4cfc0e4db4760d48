import type { Report } from '@wayfare/contracts';
import type { Format } from '../../i18n/create-format.js';

type Money = Pick<Report, 'value' | 'currency' | 'otherValue'>;

/** Money in every currency that came in, side by side: amounts of different currencies are never added up. Empty where there is none. */
export const amountsOf = ({ value, currency, otherValue }: Money, format: Pick<Format, 'money'>): string =>
  [
    ...(value === 0 ? [] : [format.money(value, currency)]),
    ...Object.entries(otherValue).map(([code, minor]) => format.money(minor, code)),
  ].join(' + ');

/** The same for each of so many people. */
export const amountsPerHead = ({ value, currency, otherValue }: Money, people: number, format: Pick<Format, 'money'>): string => {
  const share = (minor: number): number => Math.round(minor / people);
  const others = Object.fromEntries(Object.entries(otherValue).map(([code, minor]) => [code, share(minor)]));
  return amountsOf({ value: share(value), currency, otherValue: others }, format) || format.money(0, currency);
};
