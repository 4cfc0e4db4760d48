import { MEASURES, type Measure, type MeasureKind, type SeveralLeaf } from '@wayfare/kernel';
import { type Field, isAboutHistory } from './fields.js';
import { firstTest, guessKind, type ValueKind } from './operators.js';

/** What is asked of several things: how many there are, or what they come to. */
export const TAKES = ['count', ...MEASURES] as const;
export type Take = (typeof TAKES)[number];

/** What may be asked of the things that a question is about: of messages and stays nothing is a number. */
export const takesFor = (leaf: SeveralLeaf): readonly Take[] =>
  isAboutHistory(leaf) ? TAKES.filter((take) => take === 'count' || take === 'distinct' || isEdge(take)) : TAKES;

export const takeOf = ({ measure }: SeveralLeaf): Take => measure?.take ?? 'count';

const isEdge = (take: Take): boolean => take === 'first' || take === 'last';

/** The kind of what a measure is compared with: a number, but for the first and the last, which read a field or say when. */
export const kindOfMeasure = ({ take, of, is, value }: Measure, fields: readonly Field[]): ValueKind => {
  if (!isEdge(take)) return 'number';
  if (of === undefined) return 'date';
  return fields.find(({ name }) => name === of)?.kind ?? guessKind({ is, value });
};

/** Fields that a measure can read: of numbers alone where it adds or compares. */
export const fieldsFor = (take: MeasureKind, fields: readonly Field[]): readonly Field[] =>
  isEdge(take) || take === 'distinct' ? fields : fields.filter(({ kind }) => kind === 'number');

/** The same question asked another way: the field stays where the new way can read it, and so does the number. */
export const withTake = (leaf: SeveralLeaf, take: Take, fields: readonly Field[]): SeveralLeaf => {
  const { measure, count: _count, ...rest } = leaf;
  if (take === 'count') return { ...rest, count: { gte: 1 } };
  const kept = fieldsFor(take, fields).find(({ name }) => name === measure?.of)?.name;
  const of = kept ?? (isEdge(take) ? undefined : (fieldsFor(take, fields)[0]?.name ?? ''));
  const asked = { take, ...(of === undefined ? {} : { of }) };
  const kind = kindOfMeasure({ ...asked, is: 'eq' }, fields);
  const test = measure && kindOfMeasure(measure, fields) === kind ? { is: measure.is, value: measure.value } : firstTest(kind);
  return { ...rest, measure: { ...asked, ...test } };
};

/** The same measure of another field; `undefined`: of the instant itself. */
export const withField = (measure: Measure, of: string | undefined, fields: readonly Field[]): Measure => {
  const { of: _of, ...rest } = measure;
  const next = { ...rest, ...(of === undefined ? {} : { of }) };
  const kind = kindOfMeasure(next, fields);
  return kind === kindOfMeasure(measure, fields) ? next : { take: next.take, ...(of === undefined ? {} : { of }), ...firstTest(kind) };
};
