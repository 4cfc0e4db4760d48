import type { Keys } from '../../identity/keys.js';
import type { CsvRecord } from '../csv/records.js';
import { cellsByField } from './cells.js';
import type { Read } from './event-row.js';
import { readKeys } from './fields.js';
import { type FileFacts, judgeShape, RowProblems } from './row-reader.js';

/** Somebody who is to be on a list. */
export interface KeyRow {
  readonly line: number;
  readonly customer: Keys;
  /** The row as it was, should nobody have these keys. */
  readonly record: CsvRecord;
}

/** Reads one row of a plain list. */
export const readKeyRow = (record: CsvRecord, facts: FileFacts): Read<KeyRow> => {
  const problems = new RowProblems(record, facts.columns.length);
  judgeShape(record, facts, problems);
  if (problems.rejects.length > 0) return { row: null, rejects: problems.rejects };
  const customer = readKeys(cellsByField(record, facts), facts.identity, problems);
  if (problems.rejects.length > 0) return { row: null, rejects: problems.rejects };
  return { row: { line: record.line, customer, record }, rejects: null };
};
