import type { TFunction } from 'i18next';
import { readTarget } from './mapping.js';

/** What a column becomes, in words. */
export const targetWords = (target: string, t: TFunction): string => {
  const { field, name, kind } = readTarget(target);
  if (field === '') return t('customers.imports.leftOut');
  if (name === '') return t(`customers.imports.targets.${field}`, { defaultValue: field });
  const family = field === 'properties' ? t('customers.imports.property') : t('customers.imports.attribute');
  return kind === 'text' ? `${family} ${name}` : `${family} ${name} · ${t(`customers.imports.types.${kind}`)}`;
};
