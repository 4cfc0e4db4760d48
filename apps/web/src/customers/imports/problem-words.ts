import type { Import } from '@wayfare/contracts';
import type { TFunction } from 'i18next';

/** What was wrong with a file, in words. */
export const problemWords = ({ code, message, values }: NonNullable<Import['error']>, t: TFunction): string =>
  t(`customers.imports.problems.${code}`, { defaultValue: message, ...values });
