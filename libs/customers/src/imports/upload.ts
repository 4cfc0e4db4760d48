import type { Readable } from 'node:stream';
import type { ImportKind, ImportOptions } from '@wayfare/contracts';
import { invalid } from '@wayfare/kernel';
import type { Sql, Tx } from '@wayfare/platform';
import { isReserved } from '../events/event.js';
import { type Head, readHead } from './csv/head.js';
import { type Structure, StructureCheck } from './csv/structure.js';
import type { Beginning } from './files/beginning.js';
import { type SizeLimit, tooLarge } from './files/limits.js';
import { ambiguousFormats, guessMapping } from './mapping/guess.js';
import { checkGuess, checkMapping, compileMapping } from './mapping/mapping.js';
import { ImportProblem } from './problem.js';
import { judgeFilters } from './rows/row-filter.js';

/** What is to become of the rows of a file. */
export interface Wishes {
  readonly kind: ImportKind;
  /** Column → target; guessed from the header where absent. */
  readonly mapping?: Readonly<Record<string, string>>;
  /** Granted or refused for every row, by channel. */
  readonly consent?: Readonly<Record<string, boolean>>;
  readonly options?: ImportOptions;
  /** A dry run first: nothing is applied before somebody starts it. */
  readonly check?: boolean;
}

/** An upload while it comes in. */
export interface Upload extends Wishes {
  readonly fileName: string;
  readonly stream: Readable;
}

/** Rows that the product reads by itself, from a database or an interface of somebody else. */
export interface SourceRows extends Wishes {
  /** What people will know the import by. */
  readonly name: string;
  /** Where the rows come from, as it is kept with the import. */
  readonly origin: Readonly<Record<string, unknown>>;
  readonly columns: readonly string[];
  /** In portions; what they fail with is thrown on, and no import is left behind. */
  readonly rows: AsyncIterable<readonly (readonly string[])[]>;
  /** Done in the transaction that keeps the rows: both stand, or neither. */
  readonly within?: (tx: Tx, importId: string) => Promise<void>;
}

const CHUNK_BYTES = 1024 * 1024;
const ADD_CHUNK = 'INSERT INTO import_chunks (import_id, seq, bytes) VALUES ($1, $2, $3)';

/** What the beginning of a file says about all of it. */
export interface Opening extends Head {
  readonly mapping: Readonly<Record<string, string>>;
}

/**
 * Where each column goes, as somebody says or as it is guessed.
 * @throws AppError `invalid` where what they say does not fit the file
 * @throws ImportProblem where what is needed can't be guessed
 */
export const settleMapping = (head: Head, { kind, mapping: given, options }: Wishes): Readonly<Record<string, string>> => {
  const badFilters = judgeFilters(head.columns, options?.filters ?? []);
  if (badFilters.length > 0) throw invalid('The filters do not fit the file.', badFilters);
  if (options?.event !== undefined && isReserved(options.event))
    throw invalid('The name is the product’s own.', [
      { path: 'options.event', code: 'reserved_name', message: 'a name that the product alone may write' },
    ]);
  if (given) {
    checkMapping(kind, head.columns, given, options);
    return given;
  }
  const mapping = guessMapping(kind, head.columns, head.samples);
  checkGuess(kind, head.columns, mapping, options);
  checkDates(kind, head, mapping);
  return mapping;
};

/**
 * Reads the header and settles where each column goes.
 * @throws AppError `invalid` where a given mapping does not fit the file
 * @throws ImportProblem where the file itself is at fault
 */
export const openFile = (
  wishes: Wishes,
  { head, isWhole }: Pick<Beginning, 'head' | 'isWhole'>,
  delimiter: string | undefined,
): Opening => {
  const opening = readHead(head, isWhole, delimiter);
  return { ...opening, mapping: settleMapping(opening, wishes) };
};

/** Whether the day or the month comes first is nothing to be guessed where everything hangs on it. */
const checkDates = (kind: ImportKind, { columns, samples }: Head, mapping: Readonly<Record<string, string>>): void => {
  for (const { column, position, kind: cellKind, format } of compileMapping(kind, columns, mapping)) {
    if (cellKind !== 'instant' || format !== null) continue;
    if (ambiguousFormats(samples.map((row) => row[position] ?? '')).length === 0) continue;
    throw new ImportProblem('ambiguous_dates', `The dates of ${column} may begin with the day or the month: say which in the mapping.`, {
      column,
    });
  }
};

/** Bytes in pieces of one size, whatever they came in. */
async function* inPieces(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    for (let from = 0; from < chunk.length; ) {
      const part = chunk.subarray(from, from + CHUNK_BYTES - size);
      held.push(part);
      size += part.length;
      from += part.length;
      if (size < CHUNK_BYTES) continue;
      yield Buffer.concat(held);
      [held, size] = [[], 0];
    }
  }
  if (size > 0) yield Buffer.concat(held);
}

export interface Stored {
  readonly bytes: number;
  readonly structure: Structure;
}

/**
 * Keeps the file in the database, so that any worker can read it, and looks through its structure on the way.
 * @throws AppError `too_large`
 * @throws ImportProblem
 */
export const storeFile = async (
  tx: Sql,
  importId: string,
  bytes: AsyncIterable<Buffer>,
  delimiter: string,
  limit: SizeLimit,
): Promise<Stored> => {
  const check = new StructureCheck(delimiter.charCodeAt(0));
  let size = 0;
  let seq = 0;
  // one piece is looked through while the one before is written
  let written: Promise<unknown> = Promise.resolve();
  try {
    for await (const piece of inPieces(bytes)) {
      size += piece.length;
      if (size > limit.mostBytes) throw tooLarge(limit);
      check.feed(piece);
      await written;
      written = tx.query(ADD_CHUNK, [importId, seq, piece]);
      written.catch(() => undefined);
      seq += 1;
    }
    await written;
  } finally {
    await Promise.allSettled([written]);
  }
  return { bytes: size, structure: check.end() };
};

const READ_CHUNK = 'SELECT bytes FROM import_chunks WHERE import_id = $1 AND seq = $2';

/** The file again, piece by piece; ends early where the file has been removed. */
export async function* readFile(sql: Sql, importId: string): AsyncGenerator<Buffer> {
  for (let seq = 0; ; seq += 1) {
    const [row] = await sql.query<{ bytes: Buffer }>(READ_CHUNK, [importId, seq]);
    if (!row) return;
    yield row.bytes;
  }
}

export const asProblem = (error: unknown): ImportProblem => {
  if (error instanceof ImportProblem) return error;
  throw error;
};
