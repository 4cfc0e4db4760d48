import type { Comparison, Operand } from '@wayfare/kernel';

export const VALUE_KINDS = ['text', 'number', 'boolean', 'date', 'list'] as const;
export type ValueKind = (typeof VALUE_KINDS)[number];

/** What stands to the right of an operator. */
export type Editor = 'none' | 'text' | 'number' | 'date' | 'ago' | 'ahead' | 'chips' | 'numberChips';

/** An operator as people choose it: `is` alone does not tell "before a date" from "longer ago than 30 days". */
export interface Operator {
  readonly id: string;
  readonly is: Comparison;
  readonly editor: Editor;
  /** Where the operator says its value itself ("is true", "is missing"). */
  readonly fixed?: boolean;
}

/** What an attribute or a property is asked: the comparison and its value. */
export interface Test {
  readonly is: Comparison;
  readonly value?: Operand | undefined;
}

const operator = (id: string, is: Comparison, editor: Editor, fixed?: boolean): Operator => ({
  id,
  is,
  editor,
  ...(fixed === undefined ? {} : { fixed }),
});

const exists = operator('exists', 'exists', 'none');
const missing = operator('missing', 'exists', 'none', false);

const BY_KIND: Readonly<Record<ValueKind, readonly Operator[]>> = {
  text: [
    operator('is', 'eq', 'text'),
    operator('isNot', 'ne', 'text'),
    operator('in', 'in', 'chips'),
    operator('contains', 'contains', 'text'),
    operator('startsWith', 'startsWith', 'text'),
    exists,
    missing,
  ],
  number: [
    operator('gte', 'gte', 'number'),
    operator('lte', 'lte', 'number'),
    operator('gt', 'gt', 'number'),
    operator('lt', 'lt', 'number'),
    operator('equals', 'eq', 'number'),
    operator('differs', 'ne', 'number'),
    operator('in', 'in', 'numberChips'),
    exists,
    missing,
  ],
  boolean: [operator('isTrue', 'eq', 'none', true), operator('isFalse', 'eq', 'none', false), exists, missing],
  date: [
    operator('inLast', 'after', 'ago'),
    operator('longerAgo', 'before', 'ago'),
    operator('before', 'before', 'date'),
    operator('after', 'after', 'date'),
    operator('from', 'gte', 'date'),
    operator('until', 'lte', 'date'),
    operator('onDate', 'eq', 'date'),
    operator('comesRound', 'anniversary', 'ahead'),
    operator('cameRound', 'anniversary', 'ago'),
    operator('inMonth', 'anniversary', 'number'),
    exists,
    missing,
  ],
  list: [operator('includes', 'contains', 'text'), exists, missing],
};

export const operatorsOf = (kind: ValueKind): readonly Operator[] => BY_KIND[kind];

const isAgo = (value: Operand | undefined): value is { ago: string } => typeof value === 'object' && !Array.isArray(value);

const fits = (operator: Operator, { is, value }: Test): boolean => {
  if (operator.is !== is) return false;
  if (is === 'exists') return (value === false) === (operator.fixed === false);
  if (operator.fixed !== undefined) return value === operator.fixed;
  if (operator.editor === 'ago' || operator.editor === 'ahead')
    return isAgo(value) && value.ago.startsWith('-') === (operator.editor === 'ahead');
  return !isAgo(value);
};

const ANYWHERE: readonly Operator[] = [...BY_KIND.text, ...BY_KIND.number, ...BY_KIND.boolean, ...BY_KIND.date];

/** The operator that a test is shown as. A test written by a script may mix a kind with any comparison, and is shown all the same. */
export const operatorOf = (test: Test, kind: ValueKind): Operator => {
  const shown = BY_KIND[kind].find((one) => fits(one, test)) ?? ANYWHERE.find((one) => fits(one, test));
  return shown ?? operator('is', test.is, typeof test.value === 'number' ? 'number' : 'text');
};

const DATE = /^\d{4}-\d\d-\d\d/;

const textIn = (value: Operand | undefined): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** How each editor reads a value that was written for another one; `undefined` where it can't. */
const CARRIED: Readonly<Record<Editor, (value: Operand | undefined, first: Operand | undefined) => Operand | undefined>> = {
  none: () => undefined,
  ago: (value) => ({ ago: isAgo(value) ? value.ago.replace('-', '') : 'P30D' }),
  ahead: (value) => ({ ago: isAgo(value) ? `-${value.ago.replace('-', '')}` : '-P7D' }),
  chips: (value) => (Array.isArray(value) ? value.map(String) : [textIn(value) ?? []].flat()),
  numberChips: (value) => [value].flat().filter((one) => typeof one === 'number'),
  number: (_value, first) => (typeof first === 'number' ? first : undefined),
  text: (_value, first) => textIn(first),
  date: (_value, first) => (typeof first === 'string' && DATE.test(first) ? first : undefined),
};

const carriedOver = (value: Operand | undefined, editor: Editor): Operand | undefined =>
  CARRIED[editor](value, Array.isArray(value) ? value[0] : value);

/** The same question asked another way: keeps the value where the new operator can still read it. */
export const withOperator = (test: Test, next: Operator): Test => {
  const value = next.fixed ?? carriedOver(test.value, next.editor);
  return value === undefined ? { is: next.is } : { is: next.is, value };
};

/** The first question asked of an attribute of a kind. */
export const firstTest = (kind: ValueKind): Test => {
  const [first] = BY_KIND[kind];
  return first ? withOperator({ is: 'eq' }, first) : { is: 'exists' };
};

/** The kind of something that the catalogue has not seen yet, judged by what it is compared with. */
export const guessKind = ({ is, value }: Test): ValueKind => {
  if (is === 'before' || is === 'after' || is === 'anniversary' || isAgo(value)) return 'date';
  const [first] = Array.isArray(value) ? value : [value];
  if (typeof first === 'number') return 'number';
  if (is !== 'eq' && typeof first === 'string' && DATE.test(first)) return 'date';
  return typeof first === 'boolean' && is !== 'exists' ? 'boolean' : 'text';
};

/** Whether a test still wants a value before it can be asked. */
export const lacksValue = ({ is, value }: Test): boolean => {
  if (is === 'exists') return false;
  if (value === undefined || value === '') return true;
  if (isAgo(value)) return value.ago.replace('-', '') === '';
  return Array.isArray(value) && value.length === 0;
};
