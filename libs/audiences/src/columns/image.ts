import type { Database } from '@wayfare/platform';
import { snapshotOf } from './changes.js';
import { type Column, loadColumn } from './column.js';
import { People } from './people.js';
import type { ColumnSpec } from './spec.js';
import { SharedWork, stoppable } from './stop.js';

interface Kept {
  readonly spec: ColumnSpec;
  readonly column: Column;
  /** When it was last asked for, counted in questions. */
  used: number;
}

/**
 * Who the people are and what was asked of them lately, column by column, as one process remembers it. Nothing in it is ever changed: whoever was changed since it was taken
 * is asked in the database (`changes.ts`). Columns are read when they are first asked for, later than the people; so `snapshot`, that of the people, is the oldest.
 */
export class Image {
  private readonly columns = new Map<string, Kept>();
  private readonly loading = new Map<string, SharedWork<Column>>();
  /** Columns are read one after the other: each takes memory while it is read. */
  private queue: Promise<unknown> = Promise.resolve();
  private questions = 0;

  private constructor(
    private readonly database: Database,
    private readonly mostBytes: number,
    readonly people: People,
    readonly snapshot: string,
  ) {}

  static async take(database: Database, mostBytes: number): Promise<Image> {
    return database.transaction(async (tx) => {
      const snapshot = await snapshotOf(tx);
      return new Image(database, mostBytes, await People.load(tx), snapshot);
    }, 'REPEATABLE READ');
  }

  /** What was asked for lately, the last first. */
  get specs(): readonly ColumnSpec[] {
    return [...this.columns.values()].sort((one, other) => other.used - one.used).map(({ spec }) => spec);
  }

  /** These columns, read where they are not there yet; null where they take more memory than an image may. What is read only for who has gone away is read no further. */
  async with(specs: readonly ColumnSpec[], signal?: AbortSignal): Promise<ReadonlyMap<string, Column> | null> {
    this.questions += 1;
    const found = new Map<string, Column>();
    for (const spec of specs) found.set(spec.key, await this.column(spec, signal));
    return this.makeRoom(new Set(found.keys())) ? found : null;
  }

  private async column(spec: ColumnSpec, signal?: AbortSignal): Promise<Column> {
    const kept = this.columns.get(spec.key);
    if (kept) {
      kept.used = this.questions;
      return kept.column;
    }
    const underWay = this.loading.get(spec.key);
    return (underWay && !underWay.isCalledOff ? underWay : this.begin(spec)).wait(signal);
  }

  private begin(spec: ColumnSpec): SharedWork<Column> {
    const work: SharedWork<Column> = new SharedWork((signal) => {
      const load = this.queue.then(() => this.load(spec, signal));
      this.queue = load
        .catch(() => undefined)
        .finally(() => {
          if (this.loading.get(spec.key) === work) this.loading.delete(spec.key);
        });
      return load;
    });
    this.loading.set(spec.key, work);
    return work;
  }

  private async load(spec: ColumnSpec, signal: AbortSignal): Promise<Column> {
    const { database, people } = this;
    signal.throwIfAborted();
    const column = await database.transaction(
      (tx) => stoppable(database, tx, signal, () => loadColumn(tx, spec, people, signal)),
      'REPEATABLE READ',
    );
    this.columns.set(spec.key, { spec, column, used: this.questions });
    return column;
  }

  /** Forgets what was asked for longest ago, until what is left fits; false where what is wanted now does not fit by itself. */
  private makeRoom(wanted: ReadonlySet<string>): boolean {
    let bytes = this.people.bytes;
    for (const { column } of this.columns.values()) bytes += column.bytes;
    const idle = [...this.columns].filter(([key]) => !wanted.has(key)).sort(([, one], [, other]) => one.used - other.used);
    for (const [key, { column }] of idle) {
      if (bytes <= this.mostBytes) break;
      this.columns.delete(key);
      bytes -= column.bytes;
    }
    if (bytes <= this.mostBytes) return true;
    for (const key of wanted) this.columns.delete(key);
    return false;
  }
}
