import type { ImportFile, ImportOptions } from '@wayfare/contracts';
import { detectDelimiter } from '../csv/delimiter.js';
import { ImportProblem } from '../problem.js';
import { Archive } from './archive.js';
import { takeHead } from './beginning.js';
import { detectEncoding, nameOfEncoding, toUtf8 } from './encoding.js';
import { gunzipped } from './gzip.js';
import type { SizeLimit } from './limits.js';
import { parquetRows } from './parquet.js';
import { apostropheRows, hasApostropheQuotes } from './quotes.js';
import { sniff } from './sniff.js';
import { type Spooled, spool } from './spool.js';
import { type TableRow, TableText } from './table.js';
import { SharedStrings } from './xlsx/shared-strings.js';
import { sheetRows } from './xlsx/sheet.js';
import { isWorkbook, readWorkbook } from './xlsx/workbook.js';

/** What somebody says of a file, where they know better than it can be seen. */
export type SourceChoice = Pick<ImportOptions, 'part' | 'encoding' | 'delimiter'>;

/** A file as plain UTF-8 CSV, whatever it came as. */
export interface TextSource {
  readonly facts: ImportFile;
  readonly text: AsyncIterable<Buffer>;
  /** Where the CSV was written here: how its records are numbered. */
  readonly table: TableText | null;
  close(): Promise<void>;
}

export interface SourceScene extends SizeLimit {
  /** Whether no more than the beginning is wanted, and may be all that there is. */
  readonly isBeginning: boolean;
}

const nothing = async (): Promise<void> => undefined;

const tableSource = (rows: AsyncIterable<readonly TableRow[]>, facts: ImportFile, close: () => Promise<void>): TextSource => {
  const table = new TableText();
  return { facts, text: table.of(rows), table, close };
};

/** A text, decoded and with its quotes as they are everywhere else. What is UTF-8 already goes through untouched. */
const textSource = async (
  bytes: AsyncIterable<Buffer>,
  choice: SourceChoice,
  facts: Omit<ImportFile, 'encoding'>,
  close: () => Promise<void>,
): Promise<TextSource> => {
  const raw = await takeHead(bytes);
  const encoding = choice.encoding ?? detectEncoding(raw.head);
  const known = { ...facts, encoding: nameOfEncoding(encoding) };
  const { head, bytes: text } = encoding === 'utf-8' ? raw : await takeHead(toUtf8(raw.bytes, encoding));
  const beginning = head.toString('utf8');
  const delimiter = choice.delimiter ?? detectDelimiter(beginning);
  if (hasApostropheQuotes(beginning, delimiter)) return tableSource(apostropheRows(text, delimiter), known, close);
  return { facts: known, text, table: null, close };
};

/** Files that systems put into archives by themselves. */
const JUNK = /(?:^|\/)(?:__MACOSX\/|\.)|\/$/;
const TABLES = /\.(?:csv|tsv|tab)$/i;
const TEXTS = /\.(?:csv|tsv|tab|txt)$/i;

const partOf = (parts: readonly string[], { part }: SourceChoice): string | undefined => {
  if (part === undefined || parts.includes(part)) return part;
  throw new ImportProblem('no_such_part', `The file holds no ${part}; it holds ${parts.join(', ')}.`, { part, parts: parts.join(', ') });
};

const zippedText = (archive: Archive, choice: SourceChoice, spooled: Spooled, { isBeginning }: SourceScene): Promise<TextSource> => {
  const parts = archive.names.filter((name) => !JUNK.test(name) && TEXTS.test(name));
  const tables = parts.filter((name) => TABLES.test(name));
  const likely = tables.length > 0 ? tables : parts;
  const part = partOf(parts, choice) ?? (likely.length === 1 || isBeginning ? likely[0] : undefined);
  if (part !== undefined) return textSource(archive.read(part), choice, { format: 'zip', part, parts }, spooled.close);
  if (parts.length === 0)
    throw new ImportProblem('unsupported_file', 'The archive holds no CSV file.', { what: 'an archive without a CSV file' });
  throw new ImportProblem('choose_part', `The archive holds several files: say which of ${likely.join(', ')}.`, {
    parts: likely.join(', '),
  });
};

const workbookSource = async (archive: Archive, choice: SourceChoice, { close }: Spooled): Promise<TextSource> => {
  const book = await readWorkbook(archive);
  const parts = book.sheets.map(({ name }) => name);
  const part = partOf(parts, choice) ?? parts[0];
  const sheet = book.sheets.find(({ name }) => name === part);
  if (!sheet) throw new ImportProblem('empty_file', 'The workbook has no sheet.');
  const strings = await SharedStrings.read(archive);
  return tableSource(sheetRows(archive, book, strings, sheet), { format: 'xlsx', part: sheet.name, parts, encoding: null }, close);
};

/** Formats that are read from their end are kept in a nameless file for as long as they are read. */
const spooledSource = async (bytes: AsyncIterable<Buffer>, choice: SourceChoice, scene: SourceScene): Promise<TextSource> => {
  const spooled = await spool(bytes, scene);
  try {
    const archive = await Archive.open(spooled, scene);
    return await (isWorkbook(archive) ? workbookSource(archive, choice, spooled) : zippedText(archive, choice, spooled, scene));
  } catch (error) {
    await spooled.close();
    throw error;
  }
};

const parquetSource = async (bytes: AsyncIterable<Buffer>, scene: SourceScene): Promise<TextSource> => {
  const spooled = await spool(bytes, scene);
  return tableSource(parquetRows(spooled), { format: 'parquet', part: null, parts: [], encoding: null }, spooled.close);
};

/** Rows that the product reads itself: of a query, of an interface. */
export const rowsSource = (rows: AsyncIterable<readonly TableRow[]>, part: string | null): TextSource =>
  tableSource(rows, { format: 'rows', part, parts: [], encoding: null }, nothing);

/**
 * Opens a file of any kind that can be imported. Whoever opens it closes it.
 * @throws ImportProblem that says what is wrong with it
 * @throws AppError `too_large`
 */
export const openSource = async (stream: AsyncIterable<Buffer>, choice: SourceChoice, scene: SourceScene): Promise<TextSource> => {
  const { head, bytes } = await takeHead(stream);
  const container = sniff(head);
  if (container === 'zip') return spooledSource(bytes, choice, scene);
  if (container === 'parquet') return parquetSource(bytes, scene);
  if (container === 'text') return textSource(bytes, choice, { format: 'csv', part: null, parts: [] }, nothing);
  const unpacked = await takeHead(gunzipped(bytes, scene, scene.isBeginning));
  if (sniff(unpacked.head) !== 'text')
    throw new ImportProblem('unsupported_file', 'The packed file holds another archive.', { what: 'an archive within another' });
  return textSource(unpacked.bytes, choice, { format: 'gzip', part: null, parts: [] }, nothing);
};
