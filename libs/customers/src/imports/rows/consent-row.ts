import type { ConsentProof } from '@wayfare/contracts';
import type { Keys } from '../../identity/keys.js';
import type { CsvRecord } from '../csv/records.js';
import { readBoolean } from '../values/read.js';
import { cellsByField } from './cells.js';
import type { Read, RowScene } from './event-row.js';
import { readInstantCell, readKeys, required } from './fields.js';
import { type FileFacts, judgeShape, RowProblems } from './row-reader.js';

/** What somebody said of one channel, or one purpose. */
export interface ConsentRow {
  readonly line: number;
  readonly customer: Keys;
  readonly channel: string;
  readonly granted: boolean;
  /** When they said it; now, where the file does not say. */
  readonly at: Date;
  readonly proof: ConsentProof;
}

const PROOF = ['form', 'version', 'text', 'note'] as const;
const LONGEST_CHANNEL = 40;

/** Reads one row of a file of consents. */
export const readConsentRow = (record: CsvRecord, facts: FileFacts, scene: RowScene): Read<ConsentRow> => {
  const problems = new RowProblems(record, facts.columns.length);
  judgeShape(record, facts, problems);
  if (problems.rejects.length > 0) return { row: null, rejects: problems.rejects };
  const cells = cellsByField(record, facts);
  const customer = readKeys(cells, facts.identity, problems);
  const channel = required(cells, 'channel', problems);
  if (channel && channel.cell.length > LONGEST_CHANNEL) problems.add(channel.column.column, channel.cell, 'too_long');
  const said = required(cells, 'granted', problems);
  const granted = said ? readBoolean(said.cell) : null;
  if (said && granted === null) problems.unreadable(said.column, said.cell);
  const at = readInstantCell(cells, 'at', scene.timeZone, problems, false);
  if (at && at.date > scene.now) problems.add(at.column.column, at.cell, 'in_future');
  if (problems.rejects.length > 0 || !channel || granted === null) return { row: null, rejects: problems.rejects };
  const proof = Object.fromEntries(PROOF.flatMap((field) => (cells.one(field) ? [[field, cells.one(field)?.cell]] : [])));
  return { row: { line: record.line, customer, channel: channel.cell, granted, at: at?.date ?? scene.now, proof }, rejects: null };
};
