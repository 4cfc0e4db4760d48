import type { Json } from '@wayfare/kernel';
import { isReserved, type Money } from '../../events/event.js';
import type { Keys } from '../../identity/keys.js';
import type { CsvRecord } from '../csv/records.js';
import type { Reject } from '../reasons.js';
import { cellToJson } from '../values/json.js';
import { type Cells, cellsByField } from './cells.js';
import { readCurrency, readInstantCell, readKeys, readMoneyCell, required } from './fields.js';
import { type FileFacts, judgeShape, RowProblems } from './row-reader.js';

/** What cells are read by: the product's clock, the workspace's zone and currency. */
export interface RowScene {
  readonly now: Date;
  readonly timeZone: string;
  readonly currency: string;
  /** Of phone numbers without a country code. */
  readonly callingCode: string;
}

export interface EventRow {
  readonly line: number;
  readonly customer: Keys;
  readonly id: string | null;
  readonly name: string;
  readonly occurredAt: Date;
  readonly properties: Readonly<Record<string, Json>>;
  readonly value: Money | undefined;
}

export type Read<Row> = { readonly row: Row; readonly rejects: null } | { readonly row: null; readonly rejects: readonly Reject[] };

const AHEAD_MS = 86_400_000;

/** The members of a family of columns as values; an empty cell says nothing. */
export const readFamily = (cells: Cells, field: string, problems: RowProblems): Record<string, Json> => {
  const entries: [string, Json][] = [];
  for (const { column, cell } of cells.all(field)) {
    const json = cellToJson(column.kind, cell, column.format);
    if (json === null) problems.unreadable(column, cell);
    else entries.push([column.name, JSON.parse(json) as Json]);
  }
  return Object.fromEntries(entries);
};

/** What happened: as the row says, else as somebody said of the whole file. */
const readName = (cells: Cells, { eventName }: FileFacts, problems: RowProblems): string | null => {
  if (eventName !== null && !cells.one('name')) return eventName;
  const name = required(cells, 'name', problems);
  if (name && isReserved(name.cell)) problems.add(name.column.column, name.cell, 'reserved_name');
  return name?.cell ?? null;
};

/** Reads one row of an events file. */
export const readEventRow = (record: CsvRecord, facts: FileFacts, scene: RowScene): Read<EventRow> => {
  const problems = new RowProblems(record, facts.columns.length);
  judgeShape(record, facts, problems);
  if (problems.rejects.length > 0) return { row: null, rejects: problems.rejects };
  const cells = cellsByField(record, facts);
  const customer = readKeys(cells, facts.identity, problems);
  const name = readName(cells, facts, problems);
  const occurredAt = readInstantCell(cells, 'occurredAt', scene.timeZone, problems);
  if (occurredAt && occurredAt.date.getTime() > scene.now.getTime() + AHEAD_MS)
    problems.add(occurredAt.column.column, occurredAt.cell, 'in_future');
  const currency = readCurrency(cells, scene.currency, problems);
  const amount = readMoneyCell(cells, 'value', currency, problems);
  const properties = readFamily(cells, 'properties', problems);
  if (problems.rejects.length > 0 || !name || !occurredAt) return { row: null, rejects: problems.rejects };
  return {
    row: {
      line: record.line,
      customer,
      id: cells.one('id')?.cell ?? null,
      name,
      occurredAt: occurredAt.date,
      properties,
      value: amount === null ? undefined : { amount, currency },
    },
    rejects: null,
  };
};
