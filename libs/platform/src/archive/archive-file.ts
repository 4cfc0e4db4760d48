import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Tx } from '../database.js';

/** A file of an archive: what it holds, and by what it is known again. */
export interface ArchiveFile {
  /** Its name in the folder of archives. */
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** Personal data: for whoever runs the product, and nobody else. */
const OWN = 0o600;

const freeName = (folder: string, name: string, copy = 1): string => {
  const file = copy === 1 ? `${name}.csv.gz` : `${name}-${copy}.csv.gz`;
  return existsSync(path.join(folder, file)) ? freeName(folder, name, copy + 1) : file;
};

/** What was written outlives a power cut from here on; what a folder says of its files once the folder itself has been written. */
const toDisk = async (place: string): Promise<void> => {
  const handle = await open(place, 'r');
  await handle.sync().finally(() => handle.close());
};

/**
 * Writes what a query gives as packed CSV with a header, so that `COPY … FROM` reads it back. When this has resolved the file is on the disk under its name; before that there is none of that name.
 * @param query without parameters
 */
export const writeArchiveFile = async (tx: Tx, folder: string, name: string, query: string): Promise<ArchiveFile> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const part = path.join(folder, `${name}.part`);
  const client: PoolClient = await tx.runner.connect();
  const rows = client.query(copyTo(`COPY (${query}) TO STDOUT (FORMAT csv, HEADER)`));
  const hash = createHash('sha256');
  let bytes = 0;
  const counting = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  await pipeline(rows, createGzip(), counting, createWriteStream(part, { mode: OWN }));
  await toDisk(part);
  const file = freeName(folder, name);
  await rename(part, path.join(folder, file));
  await toDisk(folder);
  return { file, rows: rows.rowCount, bytes, sha256: hash.digest('hex') };
};
