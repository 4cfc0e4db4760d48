import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Tx } from '@wayfare/platform';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

const SPECIAL = /[\\\t\n\r]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** A value in COPY's text format. */
export const copyText = (value: string | null): string => {
  if (value === null) return '\\N';
  return SPECIAL.test(value) ? value.replace(/[\\\t\n\r]/g, (sign) => ESCAPES[sign] ?? sign) : value;
};

/** Texts as PostgreSQL writes an array. */
export const arrayLiteral = (values: readonly string[]): string =>
  values.length === 0 ? '{}' : `{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;

const PIECE = 128 * 1024;

function* piecesOf(lines: readonly string[]): Generator<Buffer> {
  let piece = '';
  for (const line of lines) {
    piece += line;
    if (piece.length < PIECE) continue;
    yield Buffer.from(piece);
    piece = '';
  }
  if (piece !== '') yield Buffer.from(piece);
}

/** Sends ready lines of COPY's text format into a table, on the transaction's own connection. */
export const copyInto = async (tx: Tx, target: string, lines: readonly string[]): Promise<void> => {
  if (lines.length === 0) return;
  const client: ClientBase = await tx.runner.connect();
  await pipeline(Readable.from(piecesOf(lines), { objectMode: false }), client.query(copyFrom(`COPY ${target} FROM STDIN`)));
};
