import type { CsvRecord } from '../csv/records.js';
import type { MappedColumn } from '../mapping/mapping.js';
import { cellOf, type FileFacts } from './row-reader.js';

/** A cell that holds something, with its column. */
export interface FilledCell {
  readonly column: MappedColumn;
  readonly cell: string;
}

/** The filled cells of a row by where they go. */
export interface Cells {
  /** The cell of a field that only one column goes to. */
  one(field: string): FilledCell | undefined;
  /** The cells of a family (`attributes`, `properties`). */
  all(field: string): readonly FilledCell[];
  column(field: string): MappedColumn | undefined;
}

export const cellsByField = (record: CsvRecord, facts: FileFacts): Cells => {
  const { mapped } = facts;
  const filled = mapped.flatMap((column) => {
    const cell = cellOf(record, column, facts);
    return cell === '' ? [] : [{ column, cell }];
  });
  return {
    one: (field) => filled.find(({ column }) => column.field === field),
    all: (field) => filled.filter(({ column }) => column.field === field),
    column: (field) => mapped.find((column) => column.field === field),
  };
};
