import type { Import } from '@wayfare/contracts';
import type { TFunction } from 'i18next';
import { targetWords } from './target-words.js';

/** By what the rows of a file were matched, and what was said of the rest, in words. */
export const matchingWords = ({ kind, options: { updateBy, unknown, empty } }: Pick<Import, 'kind' | 'options'>, t: TFunction): string =>
  [
    updateBy === undefined
      ? t(`customers.imports.matching.wasAny.${kind}`)
      : t('customers.imports.matching.was', { key: targetWords(updateBy, t) }),
    ...(unknown === 'reject' ? [t('customers.imports.matching.wasRejected')] : []),
    ...(empty === 'clear' ? [t('customers.imports.matching.wasCleared')] : []),
  ].join(' ');
