import type { IdentityRules, RowMatching } from '@wayfare/contracts';
import type { CsvRecord } from '../csv/records.js';
import { ERROR_MARK } from '../files/table.js';
import type { MappedColumn } from '../mapping/mapping.js';
import { type Reject, type RejectReason, UNREADABLE } from '../reasons.js';
import type { KeepsRow } from './row-filter.js';

/** What every reader of rows knows of the file. */
export interface FileFacts {
  readonly columns: readonly string[];
  readonly mapped: readonly MappedColumn[];
  readonly hasNul: boolean;
  readonly strayQuotes: ReadonlySet<number>;
  /** Some cell of a sheet holds an error. */
  readonly hasErrors: boolean;
  /** What the file is called: with the number of a row, what a row that names nobody is known by. */
  readonly fileName: string;
  /** What all events of the file are called, where no column says it. */
  readonly eventName: string | null;
  /** By what people are recognised. */
  readonly identity: IdentityRules;
  /** Tags that may come in; `null` where any may. */
  readonly tags: ReadonlySet<string> | null;
  /** What rows do to what there is already. */
  readonly matching: RowMatching;
  /** `null` where every row is wanted. */
  readonly keeps: KeepsRow | null;
}

/** The cell of a column, without blanks around it; of the column that is the row itself, its name. */
export const cellOf = ({ cells, line }: CsvRecord, { position }: MappedColumn, { fileName }: FileFacts): string =>
  position === -1 ? `${fileName}#${line}` : (cells[position] ?? '').trim();

const LONGEST_SHOWN = 10_000;
const shown = (cell: string): string =>
  (cell.length > LONGEST_SHOWN ? `${cell.slice(0, LONGEST_SHOWN)}…` : cell).replaceAll('\u0000', '\uFFFD').replaceAll(ERROR_MARK, '');

/** The row as it was, for who has to mend it. */
const rawOf = ({ cells }: CsvRecord, width: number): string => JSON.stringify(cells.slice(0, width + 20).map(shown));

/** Collects what is wrong with one row. */
export class RowProblems {
  readonly rejects: Reject[] = [];

  constructor(
    private readonly record: CsvRecord,
    private readonly width: number,
  ) {}

  add(column: string, value: string, reason: RejectReason): void {
    if (this.rejects.some((reject) => reject.column === column)) return;
    this.rejects.push({ line: this.record.line, column, value: shown(value), reason, raw: rawOf(this.record, this.width) });
  }

  /** A cell that its kind can't be read from. */
  unreadable(column: MappedColumn, value: string): void {
    this.add(column.column, value, UNREADABLE[column.kind]);
  }
}

/** What is wrong with a row before any of its cells is read. */
export const judgeShape = (
  record: CsvRecord,
  { columns, mapped, hasNul, strayQuotes, hasErrors }: FileFacts,
  problems: RowProblems,
): void => {
  const { cells, line } = record;
  if (strayQuotes.has(line)) problems.add('', '', 'stray_quote');
  else if (cells.length > columns.length) problems.add('', String(cells.length), 'too_many_columns');
  else if (cells.length < columns.length) problems.add('', String(cells.length), 'too_few_columns');
  if (hasErrors)
    for (const { position, column } of mapped)
      if (cells[position]?.startsWith(ERROR_MARK)) problems.add(column, cells[position] ?? '', 'error_cell');
  if (!hasNul) return;
  for (const [at, cell] of cells.entries()) if (cell.includes('\u0000')) problems.add(columns[at] ?? '', cell, 'not_storable');
};
