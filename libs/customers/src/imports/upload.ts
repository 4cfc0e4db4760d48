import type { Readable } from 'node:stream';
import type { ImportKind, ImportOptions } from '@wayfare/contracts';
import type { Sql, Tx } from '@wayfare/platform';
import { type Head, readHead } from './csv/head.js';
import { type Structure, StructureCheck } from './csv/structure.js';
import type { Beginning } from './files/beginning.js';
import { type SizeLimit, tooLarge } from './files/limits.js';
import { guessMapping } from './mapping/guess.js';
import { checkGuess, checkMapping } from './mapping/mapping.js';
import { ImportProblem } from './problem.js';

/** What is to become of the rows of a file. */
export interface Wishes {
  readonly kind: ImportKind;
  /** Column → target; guessed from the header where absent. */
  readonly mapping?: Readonly<Record<string, string>>;
  /** Granted or refused for every row, by channel. */
  readonly consent?: Readonly<Record<string, boolean>>;
  readonly options?: ImportOptions;
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
 * Reads the header and settles where each column goes.
 * @throws AppError `invalid` where a given mapping does not fit the file
 * @throws ImportProblem where the file itself is at fault
 */
export const openFile = (
  { kind, mapping: given }: Wishes,
  { head, isWhole }: Pick<Beginning, 'head' | 'isWhole'>,
  delimiter: string | undefined,
): Opening => {
  const opening = readHead(head, isWhole, delimiter);
  if (given) {
    checkMapping(kind, opening.columns, given);
    return { ...opening, mapping: given };
  }
  const mapping = guessMapping(kind, opening.columns, opening.samples);
  checkGuess(kind, opening.columns, mapping);
  return { ...opening, mapping };
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
