import { type TraitFormula, type TraitTake, traitField, traitFormulaSchema } from '@wayfare/contracts';
import type { SeveralLeaf } from '@wayfare/kernel';
import { type Field, isAboutHistory } from '../../audiences/condition/fields.js';
import { gapOf } from '../../audiences/condition/gaps.js';

export type Happened = TraitFormula['over'];

export const FIRST: TraitFormula = { take: 'count', over: { order: 'orders' } };

/** A question of conditions without how many and how much: what a trait is worked out of. None is of messages or of stays. */
export const happenedOf = (leaf: SeveralLeaf): Happened => {
  if (isAboutHistory(leaf)) return FIRST.over;
  const { count: _count, measure: _measure, ...happened } = leaf;
  return happened;
};

const NUMBERS: readonly TraitTake[] = ['sum', 'average', 'min', 'max'];

/** The fields that something can be worked out of: of numbers alone where it adds or compares. */
export const fieldsFor = (take: TraitTake, fields: readonly Field[]): readonly Field[] =>
  NUMBERS.includes(take) ? fields.filter(({ kind }) => kind === 'number') : fields;

/** The same formula worked out another way, or of other things: the field stays where it can still be read. */
export const withTake = ({ of, over, against }: TraitFormula, take: TraitTake, fields: readonly Field[]): TraitFormula => {
  const readable = fieldsFor(take, fields);
  const kept = readable.find(({ name }) => name === of)?.name;
  const field = traitField(take);
  const named = field === 'none' ? undefined : (kept ?? (field === 'must' ? (readable[0]?.name ?? '') : undefined));
  return { take, over, ...(named === undefined ? {} : { of: named }), ...(take === 'ratio' ? { against: against ?? FIRST.over } : {}) };
};

/** Whether a formula can be worked out as it stands. */
export const isWhole = (formula: TraitFormula): boolean =>
  gapOf(formula.over) === null && (!formula.against || gapOf(formula.against) === null) && traitFormulaSchema.safeParse(formula).success;
