import { addDuration } from '../time/duration.js';
import { readInstant } from '../time/instant.js';
import type { Json } from './facts.js';
import type { Comparison, Operand } from './schema.js';

/**
 * How one value is compared (decision 002, rule 13). Every answer is yes or no: a missing value, or one of another kind than
 * the operand, makes each comparison false, but for `ne`, which is always the opposite of `eq`.
 */
type Ordering = Extract<Comparison, 'gt' | 'gte' | 'lt' | 'lte' | 'before' | 'after'>;

const isMissing = (value: Json | undefined): boolean => value === undefined || value === null;

const instantOf = (value: unknown): number | null => (typeof value === 'string' ? (readInstant(value)?.getTime() ?? null) : null);

const isAgo = (operand: Operand | undefined): operand is { ago: string } => typeof operand === 'object' && !Array.isArray(operand);

const operandInstant = (operand: Operand | undefined, now: Date): number | null =>
  isAgo(operand) ? addDuration(now, operand.ago, -1).getTime() : instantOf(operand);

const equals = (value: Json | undefined, operand: Operand | undefined, now: Date): boolean => {
  if (isMissing(value) || operand === undefined || Array.isArray(operand)) return false;
  return isAgo(operand) ? instantOf(value) === operandInstant(operand, now) : value === operand;
};

const contains = (value: Json | undefined, operand: Operand | undefined): boolean => {
  if (typeof operand !== 'string') return false;
  if (Array.isArray(value)) return value.includes(operand);
  return typeof value === 'string' && value.includes(operand);
};

const inOrder = (left: number | null, right: number | null, is: Ordering): boolean => {
  if (left === null || right === null) return false;
  switch (is) {
    case 'gt':
    case 'after':
      return left > right;
    case 'gte':
      return left >= right;
    case 'lt':
    case 'before':
      return left < right;
    case 'lte':
      return left <= right;
  }
};

/** Numbers are ordered as numbers, dates as instants; nothing else has an order. `before` and `after` read dates alone. */
const compares = (value: Json | undefined, is: Ordering, operand: Operand | undefined, now: Date): boolean => {
  if (typeof operand !== 'number') return inOrder(instantOf(value), operandInstant(operand, now), is);
  return is !== 'before' && is !== 'after' && typeof value === 'number' && inOrder(value, operand, is);
};

/** Whether a comparison holds of an attribute's or a property's value. */
export const comparisonHolds = (value: Json | undefined, is: Comparison, operand: Operand | undefined, now: Date): boolean => {
  switch (is) {
    case 'exists':
      return isMissing(value) === (operand === false);
    case 'eq':
      return equals(value, operand, now);
    case 'ne':
      return !equals(value, operand, now);
    case 'in':
      return Array.isArray(operand) && operand.some((one) => equals(value, one, now));
    case 'contains':
      return contains(value, operand);
    case 'startsWith':
      return typeof value === 'string' && typeof operand === 'string' && value.startsWith(operand);
    default:
      return compares(value, is, operand, now);
  }
};
