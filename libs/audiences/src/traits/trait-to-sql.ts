import type { TraitFormula } from '@wayfare/contracts';
import { Binder, type SqlFragment } from '@wayfare/customers';
import { type Counted, numbersOf, readingOf, unitsIn } from '../condition/measure-to-sql.js';
import { countedOf } from '../condition/several-to-sql.js';
import { instantValue } from '../condition/sources.js';

/** Where a trait is worked out in a statement. */
export interface TraitScope {
  readonly now: Date;
  /** By whose days time since is counted. */
  readonly zone: string;
  /** The alias of `customers` in the statement. */
  readonly customer: string;
}

const isScalar = (json: string): string => `jsonb_typeof(${json}) IN ('string', 'number', 'boolean')`;
const asNumber = (number: string): string => `to_jsonb(trim_scale((${number})::numeric))`;
const inBrackets = (select: string, { source, where }: Counted): string => `(SELECT ${select} FROM ${source.from} WHERE ${where})`;

/** Of the rows at the first or the last instant one that has a value; of several values there the first by the order of letters. */
const edge = (take: 'first' | 'last', value: string, { source, where }: Counted): string =>
  `(SELECT CASE WHEN ${isScalar('r.v')} THEN r.v END FROM (SELECT ${value} AS v, ${source.at} AS at FROM ${source.from} WHERE ${where}) r
    ORDER BY r.at ${take === 'first' ? 'ASC' : 'DESC'}, (${isScalar('r.v')}) DESC NULLS LAST, r.v::text COLLATE "C" LIMIT 1)`;

/** What stands in the most rows; then what came later, then by the order of letters. */
const mostFrequent = (value: string, { source, where }: Counted): string =>
  `(SELECT r.v FROM (SELECT ${value} AS v, ${source.at} AS at FROM ${source.from} WHERE ${where}) r WHERE ${isScalar('r.v')}
    GROUP BY r.v ORDER BY count(*) DESC, max(r.at) DESC, r.v::text COLLATE "C" LIMIT 1)`;

/** What a formula comes to for a customer, as jsonb; null where there is no such value: of nothing only numbers of something are 0. */
export const traitToSql = (formula: TraitFormula, { now, zone, customer }: TraitScope, binder: Binder): string => {
  const { take, over, of, against } = formula;
  const counted = countedOf(over, customer, now, binder);
  const { at } = counted.source;
  const value = (): string => readingOf(of === undefined ? {} : { of }, counted.source).json;
  switch (take) {
    case 'count':
      return inBrackets('to_jsonb(count(*))', counted);
    case 'distinct':
      return inBrackets(`to_jsonb(count(DISTINCT CASE WHEN ${isScalar(value())} THEN ${value()} END))`, counted);
    case 'sum':
      return inBrackets(asNumber(`sum(${unitsIn(value())})`), counted);
    case 'average':
      return inBrackets(asNumber(`round(avg(${unitsIn(value())}), 4)`), counted);
    case 'min':
    case 'max':
      return inBrackets(asNumber(`${take}(${numbersOf(value())})`), counted);
    case 'first':
    case 'last':
      if (of === undefined) return inBrackets(instantValue(`${take === 'first' ? 'min' : 'max'}(${at})`).json, counted);
      return edge(take, value(), counted);
    case 'most_frequent':
      return mostFrequent(value(), counted);
    case 'days_since': {
      const day = (instant: string): string => `(${instant} AT TIME ZONE ${binder.bind(zone, 'text')})::date`;
      return inBrackets(`to_jsonb(${day(binder.bind(now, 'timestamptz'))} - ${day(`max(${at})`)})`, counted);
    }
    case 'ratio': {
      if (!against) return 'NULL::jsonb';
      const divisor = inBrackets('count(*)', countedOf(against, customer, now, binder));
      return asNumber(`round(${inBrackets('count(*)', counted)}::numeric / nullif(${divisor}, 0), 4)`);
    }
  }
};

/**
 * One row for each of some people, with the attributes that formulas come to for them: what `writeComputed` takes.
 * @param whom a predicate over the alias `c`, with its parameters from `$1` on
 */
export const traitRows = (
  traits: readonly { readonly name: string; readonly formula: TraitFormula }[],
  whom: SqlFragment,
  scope: Omit<TraitScope, 'customer'>,
): SqlFragment => {
  const binder = new Binder(whom.parameters.length + 1);
  const values = traits.map(({ name, formula }) => [binder.bind(name, 'text'), traitToSql(formula, { ...scope, customer: 'c' }, binder)]);
  return {
    text: `SELECT c.id AS customer_id, jsonb_build_object(${values.flat().join(', ')}) AS patch FROM customers c WHERE c.erased_at IS NULL AND ${whom.text}`,
    parameters: [...whom.parameters, ...binder.parameters],
  };
};
