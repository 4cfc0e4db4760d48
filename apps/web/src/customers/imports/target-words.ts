import type { TFunction } from 'i18next';
import { type ColumnKind, readTarget } from './mapping.js';

const formatWords = (kind: ColumnKind, t: TFunction): string[] => (kind.startsWith('date-') ? [t(`customers.imports.types.${kind}`)] : []);

/** What a column becomes, in words. */
export const targetWords = (target: string, t: TFunction): string => {
  const { field, name, kind } = readTarget(target);
  if (field === '') return t('customers.imports.leftOut');
  if (name === '') return [t(`customers.imports.targets.${field}`, { defaultValue: field }), ...formatWords(kind, t)].join(' · ');
  if (field === 'identities') return `${t('customers.imports.identity')} ${name}`;
  const family = field === 'properties' ? t('customers.imports.property') : t('customers.imports.attribute');
  return kind === 'text' ? `${family} ${name}` : `${family} ${name} · ${t(`customers.imports.types.${kind}`)}`;
};
