import { createHash } from 'node:crypto';
import type { SourceRow } from './driver.js';
import { SourceProblem } from './problem.js';

/** So many digests of the rows read last are kept: enough for those that share the cursor's value, or stand in its overlap. */
const MOST_SEEN = 2000;
/** A part ends after so many rows, where the cursor's value changes. */
const PART_ROWS = 50_000;

const digestOf = ({ cells, cursor }: SourceRow): string =>
  createHash('sha1')
    .update(JSON.stringify([cursor, cells]))
    .digest('base64')
    .slice(0, 16);

export interface RowStreamOptions {
  /** Digests of rows that are not given again; null: every row is given, however often. */
  readonly seen: readonly string[] | null;
  /** So many rows are read at most. What comes in parts ends there, and the next run goes on; anything else is refused. */
  readonly mostRows: number;
  /** Whether rows may be given in several parts: they come in the order of the cursor. */
  readonly inParts: boolean;
  /** The last value of the cursor that is known from before. */
  readonly from: string | null;
  readonly isAfter: (one: string, other: string) => boolean;
  /** Told how many rows have come so far; may end it all by throwing. */
  readonly onRows: (rows: number) => Promise<void>;
  readonly partRows?: number;
}

/**
 * The rows of a source, part by part, and how far the source has been read with what was given. Rows that were given before, by their
 * digests, are left out: those that share the last value of the cursor are read again each time, for there may be new ones among them.
 */
export class RowStream {
  /** Rows that have come, with those that were left out. */
  rows = 0;
  cursor: string | null;
  private batch: readonly { row: SourceRow; digest: string }[] = [];
  private at = 0;
  private hasEnded = false;
  private readonly known: Set<string>;
  private recent: string[];

  constructor(
    private readonly source: AsyncIterator<readonly SourceRow[]>,
    private readonly options: RowStreamOptions,
  ) {
    this.known = new Set(options.seen);
    this.recent = [...(options.seen ?? [])];
    this.cursor = options.from;
  }

  get inParts(): boolean {
    return this.options.inParts;
  }

  /** Digests of what was given last, newest last. */
  get seen(): readonly string[] {
    return this.recent.slice(-MOST_SEEN);
  }

  /** Whether there is a row that has not been given yet. */
  async hasMore(): Promise<boolean> {
    while (this.at >= this.batch.length && !this.hasEnded) {
      if (this.rows >= this.options.mostRows && this.inParts) return false;
      const { done, value } = await this.source.next();
      if (done) this.hasEnded = true;
      else await this.take(value);
    }
    return this.at < this.batch.length;
  }

  /** The rows of the next part. */
  async *part(): AsyncGenerator<string[][]> {
    for (let given = 0; await this.hasMore(); ) {
      const rows: string[][] = [];
      let ends = false;
      for (; this.at < this.batch.length && !ends; ) {
        const next = this.batch[this.at];
        if (!next) break;
        ends = this.endsBefore(next.row, given);
        if (ends) break;
        rows.push(next.row.cells.map((cell) => cell ?? ''));
        this.note(next.row, next.digest);
        given += 1;
        this.at += 1;
      }
      yield rows;
      if (ends) return;
    }
  }

  private async take(rows: readonly SourceRow[]): Promise<void> {
    this.rows += rows.length;
    const { mostRows } = this.options;
    if (this.rows > mostRows && !this.inParts)
      throw new SourceProblem(
        'source_too_many_rows',
        `There are more than ${mostRows} rows, which is the most that this source may give at once.`,
        {
          most: mostRows,
        },
      );
    await this.options.onRows(this.rows);
    this.batch = rows.map((row) => ({ row, digest: digestOf(row) })).filter(({ digest }) => !this.known.has(digest));
    this.at = 0;
  }

  private endsBefore({ cursor }: SourceRow, given: number): boolean {
    return this.options.inParts && given >= (this.options.partRows ?? PART_ROWS) && cursor !== null && cursor !== this.cursor;
  }

  private note({ cursor }: SourceRow, digest: string): void {
    if (cursor !== null && (this.cursor === null || this.options.inParts || this.options.isAfter(cursor, this.cursor)))
      this.cursor = cursor;
    if (this.options.seen) this.recent.push(digest);
    if (this.recent.length > 4 * MOST_SEEN) this.recent = this.recent.slice(-MOST_SEEN);
  }

  async end(): Promise<void> {
    await this.source.return?.();
  }
}
