import { SamePersonRule } from '../identity/same-person.js';
import { CustomerChunk } from './apply/customer-chunk.js';
import type { CsvRecord } from './csv/records.js';
import type { Reject } from './reasons.js';
import { customerRowReader } from './rows/customer-row.js';
import type { Read } from './rows/event-row.js';
import type { FileFacts } from './rows/row-reader.js';

/** Portions of rows between two points of a file: what a chunk needs so that it can be written down as applied. */
export interface Progress {
  /** The last line before the chunk. */
  readonly after: number;
  readonly lastLine: number;
  readonly total: number;
  readonly rejected: number;
  readonly rejects: readonly Reject[];
  /** Rows that a filter left out. */
  readonly skipped: number;
}

export interface RowChunk<Row> extends Progress {
  readonly rows: readonly Row[];
}

export interface CustomerPortion extends Progress {
  readonly chunk: CustomerChunk;
}

/** Few enough that their people take little memory, and many enough that what a transaction and its three COPYs cost each time is spread over them. */
const CUSTOMERS_AT_A_TIME = 10_000;
/** Where rows are long, fewer of them. */
const MOST_ATTRIBUTE_BYTES = 8 * 1024 * 1024;
const ROWS_AT_A_TIME = 5_000;

/** Rows of a customers file in chunks; nothing is read twice that has been applied already. */
export async function* customerChunks(
  records: AsyncGenerator<CsvRecord[]>,
  facts: FileFacts,
  appliedLine: number,
): AsyncGenerator<CustomerPortion> {
  const { keeps, matching } = facts;
  const rule = new SamePersonRule(facts.identity);
  const read = customerRowReader(facts);
  let after = appliedLine;
  let chunk = new CustomerChunk(rule, matching, null);
  const portion = (): CustomerPortion => ({
    chunk,
    after,
    lastLine: chunk.lastLine,
    total: chunk.total,
    rejected: chunk.rejected,
    rejects: chunk.rejects,
    skipped: chunk.skipped,
  });
  for await (const group of records) {
    for (const record of group) {
      if (record.line <= appliedLine) continue;
      if (keeps && !keeps(record.cells)) {
        chunk.skip(record.line);
        continue;
      }
      const { row, rejects } = read(record, chunk.members);
      if (row) chunk.add(row);
      else chunk.reject(rejects, record.line);
      if (chunk.total < CUSTOMERS_AT_A_TIME && chunk.members.length < MOST_ATTRIBUTE_BYTES) continue;
      yield portion();
      after = chunk.lastLine;
      chunk = new CustomerChunk(rule, matching, chunk.index);
    }
  }
  if (chunk.total + chunk.skipped > 0) yield portion();
}

async function* recordsAfter(records: AsyncGenerator<CsvRecord[]>, line: number): AsyncGenerator<CsvRecord> {
  for await (const portion of records) for (const record of portion) if (record.line > line) yield record;
}

/** Rows of any other file in chunks. */
export async function* rowChunks<Row>(
  records: AsyncGenerator<CsvRecord[]>,
  read: (record: CsvRecord) => Read<Row>,
  { keeps }: Pick<FileFacts, 'keeps'>,
  appliedLine: number,
): AsyncGenerator<RowChunk<Row>> {
  let after = appliedLine;
  let rows: Row[] = [];
  let rejects: Reject[] = [];
  let total = 0;
  let skipped = 0;
  let lastLine = appliedLine;
  const chunk = (): RowChunk<Row> => ({ rows, rejects, after, lastLine, total, rejected: total - rows.length, skipped });
  for await (const record of recordsAfter(records, appliedLine)) {
    lastLine = record.line;
    if (keeps && !keeps(record.cells)) {
      skipped += 1;
      continue;
    }
    const result = read(record);
    if (result.rejects) rejects.push(...result.rejects);
    else rows.push(result.row);
    total += 1;
    if (total < ROWS_AT_A_TIME) continue;
    yield chunk();
    [after, rows, rejects, total, skipped] = [lastLine, [], [], 0, 0];
  }
  if (total + skipped > 0) yield chunk();
}
