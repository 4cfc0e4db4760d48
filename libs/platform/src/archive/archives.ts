import path from 'node:path';
import type { AuditAction, Clock } from '@wayfare/kernel';
import { AppError, notFound } from '@wayfare/kernel';
import { recordChange } from '../actor.js';
import type { Database, Sql, Tx } from '../database.js';
import type { Logger } from '../logger.js';
import { JOB, QUEUE } from '../queues/names.js';
import type { Queues } from '../queues/port.js';
import { writeArchiveFile } from './archive-file.js';
import * as sql from './archives.sql.js';
import type { ArchivedKind } from './kind.js';
import { monthFrom, nameOfMonth } from './months.js';
import { fingerprint, type Portion, portionsOfArchive, unpack } from './read-archive.js';

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
  /** `restored`: its rows stand in their table again. */
  readonly state: 'dropping' | 'archived' | 'restoring' | 'restored';
  /** How many rows the work on it has come to; 0 where there is none. */
  readonly doneRows: number;
  readonly restoredUntil: Date | null;
  /** Why the work on it does not go on. */
  readonly problem: 'missing' | 'damaged' | null;
}

export interface ArchivesDeps {
  readonly database: Database;
  readonly queues: Pick<Queues, 'add'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Where the files go; null: nobody has said, and so nothing is archived. */
  readonly folder: string | null;
  readonly kinds: Readonly<Record<string, ArchivedKind>>;
  /** How many months of each kind are kept beside the one that is not over; a kind that is not named is kept for ever. */
  keptMonths(sql: Sql): Promise<Readonly<Record<string, number | null | undefined>>>;
}

const ROWS_AT_ONCE = 5_000;
/** How long what was read back stays. */
const DAYS_BACK = 30;

/**
 * Old rows go to files, a month of a table each, and out of the database; and back, where somebody asks for them.
 *
 * A file is on the disk and in the list of archives before the first of its rows goes. Then it is read back, and what goes is what stands in it, row for row: a row that came or changed in between stays, and goes into a
 * file of its own later. Each batch notes how far it has come in the transaction that does it, so that work which was killed goes on where it was, no batch is done twice, and whoever cancels it is heard at the next one.
 */
export class Archives {
  constructor(private readonly deps: ArchivesDeps) {}

  get hasFolder(): boolean {
    return this.deps.folder !== null;
  }

  list(): Promise<Archive[]> {
    return this.deps.database.query<Archive>(sql.LIST);
  }

  /** Asks for the rows of an archive back. They stay for 30 days, and then go again. @throws AppError `not_found`, `archive_busy` */
  restore(id: string): Promise<Archive> {
    return this.ask(id, sql.ASK_BACK, 'restored', [this.deps.clock.now()]);
  }

  /** Lets rows that were read back, or are being, go again. @throws AppError `not_found`, `archive_busy` */
  letGo(id: string): Promise<Archive> {
    return this.ask(id, sql.LET_GO, 'archived', []);
  }

  private async ask(id: string, statement: string, action: AuditAction, values: readonly unknown[]): Promise<Archive> {
    const { database, clock, queues } = this.deps;
    const archive = await database.transaction(async (tx) => {
      const [asked] = await tx.query<Archive>(statement, [id, ...values]);
      if (!asked) {
        const [found] = await tx.query<Archive>(sql.BY_ID, [id]);
        if (!found) throw notFound('archive', id);
        throw new AppError('archive_busy', 409, 'The archive is not in a state in which this can be done; look at it again.');
      }
      await recordChange(tx, clock, { action, kind: 'archive', id, after: { file: asked.file } });
      return asked;
    });
    await queues.add(QUEUE.imports, [{ name: JOB.archive, id: `archive:${id}`, data: {} }]);
    return archive;
  }

  /** Goes on with what was begun, and archives every month that is over and kept long enough; called now and then. */
  async run(): Promise<void> {
    const { folder, database, kinds, clock, logger } = this.deps;
    const kept = await this.deps.keptMonths(database);
    for (const [name, kind] of Object.entries(kinds)) {
      const months = kept[name] ?? null;
      if (folder === null) {
        if (months !== null) logger.warn({ kind: name }, 'nothing is archived: WAYFARE_ARCHIVES names no folder');
        continue;
      }
      const stayed = months === null ? [] : await database.query<{ id: string }>(sql.STAYED, [name, clock.now()]);
      for (const { id } of stayed) await this.letGo(id);
      const isClear = await this.goOn(name, kind, folder);
      if (isClear && months !== null) await this.archiveBefore(name, kind, monthFrom(clock.now(), -months), folder);
    }
  }

  /** Ends what was begun. False where a file is not what it was: then nothing more is written to the folder. */
  private async goOn(name: string, kind: ArchivedKind, folder: string): Promise<boolean> {
    let isClear = true;
    for (const archive of await this.deps.database.query<Archive>(sql.HALF_DONE, [name]))
      isClear = (await this.work(kind, archive, folder)) && isClear;
    return isClear;
  }

  private async archiveBefore(name: string, kind: ArchivedKind, before: Date, folder: string): Promise<void> {
    const { database } = this.deps;
    const [looked] = await database.query<{ before: string }>(sql.LOOKED, [name]);
    if (looked?.before === nameOfMonth(before)) return;
    for (let from = new Date(0); ; ) {
      const [row] = await database.query<{ at: Date | null }>(sql.oldest(kind), [from, before]);
      if (!row?.at) break;
      const month = monthFrom(row.at, 0);
      from = monthFrom(month, 1);
      if (kind.neededBefore && (await database.query(kind.neededBefore, [from])).length > 0) return;
      if ((await database.query(sql.IS_BACK, [name, month])).length > 0) continue;
      const archive = await database.transaction((tx) => this.write(tx, name, kind, month, folder), 'REPEATABLE READ');
      if (!archive || !(await this.work(kind, archive, folder))) return;
    }
    await database.query(sql.LOOK, [name, before]);
  }

  /** Null where another worker is at it. */
  private async write(tx: Tx, name: string, kind: ArchivedKind, month: Date, folder: string): Promise<Archive | null> {
    const [lock] = await tx.query<{ mine: boolean }>(sql.MINE);
    if (!lock?.mine) return null;
    const query = sql.monthQuery(kind, month, monthFrom(month, 1));
    const { file, rows, bytes, sha256 } = await writeArchiveFile(tx, folder, `${name}-${nameOfMonth(month)}`, query);
    const now = this.deps.clock.now();
    const [archive] = await tx.query<Archive>(sql.WRITTEN, [name, month, file, rows, bytes, sha256, now]);
    if (!archive) throw new Error('an archive was not noted');
    this.deps.logger.info({ ...archive }, 'a month was archived');
    return archive;
  }

  /** Takes the rows of an archive out of their table, or puts them back, whichever is wanted. False where its file is not what it was. */
  private async work(kind: ArchivedKind, archive: Archive, folder: string): Promise<boolean> {
    const { database, clock, logger } = this.deps;
    const place = path.join(folder, archive.file);
    const found = await fingerprint(place);
    if (found !== archive.sha256) {
      const problem = found === null ? 'missing' : 'damaged';
      await database.query(sql.HAS_PROBLEM, [archive.id, problem]);
      logger.error({ file: archive.file, problem }, 'the file of an archive is not what it was');
      return false;
    }
    const working: sql.Working = archive.state === 'restoring' ? 'restoring' : 'dropping';
    const statement = working === 'restoring' ? sql.restoreStatement(kind) : sql.dropStatement(kind);
    for await (const portion of portionsOfArchive(place, archive.doneRows, ROWS_AT_ONCE))
      if (!(await database.transaction((tx) => this.workOn(tx, kind, archive, portion, working, statement)))) return true;
    const now = clock.now();
    const until = working === 'restoring' ? [new Date(now.getTime() + DAYS_BACK * 86_400_000)] : [];
    await database.query(sql.FINISH[working], [archive.id, now, ...until]);
    return true;
  }

  /** False where somebody else is at it, or it is wanted no more. */
  private async workOn(
    tx: Tx,
    { table }: ArchivedKind,
    { id }: Archive,
    portion: Portion,
    working: sql.Working,
    statement: string,
  ): Promise<boolean> {
    if ((await tx.query(sql.advance(working), [id, portion.from, portion.to])).length === 0) return false;
    await unpack(tx, table, portion);
    await tx.query(statement);
    return true;
  }
}
