import type { TraitFormula } from '@wayfare/contracts';
import type { TFunction } from 'i18next';
import { fieldName } from '../../audiences/condition/fields.js';
import { happenedWords } from '../../audiences/condition/sentence.js';
import { tight } from '../../i18n/spacing.js';

/** What a trait is worked out of, in one sentence. */
export const traitWords = (formula: TraitFormula, t: TFunction): string => tight(words(formula, t));

const words = ({ take, of, over, against }: TraitFormula, t: TFunction): string => {
  const parts = happenedWords(over, t);
  switch (take) {
    case 'count':
    case 'days_since':
      return t(`traits.says.${take}`, parts);
    case 'most_frequent':
      return t('traits.says.most_frequent', { ...parts, of: fieldName(over, of ?? '', t) });
    case 'ratio':
      return t('traits.says.ratio', {
        over: t('traits.says.count', parts),
        against: against ? t('traits.says.count', happenedWords(against, t)) : '',
      });
    default:
      return t(`condition.measure.${take}`, { ...parts, of: of === undefined ? t('condition.measure.when') : fieldName(over, of, t) });
  }
};
