import type { Json } from '@wayfare/kernel';
import type { CsvRecord } from '../csv/records.js';
import { cellsByField } from './cells.js';
import { type Read, type RowScene, readFamily } from './event-row.js';
import { readCurrency, readMoneyCell, required } from './fields.js';
import { type FileFacts, judgeShape, RowProblems } from './row-reader.js';

/** One row of a products file; `null` is what it does not speak of. */
export interface ProductRow {
  readonly line: number;
  readonly id: string;
  readonly name: string | null;
  readonly category: string | null;
  readonly price: number | null;
  readonly cost: number | null;
  readonly currency: string;
  readonly attributes: Readonly<Record<string, Json>>;
  /** The row as it was, where it may still have to be rejected. */
  readonly record: CsvRecord | null;
}

/** Reads one row of a products file. */
export const readProductRow = (record: CsvRecord, facts: FileFacts, scene: RowScene): Read<ProductRow> => {
  const problems = new RowProblems(record, facts.columns.length);
  judgeShape(record, facts, problems);
  if (problems.rejects.length > 0) return { row: null, rejects: problems.rejects };
  const cells = cellsByField(record, facts);
  const id = required(cells, 'productId', problems);
  const currency = readCurrency(cells, scene.currency, problems);
  const price = readMoneyCell(cells, 'price', currency, problems);
  const cost = readMoneyCell(cells, 'cost', currency, problems);
  const attributes = readFamily(cells, 'attributes', problems);
  if (problems.rejects.length > 0 || !id) return { row: null, rejects: problems.rejects };
  const text = (field: string): string | null => cells.one(field)?.cell ?? null;
  return {
    row: {
      ...{ line: record.line, id: id.cell, name: text('name'), category: text('category'), price, cost, currency, attributes },
      record: facts.matching.unknown === 'reject' ? record : null,
    },
    rejects: null,
  };
};
