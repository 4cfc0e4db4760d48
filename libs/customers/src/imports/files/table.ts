import { ImportProblem } from '../problem.js';

/** Stands before the text of a cell that holds an error (`#DIV/0!`): a character that no text has. */
export const ERROR_MARK = '\uFDD0';

/** A row of what is a table by itself: of a sheet, or of a query. Numbers count from 1 and may leave gaps. */
export interface TableRow {
  readonly number: number;
  readonly cells: readonly string[];
}

/** Cells hold commas, semicolons and bars every day, a tab hardly ever: with it most tables need no quotes. */
export const TABLE_DELIMITER = '\t';
const NEEDS_QUOTES = /^"|[\t\r\n]/;
const PIECE_UNITS = 64 * 1024;

const csvCell = (cell: string): string => (NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

const lastFilled = (cells: readonly string[]): number => {
  let last = cells.length - 1;
  while (last >= 0 && (cells[last] ?? '').trim() === '') last -= 1;
  return last;
};

/**
 * A table as plain CSV. The first row that holds something is the header; each row below it stands one record below the one before, empty ones for
 * the gaps between, so that the number of a record is the number of the row. Rows are as wide as the header, wider only where they hold something there.
 */
export class TableText {
  /** The number of the header's row; 1 until it has come. */
  headerRow = 1;
  /** Whether some cell holds an error. */
  hasErrors = false;
  /** How many rows hold something, the header apart. */
  rows = 0;
  private width = 0;
  private next = 0;
  private text = '';

  /** Plain UTF-8 CSV of rows that come in order. */
  async *of(portions: AsyncIterable<readonly TableRow[]>): AsyncGenerator<Buffer> {
    for await (const rows of portions) {
      for (const row of rows) {
        this.add(row);
        if (this.text.length >= PIECE_UNITS) yield this.take();
      }
    }
    if (this.next === 0) throw new ImportProblem('empty_file', 'The table holds nothing.');
    if (this.text !== '') yield this.take();
  }

  private take(): Buffer {
    const bytes = Buffer.from(this.text);
    this.text = '';
    return bytes;
  }

  private add({ number, cells }: TableRow): void {
    const last = lastFilled(cells);
    if (last < 0) return;
    if (this.next === 0) {
      [this.headerRow, this.width, this.next] = [number, last + 1, number];
      this.write(
        cells.map((cell) => cell.replaceAll(ERROR_MARK, '')),
        last + 1,
      );
      return;
    }
    this.text += '\n'.repeat(number - this.next);
    this.next = number;
    this.rows += 1;
    this.hasErrors ||= cells.some((cell) => cell.startsWith(ERROR_MARK));
    this.write(cells, Math.max(this.width, last + 1));
  }

  private write(cells: readonly string[], width: number): void {
    for (let at = 0; at < width; at += 1) {
      const cell = cells[at] ?? '';
      this.text += at === 0 ? csvCell(cell) : `${TABLE_DELIMITER}${csvCell(cell)}`;
    }
    this.text += '\n';
    this.next += 1;
  }
}
