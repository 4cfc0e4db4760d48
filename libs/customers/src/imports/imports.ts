import type { Readable } from 'node:stream';
import type { Import, ImportPreview, Page, QueryOf, ReplyOf, routes } from '@wayfare/contracts';
import { conflict, invalid } from '@wayfare/kernel';
import { JOB, jobId, QUEUE, type Queues, recordChange } from '@wayfare/platform';
import { Ingestion } from '../events/ingestion.js';
import { Arrivals, type ArrivalsDeps, type Arrived } from './arrivals.js';
import { DROP_FILE } from './ending.js';
import { ImportWorker } from './import-worker.js';
import type { ReasonLocale } from './reasons.js';
import { IMPORT_COLUMNS, queryImports, readImport } from './records.js';
import { rejectsCsv } from './rejects.js';
import { LOCK_OF_CUSTOMERS, lockOf, withSessionLocks } from './session-lock.js';
import type { SourceRows, Upload } from './upload.js';

export interface ImportsDeps extends ArrivalsDeps {
  readonly queues: Pick<Queues, 'add'>;
}

const PAGE = 50;

const CANCEL = `UPDATE imports SET state = 'cancelled', finished_at = $2 WHERE id = $1 RETURNING ${IMPORT_COLUMNS}`;
const OPEN = "SELECT id FROM imports WHERE state IN ('queued', 'running') ORDER BY id";
const LIST = `
  SELECT ${IMPORT_COLUMNS} FROM imports
  WHERE ($1::text IS NULL OR strpos(lower(file_name), lower($1)) > 0) AND ($2::bigint IS NULL OR id < $2)
    AND origin IS NULL
  ORDER BY id DESC LIMIT $3`;

/**
 * Files with customers, events or orders. An upload is kept in the database and looked through on the way in; a worker then applies it in chunks, each in
 * one transaction with its counts, so that an import that was killed goes on where it was, with counts that are right: total = inserted + updated + rejected.
 *
 * Rows of one customer, in one file or over several, are merged: a later row wins, attribute by attribute; an empty cell says nothing; tags are added.
 */
export class Imports {
  private readonly worker: ImportWorker;
  private readonly arrivals: Arrivals;

  constructor(private readonly deps: ImportsDeps) {
    const { database, queues, clock } = deps;
    this.arrivals = new Arrivals(deps);
    this.worker = new ImportWorker({ database, clock, ingestion: new Ingestion({ database, queues, clock }) });
  }

  /**
   * Takes a file in. What is wrong with the file ends in an import with the state `failed` that says so.
   * @throws AppError `invalid` where the mapping does not fit the file, `too_large`
   */
  async createImport(upload: Upload): Promise<ReplyOf<typeof routes.createImport>> {
    return this.arrived(await this.arrivals.takeFile(upload));
  }

  /**
   * Makes an import of rows that the product reads itself, as if somebody had sent them in a file.
   * @throws AppError `invalid` where the mapping does not fit the columns, `too_large`; whatever the rows fail with
   */
  async createImportOfRows(rows: SourceRows): Promise<{ id: string }> {
    return this.arrived(await this.arrivals.takeRows(rows));
  }

  /** @throws ImportProblem where the beginning of the file can't be read */
  async previewImport(upload: Upload): Promise<ImportPreview> {
    return this.arrivals.preview(upload);
  }

  async imports({ query, cursor, limit = PAGE }: QueryOf<typeof routes.imports>): Promise<Page<Import>> {
    if (cursor !== undefined && !/^\d{1,19}$/.test(cursor))
      throw invalid('The cursor is none.', [{ path: 'cursor', code: 'invalid', message: 'not a cursor' }]);
    const items = await queryImports(this.deps.database, LIST, [query?.trim() || null, cursor ?? null, limit + 1]);
    return { items: items.slice(0, limit), next: items.length > limit ? (items[limit - 1]?.id ?? null) : null };
  }

  async import(id: string): Promise<ReplyOf<typeof routes.import>> {
    return readImport(this.deps.database, id);
  }

  /** @throws AppError `import_ended` */
  async cancelImport(id: string): Promise<ReplyOf<typeof routes.cancelImport>> {
    const { database, clock } = this.deps;
    return database.transaction(async (tx) => {
      const before = await readImport(tx, id, 'FOR UPDATE');
      if (before.state !== 'queued' && before.state !== 'running') throw conflict('import_ended', 'The import has ended already.');
      const [after] = await queryImports(tx, CANCEL, [id, clock.now()]);
      if (!after) throw new Error('an import that was locked has gone');
      await tx.query(DROP_FILE, [id]);
      await recordChange(tx, clock, {
        action: 'cancelled',
        kind: 'import',
        id,
        before: { state: before.state },
        after: { state: after.state },
      });
      return after;
    });
  }

  /** @throws AppError `not_found` before the first byte */
  async rejectedRows(id: string, locale: ReasonLocale = 'en'): Promise<Readable> {
    const { database } = this.deps;
    await readImport(database, id);
    const [row] = await database.query<{ columns: string[] }>('SELECT columns FROM imports WHERE id = $1', [id]);
    return rejectsCsv(database, id, row?.columns ?? [], locale);
  }

  /**
   * The job of a worker: applies what is left of a file. Does nothing where another worker is at it; a customers file waits while another one is applied.
   */
  async runImport(importId: string): Promise<void> {
    const { kind } = await readImport(this.deps.database, importId);
    const locks = [lockOf(importId), ...(kind === 'customers' ? [LOCK_OF_CUSTOMERS] : [])];
    const hasRun = await withSessionLocks(this.deps.database, locks, () => this.worker.run(importId));
    if (hasRun && kind === 'customers') await this.resume();
  }

  /** Adds the jobs of all imports that have not ended: at the start of a worker, and whenever the reconciler comes by. */
  async resume(): Promise<void> {
    await this.hint((await this.deps.database.query<{ id: string }>(OPEN)).map(({ id }) => id));
  }

  private async arrived({ id, isReady }: Arrived): Promise<{ id: string }> {
    if (isReady) await this.hint([id]);
    return { id };
  }

  private async hint(ids: readonly string[]): Promise<void> {
    await this.deps.queues.add(
      QUEUE.imports,
      ids.map((importId) => ({ name: JOB.import, id: jobId.import(importId), data: { importId } })),
    );
  }
}
