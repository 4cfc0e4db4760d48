import { type Binder, comparisonToSql } from '@wayfare/customers';
import { type Comparison, type Measure, type Operand, unitsOf, unitsText } from '@wayfare/kernel';
import type { Source } from './source.js';
import { instantValue } from './sources.js';

/** The rows that a question counts, as far as a statement has come: what they stand in, and which of them. */
export interface Counted {
  readonly source: Source;
  readonly where: string;
}

const OPERATORS: Readonly<Partial<Record<Comparison, string>>> = { gt: '>', gte: '>=', lt: '<', lte: '<=' };

const isNumber = (operand: unknown): operand is number => typeof operand === 'number';

/**
 * Compares a numeric expression that is null where there is no number. It is put together only where it is compared: a parameter that stands nowhere is an error to PostgreSQL.
 * @param written a number as the database is to read it
 */
const numberHolds = (number: () => string, is: Comparison, operand: Operand | undefined, written: (value: number) => string): string => {
  const isOneOf = (values: readonly number[]): string =>
    values.length === 0 ? 'false' : `coalesce(${number()} IN (${values.map(written).join(', ')}), false)`;
  if (is === 'exists') return operand === false ? `(${number()} IS NULL)` : `(${number()} IS NOT NULL)`;
  if (is === 'in') return Array.isArray(operand) ? isOneOf(operand.filter(isNumber)) : 'false';
  const equals = (): string => isOneOf(isNumber(operand) ? [operand] : []);
  if (is === 'eq' || is === 'ne') return is === 'eq' ? equals() : `(NOT ${equals()})`;
  const operator = OPERATORS[is];
  return operator && isNumber(operand) ? `coalesce(${number()} ${operator} ${written(operand)}, false)` : 'false';
};

/** What is read of a row: a field, or when it was. */
export const readingOf = ({ of }: Pick<Measure, 'of'>, source: Source) => (of === undefined ? instantValue(source.at) : source.field(of));

/** The values that are numbers. The cast stands behind the test of the kind: nothing else is ever read as a number. */
export const numbersOf = (json: string): string => `CASE WHEN jsonb_typeof(${json}) = 'number' THEN (${json} #>> '{}')::numeric END`;
/** The same, rounded as sums and averages count them. */
export const unitsIn = (json: string): string => `round(${numbersOf(json)}, 4)`;

type AtEnd = Measure & { readonly take: 'first' | 'last' };
type Aggregated = Measure & { readonly take: Exclude<Measure['take'], 'first' | 'last'> };
const isAtEnd = (measure: Measure): measure is AtEnd => measure.take === 'first' || measure.take === 'last';
const isAggregated = (measure: Measure): measure is Aggregated => !isAtEnd(measure);

/** What rows come to, as one expression: a number, or null where there is none. */
const aggregate = (measure: Aggregated, { source, where }: Counted): string => {
  const { json } = readingOf(measure, source);
  const select = (expression: string): string => `(SELECT ${expression} FROM ${source.from} WHERE ${where})`;
  switch (measure.take) {
    case 'sum':
      return select(`coalesce(sum(${unitsIn(json)}), 0)`);
    case 'average':
      return select(`round(avg(${unitsIn(json)}), 4)`);
    case 'min':
    case 'max':
      return select(`${measure.take}(${numbersOf(json)})`);
    case 'distinct':
      return select(`count(DISTINCT CASE WHEN jsonb_typeof(${json}) IN ('string', 'number', 'boolean') THEN ${json} END)`);
  }
};

/** A column of the rows at the first or the last instant. */
const edge = ({ take }: AtEnd, { source, where }: Counted, column: string): string =>
  `SELECT ${column} FROM ${source.from} WHERE ${where} ORDER BY ${source.at} ${take === 'first' ? 'ASC' : 'DESC'} FETCH FIRST 1 ROW WITH TIES`;

const edgeHolds = (measure: AtEnd, counted: Counted, now: Date, binder: Binder): string => {
  const { is, value } = measure;
  const any = (comparison: Comparison, operand: Operand | undefined): string => {
    const holds = comparisonToSql(readingOf(measure, counted.source), comparison, operand, now, binder);
    return `coalesce((SELECT bool_or(edge.holds) FROM (${edge(measure, counted, `${holds} AS holds`)}) edge), false)`;
  };
  if (is === 'ne') return `(NOT ${any('eq', value)})`;
  if (is === 'exists' && value === false) return `(NOT ${any('exists', undefined)})`;
  return any(is, value);
};

/** `measureHolds` of the kernel as a predicate that is never null. */
export const measureToSql = (measure: Measure, counted: () => Counted, now: Date, binder: Binder): string => {
  if (isAtEnd(measure)) return edgeHolds(measure, counted(), now, binder);
  if (!isAggregated(measure)) return 'false';
  const rounds = measure.take === 'sum' || measure.take === 'average';
  const written = (value: number): string => binder.bind(rounds ? unitsText(unitsOf(value)) : JSON.stringify(value), 'numeric');
  return numberHolds(() => aggregate(measure, counted()), measure.is, measure.value, written);
};

/** What the rows come to, as jsonb: what an explanation shows. Of the first or the last all different values, in a list. */
export const measuredToSql = (measure: Measure, counted: Counted): string => {
  if (isAggregated(measure)) return `to_jsonb(trim_scale((${aggregate(measure, counted)})::numeric))`;
  if (!isAtEnd(measure)) return 'NULL::jsonb';
  const { json } = readingOf(measure, counted.source);
  return `(SELECT jsonb_agg(DISTINCT edge.one) FROM (${edge(measure, counted, `${json} AS one`)}) edge WHERE edge.one IS NOT NULL)`;
};
