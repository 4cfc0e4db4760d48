import type { Readable } from 'node:stream';
import type { BodyOf, Import, ImportPreview, Page, QueryOf, ReplyOf, routes } from '@wayfare/contracts';
import { conflict, invalid } from '@wayfare/kernel';
import { JOB, jobId, QUEUE, type Queues, recordChange, type Tx } from '@wayfare/platform';
import { Ingestion } from '../events/ingestion.js';
import { Arrivals, type ArrivalsDeps, type Arrived } from './arrivals.js';
import { ImportCheckRun } from './check/check.js';
import { DROP_FILE } from './ending.js';
import { ImportWorker } from './import-worker.js';
import { showValue } from './mapping/show.js';
import { parseTarget } from './mapping/targets.js';
import { readScene } from './reading.js';
import { REJECT_REASONS, type ReasonLocale } from './reasons.js';
import { IMPORT_COLUMNS, queryImports, readImport } from './records.js';
import { rejectsCsv } from './rejects.js';
import { LOCK_OF_CUSTOMERS, lockOf, withSessionLocks } from './session-lock.js';
import type { SourceRows, Upload } from './upload.js';

export interface ImportsDeps extends ArrivalsDeps {
  readonly queues: Pick<Queues, 'add'>;
}

const PAGE = 50;
const CHECKED_FOR_DAYS = 7;

const CANCEL = `UPDATE imports SET state = 'cancelled', finished_at = $2 WHERE id = $1 RETURNING ${IMPORT_COLUMNS}`;
const RECHECK = `
  UPDATE imports SET state = 'checking', mapping = $2, consent = $3, options = $4, report = NULL WHERE id = $1 RETURNING ${IMPORT_COLUMNS}`;
const START = `
  UPDATE imports SET state = 'queued', total = 0, rejected = 0, skipped = 0 WHERE id = $1 RETURNING ${IMPORT_COLUMNS}`;
const DROP_REJECTS = 'DELETE FROM import_rejects WHERE import_id = $1';
const OPEN = "SELECT id FROM imports WHERE state IN ('checking', 'queued', 'running') ORDER BY id";
/** A file that was checked and then left lying is not kept for ever: it holds people's data. */
const ABANDON = `
  UPDATE imports SET state = 'cancelled', finished_at = $1
  WHERE state = 'checked' AND created_at < $1::timestamptz - make_interval(days => $2) RETURNING id`;
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
  private readonly check: ImportCheckRun;

  constructor(private readonly deps: ImportsDeps) {
    const { database, queues, clock } = deps;
    this.arrivals = new Arrivals(deps);
    this.check = new ImportCheckRun(deps);
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

  /** What samples become under their targets, or why their rows would be rejected; nothing where a column is left out or its target is none. */
  async importValues(
    { kind, columns }: BodyOf<typeof routes.importValues>,
    locale: ReasonLocale,
  ): Promise<ReplyOf<typeof routes.importValues>> {
    const scene = await readScene(this.deps);
    const shown = columns.map(({ target, samples }) => {
      const parsed = parseTarget(kind, target);
      return samples.map((cell) => {
        const one = parsed.ok && cell.trim() !== '' ? showValue(parsed.value, cell, scene) : null;
        return {
          value: one && 'value' in one ? one.value : null,
          problem: one && 'reason' in one ? REJECT_REASONS[one.reason][locale] : null,
        };
      });
    });
    return { columns: shown };
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
      if (before.finishedAt !== null) throw conflict('import_ended', 'The import has ended already.');
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

  /**
   * Checks a file again that has been checked, with another mapping, other filters; what can be seen of the file stays as it was seen.
   * @throws AppError `invalid` where the mapping does not fit the file, `import_not_checked`
   */
  async checkImport(id: string, wishes: BodyOf<typeof routes.checkImport>): Promise<ReplyOf<typeof routes.checkImport>> {
    const after = await this.changeChecked(id, 'checked', async (tx, before) => {
      const { part, encoding, delimiter } = before.options;
      const options = {
        ...wishes.options,
        ...(part ? { part } : {}),
        ...(encoding ? { encoding } : {}),
        ...(delimiter ? { delimiter } : {}),
      };
      const consent = wishes.consent ?? {};
      await this.arrivals.checkWishes(tx, id, { kind: before.kind, mapping: wishes.mapping, consent, options });
      return [RECHECK, [id, JSON.stringify(wishes.mapping), JSON.stringify(consent), JSON.stringify(options)]];
    });
    await this.hint([id]);
    return after;
  }

  /** @throws AppError `import_not_checked` */
  async startImport(id: string): Promise<ReplyOf<typeof routes.startImport>> {
    const after = await this.changeChecked(id, 'started', async () => [START, [id]]);
    await this.hint([id]);
    return after;
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
    const { kind, state } = await readImport(this.deps.database, importId);
    if (state === 'checking') {
      await withSessionLocks(this.deps.database, [lockOf(importId)], () => this.check.run(importId));
      return;
    }
    const locks = [lockOf(importId), ...(kind === 'customers' ? [LOCK_OF_CUSTOMERS] : [])];
    const hasRun = await withSessionLocks(this.deps.database, locks, () => this.worker.run(importId));
    if (hasRun && kind === 'customers') await this.resume();
  }

  /** Adds the jobs of all imports that have not ended: at the start of a worker, and whenever the reconciler comes by. */
  async resume(): Promise<void> {
    await this.dropAbandoned();
    await this.hint((await this.deps.database.query<{ id: string }>(OPEN)).map(({ id }) => id));
  }

  private async dropAbandoned(): Promise<void> {
    const { database, clock } = this.deps;
    await database.transaction(async (tx) => {
      const abandoned = await tx.query<{ id: string }>(ABANDON, [clock.now(), CHECKED_FOR_DAYS]);
      for (const { id } of abandoned) await tx.query(DROP_FILE, [id]);
    });
  }

  /** Changes an import that waits for somebody to start it. */
  private async changeChecked(
    id: string,
    action: 'checked' | 'started',
    change: (tx: Tx, before: Import) => Promise<[string, unknown[]]>,
  ): Promise<Import> {
    const { database, clock } = this.deps;
    return database.transaction(async (tx) => {
      const before = await readImport(tx, id, 'FOR UPDATE');
      if (before.state !== 'checked') throw conflict('import_not_checked', 'The import is not waiting to be started.');
      const [after] = await queryImports(tx, ...(await change(tx, before)));
      if (!after) throw new Error('an import that was locked has gone');
      await tx.query(DROP_REJECTS, [id]);
      await recordChange(tx, clock, { action, kind: 'import', id, before: { state: before.state }, after: { state: after.state } });
      return after;
    });
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
