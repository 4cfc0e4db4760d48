import { ImportProblem } from '../../problem.js';
import type { Archive } from '../archive.js';
import { ERROR_MARK, type TableRow } from '../table.js';
import { dateOfSerial } from './dates.js';
import { type SharedStrings, unescapeXlsx } from './shared-strings.js';
import type { Sheet, Workbook } from './workbook.js';
import { type Attributes, XmlReader } from './xml.js';

/** What Excel itself ends at. */
const [MOST_ROWS, MOST_COLUMNS] = [1_048_576, 16_384];
const [A, Z] = [0x41, 0x5a];
const LONGEST_CELL = 100_000;

/** The number of a column from a reference such as `AB12`, from 0; -1 where there is none. */
export const columnOf = (reference: string): number => {
  let column = 0;
  for (let at = 0; at < reference.length; at += 1) {
    const code = reference.charCodeAt(at);
    if (code < A || code > Z) break;
    column = column * 26 + code - A + 1;
    if (column > MOST_COLUMNS) return MOST_COLUMNS;
  }
  return column - 1;
};

const odd = (what: string): ImportProblem => new ImportProblem('broken_file', `The Excel file is damaged: ${what}.`);

/** A number as a person reads it: Excel writes 0.1 as 0.10000000000000001. */
const plainNumber = (text: string): string => {
  const number = Number(text);
  return Number.isFinite(number) && text.trim() !== '' ? String(number) : text;
};

/** Puts the rows of one sheet together from its XML. A formula counts by the value that was stored with it. */
class SheetRows {
  private rows: TableRow[] = [];
  private number = 0;
  private cells: string[] = [];
  private column = -1;
  private type = 'n';
  private style = 0;
  private value = '';
  private isValue = false;
  private isPhonetic = false;

  constructor(
    private readonly book: Workbook,
    private readonly strings: SharedStrings,
  ) {}

  /** The rows that have come in since it was asked last. */
  take(): TableRow[] {
    const { rows } = this;
    this.rows = [];
    return rows;
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'row') this.openRow(attributes);
    else if (name === 'c') this.openCell(attributes);
    else if (name === 'rPh') this.isPhonetic = true;
    else if (name === 'v' || name === 't') this.isValue = !this.isPhonetic;
  }

  text(text: string): void {
    if (!this.isValue) return;
    this.value += text;
    if (this.value.length > LONGEST_CELL) throw odd('a cell is longer than any may be');
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.isValue = false;
    else if (name === 'rPh') this.isPhonetic = false;
    else if (name === 'c') this.closeCell();
    else if (name === 'row') this.rows.push({ number: this.number, cells: this.cells });
  }

  private openRow({ r }: Attributes): void {
    const number = r === undefined ? this.number + 1 : Number(r);
    if (!Number.isInteger(number) || number <= this.number || number > MOST_ROWS) throw odd('its rows are not in order');
    this.number = number;
    this.cells = [];
    this.column = -1;
  }

  private openCell({ r, t, s }: Attributes): void {
    const column = r === undefined ? this.column + 1 : columnOf(r);
    if (column <= this.column || column >= MOST_COLUMNS) throw odd('the cells of a row are not in order');
    this.column = column;
    this.type = t ?? 'n';
    this.style = Number(s ?? 0);
    this.value = '';
  }

  private closeCell(): void {
    if (this.value === '') return;
    while (this.cells.length < this.column) this.cells.push('');
    this.cells[this.column] = this.cell();
  }

  private cell(): string {
    const { type, value } = this;
    if (type === 's') {
      const text = this.strings.at(Number(value));
      if (text === null) throw odd('a cell names a text that is not there');
      return text;
    }
    if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
    if (type === 'e') return `${ERROR_MARK}${value}`;
    if (type === 'd') return value.replace(/T00:00(?::00(?:\.0+)?)?$/, '');
    if (type === 'str' || type === 'inlineStr') return unescapeXlsx(value);
    const date = this.book.dateStyles[this.style] === true ? dateOfSerial(Number(value), this.book.is1904) : null;
    return date ?? plainNumber(value);
  }
}

/**
 * The rows of one sheet in portions, as its XML comes in; rows that hold nothing are left out.
 * @throws ImportProblem `broken_file`
 */
export async function* sheetRows(archive: Archive, book: Workbook, strings: SharedStrings, sheet: Sheet): AsyncGenerator<TableRow[]> {
  const rows = new SheetRows(book, strings);
  const reader = new XmlReader({
    open: (name, attributes) => rows.open(name, attributes),
    text: (text) => rows.text(text),
    close: (name) => rows.close(name),
  });
  for await (const chunk of archive.read(sheet.path)) {
    reader.feed(chunk);
    yield rows.take();
  }
  reader.end();
  yield rows.take();
}
