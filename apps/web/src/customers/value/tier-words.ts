import type { TierRules } from '@wayfare/contracts';
import type { TFunction } from 'i18next';
import type { Format } from '../../i18n/create-format.js';
import { unitOf } from './money.js';

/** The rules of the tiers in a sentence. */
export const tierWords = (rules: TierRules, currency: string, t: TFunction, { percent, money, number }: Format): string => {
  const told = (): readonly string[] => {
    switch (rules.by) {
      case 'customers':
      case 'value':
        return rules.shares.map((share) => percent(share));
      case 'amount':
        return rules.from.map((amount) => money(amount * unitOf(currency), currency));
      case 'rfm':
        return rules.from.map((points) => number(points));
    }
  };
  const [a, b, c] = told();
  return t(`value.tiers.by.${rules.by}`, { a, b, c });
};
