import type { ImportOptions } from '@wayfare/contracts';
import { comparisonHolds, type FieldError, type Json } from '@wayfare/kernel';
import { readDateText, readNumber } from '../values/read.js';

type RowFilter = NonNullable<ImportOptions['filters']>[number];

/** Whether a row is wanted at all, by its cells. */
export type KeepsRow = (cells: readonly string[]) => boolean;

/** A cell as what it is compared with: a number with a number, a date with a date, else a text; an empty cell is missing. */
const comparedValue = (cell: string, { value }: RowFilter): Json => {
  if (cell === '') return null;
  const isNumber = typeof value === 'number' || (Array.isArray(value) && value.every((one) => typeof one === 'number'));
  return isNumber ? readNumber(cell) : (readDateText(cell) ?? cell);
};

/** The rows that all comparisons hold for; `null` where there are none, so that a file without filters pays nothing. */
export const compileFilters = (columns: readonly string[], filters: readonly RowFilter[], now: Date): KeepsRow | null => {
  if (filters.length === 0) return null;
  const tests = filters.map((filter) => ({ filter, position: columns.indexOf(filter.column) }));
  return (cells) =>
    tests.every(({ filter, position }) =>
      comparisonHolds(comparedValue((cells[position] ?? '').trim(), filter), filter.is, filter.value, now),
    );
};

/** What is wrong with filters, by where they stand. */
export const judgeFilters = (columns: readonly string[], filters: readonly RowFilter[]): FieldError[] =>
  filters.flatMap(({ column, is, value }, at) => {
    const path = `options.filters.${at}`;
    if (!columns.includes(column))
      return [
        { path: `${path}.column`, code: 'unknown_column', message: `the file has no column ${column}; it has ${columns.join(', ')}` },
      ];
    return value === undefined && is !== 'exists' ? [{ path: `${path}.value`, code: 'required', message: `${is} needs a value` }] : [];
  });
