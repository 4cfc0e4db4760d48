import { type Comparison, comparisonHolds, type Json, type Operand } from '@wayfare/kernel';
import type { Column, Values } from './column.js';
import { emptyMask, type Mask } from './mask.js';

/** What a condition is asked of: the columns that `columnsOf` named, for so many people. */
export interface Asked {
  readonly now: Date;
  readonly people: number;
  column(key: string): Column;
}

/** A question about a value, and whether its answer is the same at whatever time it is asked: then it is remembered under `key`. */
export interface Question {
  readonly key: string | null;
  ask(value: Json | undefined): boolean;
}

/** A comparison as a question. One with a time ago is another one each time. */
export const comparison = (
  { is, value: operand }: { readonly is: Comparison; readonly value?: Operand | undefined },
  now: Date,
): Question => ({
  key: typeof operand === 'object' && !Array.isArray(operand) ? null : JSON.stringify([is, operand]),
  ask: (value) => comparisonHolds(value, is, operand, now),
});

const MOST_REMEMBERED = 16;

/** Asks each value that occurs once: the answers by code. */
export const answersOf = ({ values, answers }: Values, { key, ask }: Question): Uint8Array => {
  const known = key === null ? undefined : answers.get(key);
  if (known) return known;
  const found = Uint8Array.from(values, (value) => (ask(value) ? 1 : 0));
  if (key === null) return found;
  if (answers.size >= MOST_REMEMBERED) answers.clear();
  answers.set(key, found);
  return found;
};

/** Who has a value that answers with yes. */
export const byValue = (column: Values, question: Question): Mask => {
  const answers = answersOf(column, question);
  const { codes } = column;
  const mask = emptyMask(codes.length);
  for (let at = 0; at < codes.length; at += 1) mask[at] = answers[codes[at] as number] as number;
  return mask;
};
