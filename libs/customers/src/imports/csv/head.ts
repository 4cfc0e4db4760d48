import { parse } from 'csv-parse/sync';
import { isStorable } from '../../identity/keys.js';
import { ImportProblem } from '../problem.js';
import { detectDelimiter, isFixedWidth } from './delimiter.js';

/** The header of a file and its first rows. */
export interface Head {
  readonly columns: readonly string[];
  readonly delimiter: string;
  readonly samples: readonly (readonly string[])[];
}

const SAMPLES = 200;
const MOST_COLUMNS = 1000;
const LONGEST_NAME = 200;

/** The text without its byte-order mark; a character cut off at the end is left out. */
const textOf = (head: Buffer): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
  } catch {
    throw new ImportProblem('not_utf8', 'The text is neither UTF-8 nor GB18030. Save the file as "CSV UTF-8" and import it again.', {
      line: 1,
    });
  }
};

const checkColumns = (columns: readonly string[]): void => {
  if (columns.every((name) => name === '')) throw new ImportProblem('empty_file', 'The first line names no columns.');
  const unnamed = columns.indexOf('');
  if (unnamed !== -1)
    throw new ImportProblem('unnamed_column', `Column ${unnamed + 1} has no name in the first line.`, { position: unnamed + 1 });
  const odd = columns.findIndex((name) => name.length > LONGEST_NAME || !isStorable(name));
  if (odd !== -1)
    throw new ImportProblem('unnamed_column', `The name of column ${odd + 1} is too long or holds what no name may.`, {
      position: odd + 1,
    });
  const twice = columns.find((name, at) => columns.indexOf(name) !== at);
  if (twice !== undefined)
    throw new ImportProblem('duplicate_column', `The column ${twice} stands twice in the first line.`, { column: twice });
  if (columns.length > MOST_COLUMNS)
    throw new ImportProblem('row_too_long', `The first line names ${columns.length} columns.`, { line: 1 });
};

const cells = (row: readonly string[]): string[] => row.map((cell) => cell.trim());

/**
 * Reads header and samples off the beginning of a file.
 * @param isWhole whether the head is all of the file, so that its last line is not cut off
 * @param given the delimiter, where it is known
 * @throws ImportProblem
 */
export const readHead = (head: Buffer, isWhole: boolean, given?: string): Head => {
  const text = textOf(head);
  if (given === undefined && isFixedWidth(text))
    throw new ImportProblem(
      'fixed_width',
      'The columns stand under each other, filled up with blanks. Save the file as CSV, with a separator between them.',
    );
  const delimiter = given ?? detectDelimiter(text);
  const upTo = isWhole ? text.length : text.lastIndexOf('\n') + 1 || text.length;
  const rows: string[][] = parse(text.slice(0, upTo), {
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: true,
    relax_column_count: true,
    skip_records_with_error: true,
    to: SAMPLES + 1,
  });
  const [header = [], ...samples] = rows.map(cells);
  checkColumns(header);
  return { columns: header, delimiter, samples: samples.filter((row) => row.some((cell) => cell !== '')) };
};
