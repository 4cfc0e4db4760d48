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

const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10);

/** The same day of another year; 29 February is the 28th where a year has none. */
const inYear = (day: string, year: number): string => {
  const isLeap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
  const rest = day.slice(4) === '-02-29' && !isLeap ? '-02-28' : day.slice(4);
  return `${String(year).padStart(4, '0')}${rest}`;
};

/** The days, in UTC, between today and the one so long ago or ahead, both included. */
export const daysBetween = (now: Date, ago: string): { readonly from: string; readonly to: string } => {
  const [from = '', to = ''] = [dayOf(now), dayOf(addDuration(now, ago, -1))].sort();
  return { from, to };
};

/** Whether a date lies in a month, or comes round between today and another day: not before the date itself. All days are those of UTC. */
const comesRound = (value: Json | undefined, operand: Operand | undefined, now: Date): boolean => {
  const instant = instantOf(value);
  if (instant === null) return false;
  const day = dayOf(new Date(instant));
  if (typeof operand === 'number') return Number(day.slice(5, 7)) === operand;
  if (!isAgo(operand)) return false;
  const { from, to } = daysBetween(now, operand.ago);
  for (let year = Math.max(Number(from.slice(0, 4)), Number(day.slice(0, 4))); year <= Number(to.slice(0, 4)); year += 1) {
    const anniversary = inYear(day, year);
    if (anniversary >= from && anniversary <= to) return true;
  }
  return false;
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
    case 'anniversary':
      return comesRound(value, operand, now);
    case 'startsWith':
      return typeof value === 'string' && typeof operand === 'string' && value.startsWith(operand);
    default:
      return compares(value, is, operand, now);
  }
};
