import { comparisonHolds } from './compare.js';
import { type Json, namedValue } from './facts.js';
import type { Happening } from './happenings.js';
import type { Measure } from './schema.js';
import { averageUnits, unitsHold, unitsOf } from './units.js';

const isNumber = (value: Json | undefined): value is number => typeof value === 'number';
const isScalar = (value: Json | undefined): boolean => ['string', 'number', 'boolean'].includes(typeof value);

/**
 * Whether a comparison holds of the first or the last: of any of several at that same instant. What is the opposite of another comparison
 * stays so: "is not" holds where none of them is.
 */
const anyHolds = (values: readonly (Json | undefined)[], { is, value }: Measure, now: Date): boolean => {
  if (is === 'ne') return !values.some((one) => comparisonHolds(one, 'eq', value, now));
  if (is === 'exists' && value === false) return !values.some((one) => comparisonHolds(one, 'exists', undefined, now));
  return values.some((one) => comparisonHolds(one, is, value, now));
};

const atTheEnd = (counted: readonly Happening[], take: 'first' | 'last'): readonly Happening[] => {
  const times = counted.map(({ at }) => at.getTime());
  const end = take === 'first' ? Math.min(...times) : Math.max(...times);
  return counted.filter(({ at }) => at.getTime() === end);
};

/**
 * Whether what happened comes to what is asked (decision 002, rule 13). Only numbers are added and compared; of nothing the sum and the number of different values are 0, and there is no average, no
 * least, no most, no first and no last.
 */
export const measureHolds = (measure: Measure, counted: readonly Happening[], now: Date): boolean => {
  const { take, of, is, value } = measure;
  const read = ({ at, fields }: Happening): Json | undefined => (of === undefined ? at.toISOString() : namedValue(fields, of));
  const numbers = counted.map(read).filter(isNumber);
  const sum = (): bigint => numbers.reduce((total, one) => total + unitsOf(one), 0n);
  switch (take) {
    case 'sum':
      return unitsHold(sum(), is, value);
    case 'average':
      return unitsHold(numbers.length === 0 ? undefined : averageUnits(sum(), numbers.length), is, value);
    case 'min':
    case 'max':
      return comparisonHolds(numbers.length === 0 ? undefined : Math[take](...numbers), is, value, now);
    case 'distinct':
      return comparisonHolds(new Set(counted.map(read).filter(isScalar)).size, is, value, now);
    case 'first':
    case 'last':
      return anyHolds(atTheEnd(counted, take).map(read), measure, now);
  }
};
