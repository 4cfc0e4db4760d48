import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { ImportProblem } from '../problem.js';
import type { TableRow } from './table.js';

const LINES_LOOKED_AT = 20;
const LONGEST_ROW_BYTES = 4 * 1024 * 1024;

/** Whether cells are quoted with apostrophes: on every line some cell begins and ends with one, and none with a quotation mark. */
export const hasApostropheQuotes = (text: string, delimiter: string): boolean => {
  const lines = text.split(/\r\n|\n|\r/, LINES_LOOKED_AT).filter((line) => line !== '');
  const isQuoted = (line: string, quote: string): boolean =>
    line.split(delimiter).some((cell) => cell.length > 1 && cell.startsWith(quote) && cell.endsWith(quote));
  return lines.length > 0 && lines.every((line) => isQuoted(line, "'") && !isQuoted(line, '"'));
};

/**
 * The rows of a CSV text whose cells are quoted with apostrophes, numbered by the lines on which they begin.
 * @throws ImportProblem `unclosed_quote`
 */
export async function* apostropheRows(text: AsyncIterable<Buffer>, delimiter: string): AsyncGenerator<TableRow[]> {
  const parser = parse({
    delimiter,
    quote: "'",
    escape: "'",
    bom: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: LONGEST_ROW_BYTES,
  });
  pipeline(Readable.from(text, { objectMode: false }), parser, () => undefined);
  let line = 1;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      yield [{ number: line, cells }];
      line += 1 + cells.reduce((breaks, cell) => breaks + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new ImportProblem('unclosed_quote', `A quote opens in line ${line} and is not closed where its cell ends.`, { line });
  } finally {
    parser.destroy();
  }
}
