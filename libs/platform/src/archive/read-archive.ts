import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Tx } from '../database.js';

/** Some rows of an archive as they stand in its file. */
export interface Portion {
  /** The columns in the file's order. */
  readonly columns: readonly string[];
  readonly csv: string;
  /** How many rows stand in the file before these, and up to their end. */
  readonly from: number;
  readonly to: number;
}

/** Its SHA-256; null where there is no such file. */
export const fingerprint = async (place: string): Promise<string | null> => {
  if (!existsSync(place)) return null;
  const hash = createHash('sha256');
  await pipeline(createReadStream(place), hash);
  return hash.digest('hex');
};

const quotesIn = (line: string): number => line.split('"').length - 1;

/** The records of packed CSV, the header first. A line's end within quotes ends no record. */
async function* recordsOf(place: string): AsyncGenerator<string> {
  const text = createReadStream(place).pipe(createGunzip()).setEncoding('utf8');
  let record = '';
  let rest = '';
  for await (const piece of text) {
    const lines = `${rest}${piece}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      record = record === '' ? line : `${record}\n${line}`;
      if (quotesIn(record) % 2 === 1) continue;
      yield record;
      record = '';
    }
  }
}

/** The rows of an archive behind the first `after`, at most `most` at a time. */
export async function* portionsOfArchive(place: string, after: number, most: number): AsyncGenerator<Portion> {
  let columns: readonly string[] | undefined;
  let rows: string[] = [];
  let from = after;
  let read = 0;
  const portion = (): Portion => ({ columns: columns ?? [], csv: `${rows.join('\n')}\n`, from, to: from + rows.length });
  for await (const record of recordsOf(place)) {
    if (!columns) {
      columns = record.split(',');
      continue;
    }
    read += 1;
    if (read <= after) continue;
    rows.push(record);
    if (rows.length < most) continue;
    yield portion();
    from += rows.length;
    rows = [];
  }
  if (rows.length > 0) yield portion();
}

/** Puts a portion into a table `archived` like that which it is from, until the transaction ends. A column that the table got later has its default. */
export const unpack = async (tx: Tx, table: string, { columns, csv }: Portion): Promise<void> => {
  await tx.query(`CREATE TEMP TABLE archived (LIKE ${table} INCLUDING DEFAULTS) ON COMMIT DROP`);
  const client: PoolClient = await tx.runner.connect();
  await pipeline(Readable.from([csv]), client.query(copyFrom(`COPY archived (${columns.join(', ')}) FROM STDIN (FORMAT csv)`)));
};
