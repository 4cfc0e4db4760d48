import type { Tx } from '@wayfare/platform';
import type { ClientBase, Connection, Submittable } from 'pg';

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

/**
 * A COPY as a query of the driver: PostgreSQL sends each row in a message of its own (its protocol says so), so that a row is read where it lies in the driver's buffer. A stream between
 * them would take ten times as long.
 */
class CopyOut implements Submittable {
  private readonly row = new CopiedRow();
  private start = HEADER_BYTES;
  private failure: Error | null = null;

  constructor(
    private readonly text: string,
    private readonly read: (row: CopiedRow) => void,
    private readonly done: (error: Error | null) => void,
  ) {}

  submit(connection: Connection): void {
    connection.query(this.text);
  }

  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    const { row } = this;
    row.bytes = chunk;
    row.at = this.start + 2;
    const isRow = chunk.readInt16BE(this.start) >= 0;
    this.start = 0;
    if (!isRow || this.failure) return;
    try {
      this.read(row);
    } catch (error) {
      // the rest of the rows comes all the same
      this.failure = error instanceof Error ? error : new Error(String(error));
    }
  }

  handleError(error: Error): void {
    this.done(error);
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.done(this.failure);
  }
}

/**
 * Reads the rows of a SELECT as fast as they can be had. COPY takes no parameters, so they are handed over as settings of the transaction:
 * the statement says `current_setting('wayfare.p1')` where another would say `$1`.
 */
export const copyOut = async (tx: Tx, select: string, parameters: readonly string[], read: (row: CopiedRow) => void): Promise<void> => {
  for (const [at, value] of parameters.entries()) await tx.query('SELECT set_config($1, $2, true)', [`wayfare.p${at + 1}`, value]);
  const client: ClientBase = await tx.runner.connect();
  await new Promise<void>((resolve, reject) => {
    const done = (error: Error | null): void => (error ? reject(error) : resolve());
    client.query(new CopyOut(`COPY (${select}) TO STDOUT (FORMAT binary)`, read, done));
  });
};
