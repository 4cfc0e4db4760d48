import { Readable } from 'node:stream';
import { parse } from 'csv-parse';

/** One row of a file with the number of the line on which it begins; the header is line 1. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface RecordOptions {
  readonly delimiter: string;
  /** `Structure.isPlain`. */
  readonly isPlain: boolean;
  /** The line on which the header stands. */
  readonly headerLine: number;
  /** Whether records are counted instead of lines: what was a table numbers its rows, whatever breaks its cells hold. */
  readonly countsRows: boolean;
}

const isEmpty = (cells: readonly string[]): boolean => cells.length === 1 && cells[0] === '';

/** Rows that are handed over together: few enough that what is made of one portion is gone before the next is made. */
const PORTION = 500;

/** A file without quotes: splitting lines at the delimiter is all there is to CSV then, and several times as fast. */
async function* splitRecords(bytes: AsyncIterable<Buffer>, { delimiter, headerLine }: RecordOptions): AsyncGenerator<CsvRecord[]> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  let line = headerLine;
  let records: CsvRecord[] = [];
  const add = (text: string): void => {
    const row = text.endsWith('\r') ? text.slice(0, -1) : text;
    if (row !== '' && line > headerLine) records.push({ line, cells: row.split(delimiter) });
    line += 1;
  };
  for await (const chunk of bytes) {
    const text = rest + decoder.decode(chunk, { stream: true });
    let from = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', from)) {
      add(text.slice(from, end));
      from = end + 1;
      if (records.length < PORTION) continue;
      yield records;
      records = [];
    }
    rest = text.slice(from);
  }
  rest += decoder.decode();
  if (rest !== '') add(rest);
  if (records.length > 0) yield records;
}

const breaksIn = (cells: readonly string[]): number => {
  let breaks = 0;
  for (const cell of cells) if (cell.includes('\n') || cell.includes('\r')) breaks += cell.match(/\r\n|\n|\r/g)?.length ?? 0;
  return breaks;
};

/** Rows as they become ready, so that no promise is made for each. */
async function* rowsOf(parser: Readable): AsyncGenerator<string[][]> {
  let hasEnded = false;
  let failure: Error | undefined;
  let wake: () => void = () => undefined;
  const woken = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
    });
  parser.on('readable', () => wake());
  parser.on('end', () => {
    hasEnded = true;
    wake();
  });
  parser.on('error', (error: Error) => {
    failure = error;
    wake();
  });
  for (;;) {
    const ready = woken();
    const rows: string[][] = [];
    for (let row: string[] | null = parser.read(); row !== null; row = parser.read()) rows.push(row);
    if (rows.length > 0) yield rows;
    if (failure) throw failure;
    if (hasEnded) return;
    if (rows.length === 0) await ready;
  }
}

async function* parseRecords(
  bytes: AsyncIterable<Buffer>,
  { delimiter, headerLine, countsRows }: RecordOptions,
): AsyncGenerator<CsvRecord[]> {
  const source = Readable.from(bytes, { objectMode: false });
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: true,
    relax_column_count: true,
  });
  source.on('error', (error) => parser.destroy(error));
  let line = headerLine;
  try {
    for await (const rows of rowsOf(source.pipe(parser))) {
      const records: CsvRecord[] = [];
      for (const cells of rows) {
        if (line > headerLine && !isEmpty(cells)) records.push({ line, cells });
        line += countsRows ? 1 : 1 + breaksIn(cells);
      }
      yield records;
    }
  } finally {
    source.destroy();
    parser.destroy();
  }
}

/** The byte-order mark is no part of the first name. */
async function* withoutBom(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let isFirst = true;
  for await (const chunk of bytes) {
    yield isFirst && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? chunk.subarray(3) : chunk;
    isFirst = false;
  }
}

/** The rows below the header, in portions. Empty lines are no rows. */
export const readRecords = (bytes: AsyncIterable<Buffer>, options: RecordOptions): AsyncGenerator<CsvRecord[]> =>
  options.isPlain ? splitRecords(withoutBom(bytes), options) : parseRecords(withoutBom(bytes), options);
