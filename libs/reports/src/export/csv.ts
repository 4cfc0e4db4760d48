import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';

/**
 * Rows as CSV in UTF-8 with a byte-order mark, so that spreadsheets read Chinese, streamed. A cell that begins a formula (`=`, `+`, `-`, `@`, a tab) gets an
 * apostrophe in front: what customers typed must not be carried out by whoever opens the file.
 */
export const csvOf = (head: readonly string[], rows: AsyncIterable<readonly unknown[]>): Readable => {
  const csv = stringify({ header: true, columns: [...head], bom: true, escape_formulas: true });
  const source = Readable.from(rows);
  source.on('error', (error) => csv.destroy(error));
  // a download that was broken off ends the reading, too
  csv.on('close', () => source.destroy());
  return source.pipe(csv);
};
