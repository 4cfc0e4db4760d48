import { averageUnits, type Comparison, comparisonHolds, type Json, type Measure, type Operand, unitsOf } from '@wayfare/kernel';
import { answersOf, comparison } from './asked.js';
import type { Happenings, Values } from './column.js';
import { TooLarge } from './numbers.js';

/** Works out what the rows of one person after the other come to: `measureHolds` of the kernel on columns. */
interface Gauge {
  begin(): void;
  add(at: number): void;
  holds(): boolean;
}

export const EPOCH_MS = Date.UTC(2000, 0, 1);
/** An instant as the columns hold it. */
export const microseconds = (instant: Date): number => (instant.getTime() - EPOCH_MS) * 1000;

const isNumber = (value: Json | undefined): value is number => typeof value === 'number';
const inUnits = (one: unknown): number => (typeof one === 'number' ? Number(unitsOf(one)) : Number.NaN);
const operandInUnits = (operand: Operand | undefined): Operand | undefined => {
  if (typeof operand === 'number') return inUnits(operand);
  return Array.isArray(operand) ? operand.map((one) => (typeof one === 'number' ? inUnits(one) : one)) : operand;
};

/** Whole numbers are added as they are; what they come to is exact as long as all of them together are: else the tables are asked. */
const adding = ({ take, is, value }: Measure, { codes, values }: Values, now: Date): Gauge => {
  const units = Float64Array.from(values, inUnits);
  const operand = operandInUnits(value);
  let [sum, size, count] = [0, 0, 0];
  const average = (): number | undefined => (count === 0 ? undefined : Number(averageUnits(BigInt(sum), count)));
  return {
    begin() {
      [sum, size, count] = [0, 0, 0];
    },
    add(at) {
      const one = units[codes[at] as number] as number;
      if (Number.isNaN(one)) return;
      sum += one;
      size += Math.abs(one);
      count += 1;
    },
    holds() {
      if (size > Number.MAX_SAFE_INTEGER) throw new TooLarge('numbers too large to be added exactly');
      return comparisonHolds(take === 'sum' ? sum : average(), is, operand, now);
    },
  };
};

const extreme = (take: 'min' | 'max', { is, value }: Measure, { codes, values }: Values, now: Date): Gauge => {
  let found: number | undefined;
  return {
    begin() {
      found = undefined;
    },
    add(at) {
      const one = values[codes[at] as number];
      if (isNumber(one)) found = found === undefined ? one : Math[take](found, one);
    },
    holds: () => comparisonHolds(found, is, value, now),
  };
};

/** Different values: the same one may stand under several codes, as 1 and 1.0 do. */
const distinct = ({ is, value }: Measure, { codes, values }: Values, now: Date): Gauge => {
  const numbers = new Map<Json | undefined, number>();
  const numberOf = (one: Json | undefined): number => {
    if (!['string', 'number', 'boolean'].includes(typeof one)) return -1;
    const known = numbers.get(one) ?? numbers.size;
    numbers.set(one, known);
    return known;
  };
  const byCode = Int32Array.from(values, numberOf);
  const seenBy = new Int32Array(numbers.size);
  let [person, count] = [0, 0];
  return {
    begin() {
      person += 1;
      count = 0;
    },
    add(at) {
      const number = byCode[codes[at] as number] as number;
      if (number < 0 || seenBy[number] === person) return;
      seenBy[number] = person;
      count += 1;
    },
    holds: () => comparisonHolds(count, is, value, now),
  };
};

const isoOf = (time: number): string => new Date(Math.floor(time / 1000) + EPOCH_MS).toISOString();

/** A comparison that is the opposite of another one, as that one: none of several answers it with yes. */
const affirmed = ({ is, value }: Measure): readonly [isDenied: boolean, { is: Comparison; value?: Operand | undefined }] => {
  if (is === 'ne') return [true, { is: 'eq', value }];
  return is === 'exists' && value === false ? [true, { is }] : [false, { is, value }];
};

/** Rows come in the order of time: those at the first or the last instant are asked, and it is enough that one of them answers with yes. */
const edge = (measure: Measure, { times }: Happenings, values: Values | undefined, now: Date): Gauge => {
  const [isDenied, asked] = affirmed(measure);
  const question = comparison(asked, now);
  const answers = values && answersOf(values, question);
  const ask = (at: number): boolean =>
    values && answers ? answers[values.codes[at] as number] === 1 : question.ask(isoOf(times[at] as number));
  let [time, any] = [Number.NaN, false];
  return {
    begin() {
      [time, any] = [Number.NaN, false];
    },
    add(at) {
      const here = times[at] as number;
      if (here === time) any ||= ask(at);
      else if (measure.take === 'last' || Number.isNaN(time)) [time, any] = [here, ask(at)];
    },
    holds: () => any !== isDenied,
  };
};

const readingOf = ({ of }: Measure, { properties }: Happenings): Values | undefined => {
  if (of === undefined) return undefined;
  const values = properties.get(of);
  if (!values) throw new Error(`the column has no field ${of}`);
  return values;
};

const NOTHING: Values = { codes: new Int32Array(0), values: [undefined], answers: new Map() };

/** What tells of person after person whether their rows come to what is asked. @throws TooLarge where numbers are too large to be added here */
export const gaugeOf = (measure: Measure, happenings: Happenings, now: Date): Gauge => {
  const values = readingOf(measure, happenings);
  switch (measure.take) {
    case 'sum':
    case 'average':
      return adding(measure, values ?? NOTHING, now);
    case 'min':
    case 'max':
      return extreme(measure.take, measure, values ?? NOTHING, now);
    case 'distinct':
      return distinct(measure, values ?? NOTHING, now);
    case 'first':
    case 'last':
      return edge(measure, happenings, values, now);
  }
};
