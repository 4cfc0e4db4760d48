import type { AttributeValue } from '@wayfare/contracts';
import type { TFunction } from 'i18next';
import type { Format } from '../../i18n/create-format.js';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** A value as one reads it. Numbers up to five digits keep their digits together: many of them are years and codes. */
export const attributeWords = (value: AttributeValue, { t, number, date }: { t: TFunction } & Pick<Format, 'number' | 'date'>): string => {
  if (value === null) return '–';
  if (typeof value === 'boolean') return t(`condition.boolean.${value}`);
  if (typeof value === 'number') return Math.abs(value) < 100_000 ? String(value) : number(value);
  if (Array.isArray(value)) return value.join(', ');
  return INSTANT.test(value) ? date(value) : value;
};
