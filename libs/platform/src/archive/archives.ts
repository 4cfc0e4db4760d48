import type { Clock } from '@wayfare/kernel';
import type { Database, Sql, Tx } from '../database.js';
import type { Logger } from '../logger.js';
import { writeArchiveFile } from './archive-file.js';
import { monthFrom, nameOfMonth } from './months.js';

/** Rows that are kept for a while only. */
export interface ArchivedKind {
  readonly table: string;
  /** The column that says in which month a row belongs; never changed afterwards. */
  readonly at: string;
  /** The columns of the primary key, with their types. */
  readonly key: Readonly<Record<string, 'bigint' | 'text'>>;
  /** A query that gives a row where rows before `$1` are still needed. */
  readonly neededBefore?: string;
}

/** A month of a kind that was written to a file. */
export interface Archive {
  readonly id: string;
  readonly kind: string;
  /** `2027-03` */
  readonly month: string;
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly writtenAt: Date;
  /** Null: its rows are still being taken out of their table. */
  readonly droppedAt: Date | null;
}

export interface ArchivesDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Where the files go; null: nobody has said, and so nothing is archived. */
  readonly folder: string | null;
  readonly kinds: Readonly<Record<string, ArchivedKind>>;
  /** How many months of each kind are kept beside the one that is not over; a kind that is not named is kept for ever. */
  keptMonths(sql: Sql): Promise<Readonly<Record<string, number | null | undefined>>>;
}

const ROWS_AT_ONCE = 5_000;
/** One worker at a time. */
const MINE = `SELECT pg_try_advisory_xact_lock(hashtext('wayfare archive')) AS mine`;

const COLUMNS = `
  id, kind, to_char(month, 'YYYY-MM') AS month, file, row_count::float8 AS rows, bytes::float8 AS bytes, sha256, written_at AS "writtenAt", dropped_at AS "droppedAt"`;
const LIST = `SELECT ${COLUMNS} FROM archives ORDER BY month DESC, kind, id DESC LIMIT 500`;
const HALF_DONE = `SELECT ${COLUMNS} FROM archives WHERE kind = $1 AND dropped_at IS NULL ORDER BY id`;
const WRITTEN = `
  INSERT INTO archives (kind, month, file, row_count, bytes, sha256, written_at) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING ${COLUMNS}`;
const DROPPED = 'UPDATE archives SET dropped_at = $2 WHERE id = $1';

const oldest = ({ table, at }: ArchivedKind): string => `SELECT min(${at}) AS at FROM ${table} WHERE ${at} < $1`;

const monthQuery = ({ table, at }: ArchivedKind, from: Date, to: Date): string =>
  `SELECT * FROM ${table} WHERE ${at} >= '${from.toISOString()}' AND ${at} < '${to.toISOString()}'`;

/** The next rows of a month by their key: `$1` from, `$2` to, `$3` how many, then the key of the last one. */
const dropStatement = ({ table, at, key }: ArchivedKind): string => {
  const columns = Object.keys(key).join(', ');
  const after = Object.values(key).map((type, place) => `$${place + 4}::${type}`);
  const same = Object.keys(key).map((column) => `t.${column} = d.${column}`);
  return `
    WITH doomed AS MATERIALIZED (
      SELECT ${columns} FROM ${table} WHERE ${at} >= $1 AND ${at} < $2 AND (${columns}) > (${after.join(', ')}) ORDER BY ${columns} LIMIT $3
    ), gone AS (
      DELETE FROM ${table} t USING doomed d WHERE ${same.join(' AND ')} RETURNING 1
    )
    SELECT ${Object.keys(key)
      .map((column) => `${column}::text`)
      .join(', ')}, (SELECT count(*) FROM gone)::int AS rows
    FROM doomed ORDER BY ${Object.keys(key)
      .map((column) => `doomed.${column} DESC`)
      .join(', ')} LIMIT 1`;
};

const firstKey = ({ key }: ArchivedKind): string[] => Object.values(key).map((type) => (type === 'bigint' ? '0' : ''));

/**
 * Old rows go to files, a month of a table each, and out of the database. A file is on the disk and in the list of archives before the first of its rows goes; what was begun is ended at the next run. Rows go in
 * small batches by their key, since a month is no partition of its own: the key by which an event is known again has no month in it.
 */
export class Archives {
  constructor(private readonly deps: ArchivesDeps) {}

  get hasFolder(): boolean {
    return this.deps.folder !== null;
  }

  list(): Promise<Archive[]> {
    return this.deps.database.query<Archive>(LIST);
  }

  /** Archives every month that is over and kept long enough; called now and then. */
  async run(): Promise<void> {
    const { folder, database, kinds, clock, logger } = this.deps;
    const kept = await this.deps.keptMonths(database);
    for (const [name, kind] of Object.entries(kinds)) {
      const months = kept[name];
      if (months === null || months === undefined) continue;
      if (folder === null) {
        logger.warn({ kind: name }, 'nothing is archived: WAYFARE_ARCHIVES names no folder');
        continue;
      }
      for (const archive of await database.query<Archive>(HALF_DONE, [name])) await this.drop(kind, archive);
      await this.archiveBefore(name, kind, monthFrom(clock.now(), -months), folder);
    }
  }

  private async archiveBefore(name: string, kind: ArchivedKind, before: Date, folder: string): Promise<void> {
    const { database } = this.deps;
    for (;;) {
      const [row] = await database.query<{ at: Date | null }>(oldest(kind), [before]);
      if (!row?.at) return;
      const month = monthFrom(row.at, 0);
      if (kind.neededBefore && (await database.query(kind.neededBefore, [monthFrom(month, 1)])).length > 0) return;
      const archive = await database.transaction((tx) => this.write(tx, name, kind, month, folder), 'REPEATABLE READ');
      if (!archive) return;
      await this.drop(kind, archive);
    }
  }

  /** Null where another worker is at it. */
  private async write(tx: Tx, name: string, kind: ArchivedKind, month: Date, folder: string): Promise<Archive | null> {
    const [lock] = await tx.query<{ mine: boolean }>(MINE);
    if (!lock?.mine) return null;
    const { file, rows, bytes, sha256 } = await writeArchiveFile(
      tx,
      folder,
      `${name}-${nameOfMonth(month)}`,
      monthQuery(kind, month, monthFrom(month, 1)),
    );
    const now = this.deps.clock.now();
    const [archive] = await tx.query<Archive>(WRITTEN, [name, month, file, rows, bytes, sha256, now]);
    if (!archive) throw new Error('an archive was not noted');
    this.deps.logger.info({ ...archive }, 'a month was archived');
    return archive;
  }

  /** Takes the rows of an archive out of their table. @throws where there are more of them than the file holds */
  private async drop(kind: ArchivedKind, archive: Archive): Promise<void> {
    const month = new Date(`${archive.month}-01T00:00:00.000Z`);
    let gone = 0;
    for (const shard of this.deps.database.eachShard) gone += await this.dropIn(shard, kind, month, archive.rows - gone);
    await this.deps.database.query(DROPPED, [archive.id, this.deps.clock.now()]);
  }

  private async dropIn(database: Database, kind: ArchivedKind, month: Date, most: number): Promise<number> {
    const statement = dropStatement(kind);
    let gone = 0;
    for (let after = firstKey(kind); ; ) {
      const before = gone;
      const last = await database.transaction(async (tx) => {
        const [row] = await tx.query<Record<string, string> & { rows: number }>(statement, [
          month,
          monthFrom(month, 1),
          ROWS_AT_ONCE,
          ...after,
        ]);
        if (before + (row?.rows ?? 0) > most) throw new Error(`${kind.table} has more rows of ${nameOfMonth(month)} than were archived`);
        return row;
      });
      if (!last) return gone;
      gone += last.rows;
      after = Object.keys(kind.key).map((column) => last[column] ?? '');
    }
  }
}
