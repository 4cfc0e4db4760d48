import type { Tx } from '@wayfare/platform';
import type { ClientBase } from 'pg';
import { to as copyTo } from 'pg-copy-streams';

/** Signature, flags, and the length of a header extension, which PostgreSQL leaves empty. */
const HEADER_BYTES = 19;
const HIGH = 2 ** 32;
/** Beyond this a whole number is no longer exact in JavaScript. */
const MOST_HIGH = 2 ** 21;

/** One row of a COPY in binary: its fields are read in their order. */
export class CopiedRow {
  bytes: Buffer = Buffer.alloc(0);
  at = 0;

  /** Eight bytes: an id, or an instant in microseconds since 2000; -1 where it is null, which neither is here. */
  bigint(): number {
    const length = this.bytes.readInt32BE(this.at);
    this.at += 4;
    if (length < 0) return -1;
    const high = this.bytes.readInt32BE(this.at);
    if (high >= MOST_HIGH || high < -MOST_HIGH) throw new RangeError('a number is too large to be counted with');
    const value = high * HIGH + this.bytes.readUInt32BE(this.at + 4);
    this.at += 8;
    return value;
  }

  boolean(): boolean {
    const value = this.bytes[this.at + 4] === 1;
    this.at += 5;
    return value;
  }

  text(): string | null {
    const length = this.bytes.readInt32BE(this.at);
    this.at += 4;
    if (length < 0) return null;
    this.at += length;
    return this.bytes.toString('utf8', this.at - length, this.at);
  }
}

/** Where a whole row that begins at a place ends; -1 where the rest of it has not come yet, -2 behind the last row. */
const endOfRow = (bytes: Buffer, from: number): number => {
  if (from + 2 > bytes.length) return -1;
  const fields = bytes.readInt16BE(from);
  if (fields < 0) return -2;
  let at = from + 2;
  for (let field = 0; field < fields; field += 1) {
    if (at + 4 > bytes.length) return -1;
    at += 4 + Math.max(0, bytes.readInt32BE(at));
  }
  return at > bytes.length ? -1 : at;
};

/**
 * Reads the rows of a SELECT as fast as they can be had. COPY takes no parameters, so they are handed over as settings of the transaction:
 * the statement says `current_setting('wayfare.p1')` where another would say `$1`.
 */
export const copyOut = async (tx: Tx, select: string, parameters: readonly string[], read: (row: CopiedRow) => void): Promise<void> => {
  for (const [at, value] of parameters.entries()) await tx.query('SELECT set_config($1, $2, true)', [`wayfare.p${at + 1}`, value]);
  const client: ClientBase = await tx.runner.connect();
  const row = new CopiedRow();
  let rest: Buffer = Buffer.alloc(0);
  let from = HEADER_BYTES;
  for await (const chunk of client.query(copyTo(`COPY (${select}) TO STDOUT (FORMAT binary)`)) as AsyncIterable<Buffer>) {
    row.bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let end = endOfRow(row.bytes, from); end > 0; end = endOfRow(row.bytes, from)) {
      row.at = from + 2;
      read(row);
      from = end;
    }
    rest = row.bytes.subarray(from);
    from = 0;
  }
};
