import { addDuration, type Comparison, daysBetween, type Operand, parseDuration, readInstant, unreachable } from '@wayfare/kernel';
import type { Binder } from './fragment.js';

/**
 * The comparisons of the condition language as SQL: the same answers as `comparisonHolds` in the kernel (decision 002, rule 13),
 * which a property test holds it to. Each text is a boolean that is never null, and no value can make it throw: what is not of the
 * operand's kind is turned away before anything is read from it.
 */
export interface ComparedValue {
  /** A jsonb expression: the value, or null or JSON null where it is missing. */
  readonly json: string;
  /** An expression of the instant it stands for, where the column is one already. */
  readonly instant?: string;
  /** A text column that holds the value as it is, so that an index on it can be used. */
  readonly column?: string;
}

/** A field of a jsonb column. Its name is bound only where the comparison reads it: a parameter that stands nowhere is an error to PostgreSQL. */
export const jsonField = (column: string, name: string, binder: Binder): ComparedValue => ({
  get json() {
    return `(${column} -> ${binder.bind(name, 'text')})`;
  },
});

/** What `{ago}` counts back from: an instant, or an expression of one. */
export type Now = Date | string;

type Ordering = Extract<Comparison, 'gt' | 'gte' | 'lt' | 'lte' | 'before' | 'after'>;
const OPERATORS: Readonly<Record<Ordering, string>> = { gt: '>', gte: '>=', lt: '<', lte: '<=', before: '<', after: '>' };
const FALSE = 'false';

const isAgo = (operand: Operand | undefined): operand is { ago: string } => typeof operand === 'object' && !Array.isArray(operand);
const isKind = (value: ComparedValue, kind: 'string' | 'number' | 'array'): string =>
  `coalesce(jsonb_typeof(${value.json}) = '${kind}', false)`;
const textOf = (value: ComparedValue): string => value.column ?? `(${value.json}) #>> '{}'`;

const instantOf = (value: ComparedValue): string =>
  value.instant ?? `CASE WHEN jsonb_typeof(${value.json}) = 'string' THEN wayfare_instant((${value.json}) #>> '{}') END`;

/** A duration as PostgreSQL adds it, in the same order: months on the calendar, then days, in sessions that keep UTC. */
export const intervalOf = (duration: string): string => {
  const parts = parseDuration(duration);
  if (!parts) throw new RangeError(`not an ISO 8601 duration: ${duration}`);
  return `${parts.years * 12 + parts.months} months ${parts.days} days ${parts.milliseconds} milliseconds`;
};

const operandInstant = (operand: Operand | undefined, now: Now, binder: Binder): string | null => {
  if (isAgo(operand)) {
    if (now instanceof Date) return binder.bind(addDuration(now, operand.ago, -1), 'timestamptz');
    return `(${now} - ${binder.bind(intervalOf(operand.ago), 'interval')})`;
  }
  const instant = typeof operand === 'string' ? readInstant(operand) : null;
  return instant && binder.bind(instant, 'timestamptz');
};

const isMissing = (value: ComparedValue): string => (value.column ? `${value.column} IS NULL` : `coalesce(${value.json}, 'null') = 'null'`);

const equals = (value: ComparedValue, operand: Operand | undefined, now: Now, binder: Binder): string => {
  if (operand === undefined || Array.isArray(operand)) return FALSE;
  if (isAgo(operand)) return `coalesce(${instantOf(value)} = ${operandInstant(operand, now, binder)}, false)`;
  if (value.column) return typeof operand === 'string' ? `coalesce(${value.column} = ${binder.bind(operand, 'text')}, false)` : FALSE;
  return `coalesce(${value.json} = ${binder.bind(JSON.stringify(operand), 'jsonb')}, false)`;
};

const isIn = (value: ComparedValue, operand: Operand | undefined, binder: Binder): string => {
  if (!Array.isArray(operand) || operand.length === 0) return FALSE;
  if (value.column) {
    const texts = operand.filter((member) => typeof member === 'string');
    return `coalesce(${value.column} = ANY (${binder.bind(texts, 'text[]')}), false)`;
  }
  const members = operand.map((member) => JSON.stringify(member));
  return `coalesce(${value.json} = ANY (${binder.bind(members, 'jsonb[]')}), false)`;
};

const contains = (value: ComparedValue, operand: Operand | undefined, binder: Binder): string => {
  if (typeof operand !== 'string') return FALSE;
  const text = binder.bind(operand, 'text');
  if (value.column) return `coalesce(strpos(${value.column}, ${text}) > 0, false)`;
  return `CASE coalesce(jsonb_typeof(${value.json}), 'null') WHEN 'array' THEN (${value.json}) ? ${text} WHEN 'string' THEN strpos(${textOf(value)}, ${text}) > 0 ELSE false END`;
};

const startsWith = (value: ComparedValue, operand: Operand | undefined, binder: Binder): string => {
  if (typeof operand !== 'string') return FALSE;
  const starts = `starts_with(${textOf(value)}, ${binder.bind(operand, 'text')})`;
  return value.column ? `coalesce(${starts}, false)` : `(${isKind(value, 'string')} AND ${starts})`;
};

const compares = (value: ComparedValue, is: Ordering, operand: Operand | undefined, now: Now, binder: Binder): string => {
  if (typeof operand === 'number') {
    if (is === 'before' || is === 'after' || value.column) return FALSE;
    return `(${isKind(value, 'number')} AND ${value.json} ${OPERATORS[is]} ${binder.bind(JSON.stringify(operand), 'jsonb')})`;
  }
  const instant = operandInstant(operand, now, binder);
  return instant === null ? FALSE : `coalesce(${instantOf(value)} ${OPERATORS[is]} ${instant}, false)`;
};

/** Whether a date lies in a month, or comes round on a day between today and another one; PostgreSQL takes 29 February to the 28th as well. */
const comesRound = (value: ComparedValue, operand: Operand | undefined, now: Now, binder: Binder): string => {
  const day = (): string => `(${instantOf(value)} AT TIME ZONE 'UTC')::date`;
  if (typeof operand === 'number')
    return `coalesce(extract(month FROM ${day()}) = ${binder.bind(JSON.stringify(operand), 'numeric')}, false)`;
  if (!isAgo(operand)) return FALSE;
  const [today, other] = endsOf(operand.ago, now, binder);
  return `EXISTS (
    SELECT 1 FROM (SELECT ${day()} AS day, least(${today}, ${other}) AS from_day, greatest(${today}, ${other}) AS to_day) d,
      generate_series(greatest(extract(year FROM from_day), extract(year FROM day))::int, extract(year FROM to_day)::int) y
    WHERE (day + make_interval(years => y - extract(year FROM day)::int))::date BETWEEN from_day AND to_day)`;
};

/** Today and the day so long ago, in UTC. */
const endsOf = (ago: string, now: Now, binder: Binder): readonly [string, string] => {
  if (now instanceof Date) {
    const { from, to } = daysBetween(now, ago);
    return [binder.bind(from, 'date'), binder.bind(to, 'date')];
  }
  return [`(${now} AT TIME ZONE 'UTC')::date`, `((${now} - ${binder.bind(intervalOf(ago), 'interval')}) AT TIME ZONE 'UTC')::date`];
};

/** The SQL of one comparison. */
export const comparisonToSql = (value: ComparedValue, is: Comparison, operand: Operand | undefined, now: Now, binder: Binder): string => {
  switch (is) {
    case 'exists':
      return operand === false ? `(${isMissing(value)})` : `(NOT (${isMissing(value)}))`;
    case 'eq':
      return equals(value, operand, now, binder);
    case 'ne':
      return `(NOT ${equals(value, operand, now, binder)})`;
    case 'in':
      return isIn(value, operand, binder);
    case 'contains':
      return contains(value, operand, binder);
    case 'startsWith':
      return startsWith(value, operand, binder);
    case 'anniversary':
      return comesRound(value, operand, now, binder);
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
    case 'before':
    case 'after':
      return compares(value, is, operand, now, binder);
    default:
      return unreachable(is);
  }
};
