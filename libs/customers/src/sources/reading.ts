import type { SourceColumn, SourceRun } from '@wayfare/contracts';
import type { Clock } from '@wayfare/kernel';
import { actingAs, type Database } from '@wayfare/platform';
import type { Imports } from '../imports/imports.js';
import type { SourceRows } from '../imports/upload.js';
import { breakingColumns, driftOf } from './drift.js';
import type { Cursor, SourceDriver } from './driver.js';
import { isAfter } from './drivers/items.js';
import { usedColumns } from './feeds.js';
import { SourceProblem } from './problem.js';
import { RowStream } from './row-stream.js';
import { columnsOf, type FeedRow, findFeed, matchingOf, readsOf } from './rows.js';
import type { Sources } from './sources.js';
import { END_READING, NOTE_PART, NOTE_ROWS, PARTS } from './sources.sql.js';

/** A run that this worker has taken on. */
export interface Claimed {
  readonly id: string;
  readonly feedId: string;
  readonly state: SourceRun['state'];
  readonly cursorFrom: string | null;
  readonly attempts: number;
  readonly createdBy: string;
}

/** Somebody cancelled the run: this worker stops without a word. */
export class Superseded extends Error {}

export interface ReadingDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly sources: Pick<Sources, 'open'>;
  readonly imports: Pick<Imports, 'createImportOfRows'>;
  readonly partRows?: number;
}

interface Start {
  readonly n: number;
  readonly cursor: string | null;
  readonly seen: readonly string[];
  readonly rows: number;
}

/** Reads what is new at a source and keeps it as imports; goes on behind the last part that was committed. */
export class Reading {
  constructor(
    private readonly deps: ReadingDeps,
    private readonly run: Claimed,
  ) {}

  /** @throws SourceProblem, Superseded */
  async read(): Promise<void> {
    const { database, sources } = this.deps;
    const feed = await findFeed(database, this.run.feedId);
    const { driver, mostRows, name } = await sources.open(feed.sourceId);
    const columns = await this.withoutDrift(feed, driver);
    const start = await this.start(feed);
    const stream = this.open(feed, { driver, mostRows, columns, start });
    try {
      for (let n = start.n; await stream.hasMore(); n += 1)
        await this.keep({ feed, columns, stream, n, before: start.rows, name: `${name} · ${feed.name}` });
    } finally {
      await stream.end();
    }
    await database.query(END_READING, [this.run.id]);
  }

  /** What the feed makes use of; refuses to read where some of it is gone, or of another kind. */
  private async withoutDrift(feed: FeedRow, driver: SourceDriver): Promise<string[]> {
    const known = columnsOf(feed);
    const used = usedColumns(known, feed.mapping);
    const { columns: now } = await driver.preview(readsOf(feed), 1);
    // what answers with JSON leaves out what is empty, and says no types: there, nothing is gone for good
    const drift = driver.isOrdered ? driftOf(known, now) : { added: driftOf(known, now)?.added ?? [], gone: [], changed: [] };
    const isNone = !drift || drift.added.length + drift.gone.length + drift.changed.length === 0;
    await this.deps.database.query('UPDATE source_runs SET drift = $2 WHERE id = $1', [this.run.id, isNone ? null : JSON.stringify(drift)]);
    if (!drift) return used;
    const needed = new Set([...used, ...(feed.cursorColumn === null ? [] : [feed.cursorColumn])]);
    const broken = breakingColumns(drift, needed);
    if (broken.length === 0) return used;
    throw new SourceProblem('source_drift', `These columns are gone or of another kind: ${broken.join(', ')}. Map the feed anew.`, {
      columns: broken.join(', '),
    });
  }

  private async start(feed: FeedRow): Promise<Start> {
    const parts = await this.deps.database.query<{ n: number; cursorTo: string | null; seen: string[]; rows: string }>(PARTS, [
      this.run.id,
    ]);
    const last = parts.at(-1);
    if (last) return { n: last.n + 1, cursor: last.cursorTo, seen: last.seen, rows: Number(last.rows) };
    const { cursorFrom } = this.run;
    return { n: 0, cursor: cursorFrom, seen: cursorFrom === null ? [] : feed.seen, rows: 0 };
  }

  private open(
    feed: FeedRow,
    { driver, mostRows, columns, start }: { driver: SourceDriver; mostRows: number; columns: readonly string[]; start: Start },
  ): RowStream {
    const cursor = this.cursorOf(feed, columnsOf(feed), start);
    const source = driver.read({ reads: readsOf(feed), columns, cursor });
    const { partRows } = this.deps;
    // the lines of an order replace those it had: all of them must come together, also those that came before
    const hasLines = Object.values(feed.mapping).some((target) => target.startsWith('line.'));
    return new RowStream(source, {
      ...{ isAfter, mostRows, from: start.cursor, seen: hasLines ? null : start.seen },
      inParts: cursor !== null && driver.isOrdered,
      onRows: (rows) => this.note(start.rows + rows),
      ...(partRows === undefined ? {} : { partRows }),
    });
  }

  private cursorOf({ cursorColumn, overlapSeconds }: FeedRow, columns: readonly SourceColumn[], { cursor: from }: Start): Cursor | null {
    const column = columns.find(({ name }) => name === cursorColumn);
    return column ? { column, from, overlapSeconds, withEmpty: this.run.cursorFrom === null } : null;
  }

  private async note(rows: number): Promise<void> {
    const [going] = await this.deps.database.query(NOTE_ROWS, [this.run.id, rows]);
    if (!going) throw new Superseded();
  }

  /** Keeps the next part as an import, together with how far the source has been read. */
  private async keep({ feed, columns, stream, n, before, name }: Kept): Promise<void> {
    const { id, feedId, createdBy } = this.run;
    const { kind, consent } = feed;
    const mapping = Object.fromEntries(columns.map((column) => [column, feed.mapping[column] ?? '']));
    const within: NonNullable<SourceRows['within']> = async (tx, importId) => {
      const [noted] = await tx.query(NOTE_PART, [id, n, importId, stream.cursor, stream.seen, before + stream.rows, !stream.inParts]);
      if (!noted) throw new Superseded();
    };
    const origin = { sourceId: feed.sourceId, feedId, runId: id };
    await actingAs(createdBy, () =>
      this.deps.imports.createImportOfRows({
        kind,
        consent,
        mapping,
        options: matchingOf(feed),
        columns,
        name,
        origin,
        within,
        rows: stream.part(),
      }),
    );
  }
}

interface Kept {
  readonly feed: FeedRow;
  readonly columns: readonly string[];
  readonly stream: RowStream;
  readonly n: number;
  /** Rows that were read before this stream. */
  readonly before: number;
  readonly name: string;
}
