import type { Json } from '@wayfare/kernel';
import type { Column, Values } from './column.js';
import { emptyMask, type Mask } from './mask.js';

/** What a condition is asked of: the columns that `columnsOf` named, for so many people. */
export interface Asked {
  readonly now: Date;
  readonly people: number;
  column(key: string): Column;
}

/** Asks each value that occurs once: the answers by code. */
const answersOf = ({ values }: Values, ask: (value: Json | undefined) => boolean): Uint8Array =>
  Uint8Array.from(values, (value) => (ask(value) ? 1 : 0));

/** Who has a value that answers with yes. */
export const byValue = (column: Values, ask: (value: Json | undefined) => boolean): Mask => {
  const answers = answersOf(column, ask);
  const { codes } = column;
  const mask = emptyMask(codes.length);
  for (let at = 0; at < codes.length; at += 1) mask[at] = answers[codes[at] as number] as number;
  return mask;
};
