import type { Tx } from '@wayfare/platform';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { Bytes } from './bytes.js';

/** What COPY's binary format begins with: a signature, no flags, no further header. */
const HEADER = Buffer.from('PGCOPY\n\u00ff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const NULL_LENGTH = -1;
const JSONB_VERSION = 1;
const TEXT_OID = 25;
const [BRACE, END_BRACE] = [0x7b, 0x7d];
const HIGH = 2 ** 32;
/** The server holds one message at a time: what fits into a processor's cache is taken in faster. */
const MESSAGE_BYTES = 128 * 1024;
/** PostgreSQL counts microseconds from the year 2000. */
const EPOCH_MS = Date.UTC(2000, 0, 1);

/**
 * Rows of one table in COPY's binary format, which the server takes in without reading a text. The buffer is used over and over, chunk after
 * chunk. The caller writes fields in the order and the types of the columns.
 */
export class CopyRows extends Bytes {
  private count = 0;

  constructor(private readonly columns: number) {
    super();
    this.clear();
  }

  clear(): void {
    this.end = HEADER.copy(this.bytes);
    this.count = 0;
  }

  begin(): void {
    this.reserve(2);
    this.end = this.bytes.writeInt16BE(this.columns, this.end);
    this.count += 1;
  }

  /** A whole number of eight bytes; our ids are counted up from one, and none comes near 2^53. */
  bigint(value: number): void {
    this.reserve(12);
    const from = this.bytes.writeInt32BE(8, this.end);
    this.end = this.bytes.writeUInt32BE(value >>> 0, this.bytes.writeInt32BE(Math.floor(value / HIGH), from));
  }

  boolean(value: boolean): void {
    this.reserve(5);
    this.end = this.bytes.writeUInt8(value ? 1 : 0, this.bytes.writeInt32BE(1, this.end));
  }

  instant(value: Date): void {
    this.bigint((value.getTime() - EPOCH_MS) * 1000);
  }

  text(value: string | null): void {
    this.reserve(4);
    const from = this.end;
    this.end = this.bytes.writeInt32BE(NULL_LENGTH, from);
    if (value === null) return;
    this.write(value);
    this.bytes.writeInt32BE(this.end - from - 4, from);
  }

  /** An object whose members stand elsewhere. */
  json(members: Bytes, from: number, to: number): void {
    this.reserve(7);
    this.end = this.bytes.writeInt32BE(to - from + 3, this.end);
    this.bytes[this.end++] = JSONB_VERSION;
    this.bytes[this.end++] = BRACE;
    this.copyFrom(members, from, to);
    this.reserve(1);
    this.bytes[this.end++] = END_BRACE;
  }

  texts(values: readonly string[]): void {
    this.reserve(24);
    const from = this.end + 4;
    // dimensions, whether there are nulls, the type of an element; then of the one dimension its size and where it begins
    const head = values.length === 0 ? [0, 0, TEXT_OID] : [1, 0, TEXT_OID, values.length, 1];
    this.end = from;
    for (const number of head) this.end = this.bytes.writeInt32BE(number, this.end);
    for (const value of values) this.text(value);
    this.bytes.writeInt32BE(this.end - from, from - 4);
  }

  /** Fields that were encoded before (`fieldsOf`). */
  fields(ready: Buffer): void {
    this.reserve(ready.length);
    this.end += ready.copy(this.bytes, this.end);
  }

  /** Sends the rows into a table, on the transaction's own connection; may be cleared and used again once it has resolved. */
  async send(tx: Tx, target: string): Promise<void> {
    if (this.count === 0) return;
    const client: ClientBase = await tx.runner.connect();
    const stream = client.query(copyFrom(`COPY ${target} FROM STDIN (FORMAT binary)`));
    this.reserve(2);
    this.end = this.bytes.writeInt16BE(NULL_LENGTH, this.end);
    await new Promise<void>((resolve, reject) => {
      stream.once('error', reject);
      stream.once('finish', resolve);
      for (let from = 0; from < this.end; from += MESSAGE_BYTES)
        stream.write(this.bytes.subarray(from, Math.min(from + MESSAGE_BYTES, this.end)));
      stream.end();
    });
  }

  /** Encodes fields that many rows have in common. */
  static fieldsOf(write: (rows: CopyRows) => void): Buffer {
    const rows = new CopyRows(0);
    write(rows);
    return Buffer.from(rows.bytes.subarray(HEADER.length, rows.end));
  }
}
