import type { Readable } from 'node:stream';
import type { Import, ImportKind, ImportPreview, Page, QueryOf, ReplyOf, routes } from '@wayfare/contracts';
import { type Clock, conflict, invalid } from '@wayfare/kernel';
import { currentActor, type Database, JOB, jobId, QUEUE, type Queues, recordChange, type Tx } from '@wayfare/platform';
import { Ingestion } from '../events/ingestion.js';
import { isStorable } from '../identity/keys.js';
import { readHead } from './csv/head.js';
import { DROP_FILE, failImport } from './ending.js';
import { ImportWorker } from './import-worker.js';
import { keepOffComputed } from './mapping/computed.js';
import { guessMapping } from './mapping/guess.js';
import { ImportProblem } from './problem.js';
import type { ReasonLocale } from './reasons.js';
import { IMPORT_COLUMNS, queryImports, readImport } from './records.js';
import { rejectsCsv } from './rejects.js';
import { LOCK_OF_CUSTOMERS, lockOfImport, withSessionLocks } from './session-lock.js';
import { asProblem, type Opening, openFile, storeFile, takeHead, type Upload } from './upload.js';

export interface ImportsDeps {
  readonly database: Database;
  readonly queues: Pick<Queues, 'add'>;
  readonly clock: Clock;
  /** The largest file that is taken, in bytes; 2 GiB where absent. */
  readonly mostBytes?: number;
}

const MOST_BYTES = 2 * 1024 ** 3;
const LONGEST_NAME = 255;
const PAGE = 50;
const SAMPLES = 5;

const INSERT = `
  INSERT INTO imports (kind, state, file_name, mapping, consent, columns, created_by, created_at) VALUES ($1, 'queued', $2, $3, $4, $5, $6, $7) RETURNING id`;
const STORED = 'UPDATE imports SET file_bytes = $2, structure = $3 WHERE id = $1';
const CANCEL = `UPDATE imports SET state = 'cancelled', finished_at = $2 WHERE id = $1 RETURNING ${IMPORT_COLUMNS}`;
const OPEN = "SELECT id FROM imports WHERE state IN ('queued', 'running') ORDER BY id";
const LIST = `
  SELECT ${IMPORT_COLUMNS} FROM imports
  WHERE ($1::text IS NULL OR strpos(lower(file_name), lower($1)) > 0) AND ($2::bigint IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`;

const UNREAD: Opening = { columns: [], delimiter: ',', samples: [], mapping: {} };

const fileNameOf = (name: string): string => name.replace(/[\p{Cc}\p{Surrogate}]/gu, '').slice(-LONGEST_NAME) || 'file.csv';

/**
 * Files with customers, events or orders. An upload is kept in the database and looked through on the way in; a worker then applies it in chunks, each in
 * one transaction with its counts, so that an import that was killed goes on where it was, with counts that are right: total = inserted + updated + rejected.
 *
 * Rows of one customer, in one file or over several, are merged: a later row wins, attribute by attribute; an empty cell says nothing; tags are added.
 */
export class Imports {
  private readonly worker: ImportWorker;

  constructor(private readonly deps: ImportsDeps) {
    const { database, queues, clock } = deps;
    this.worker = new ImportWorker({ database, clock, ingestion: new Ingestion({ database, queues, clock }) });
  }

  /**
   * Takes a file in. What is wrong with the file ends in an import with the state `failed` that says so.
   * @throws AppError `invalid` where the mapping does not fit the file, `too_large`
   */
  async createImport(upload: Upload): Promise<ReplyOf<typeof routes.createImport>> {
    const { database, clock } = this.deps;
    const consent = upload.consent ?? {};
    if (!Object.keys(consent).every(isStorable))
      throw invalid('The consent names no channel.', [{ path: 'consent', code: 'invalid', message: 'not a channel' }]);
    const { head, isWhole, bytes } = await takeHead(upload.stream);
    const opening = await keepOffComputed(database, upload, this.open(upload, head, isWhole));
    const { id, isReady } = await database.transaction(async (tx) => {
      const { columns, mapping } = opening instanceof ImportProblem ? UNREAD : opening;
      const parameters = [
        upload.kind,
        fileNameOf(upload.fileName),
        JSON.stringify(mapping),
        JSON.stringify(consent),
        columns,
        currentActor(),
        clock.now(),
      ];
      const [row] = await tx.query<{ id: string }>(INSERT, parameters);
      if (!row) throw new Error('the import was not inserted');
      const problem = opening instanceof ImportProblem ? opening : await this.store(tx, row.id, bytes, opening.delimiter);
      if (problem) await failImport(tx, row.id, problem, clock.now());
      const after = await readImport(tx, row.id);
      await recordChange(tx, clock, {
        action: 'created',
        kind: 'import',
        id: row.id,
        after: { kind: after.kind, fileName: after.fileName, state: after.state },
      });
      return { id: row.id, isReady: !problem };
    });
    if (isReady) await this.hint([id]);
    return { id };
  }

  /** @throws ImportProblem where the beginning of the file can't be read */
  async previewImport({ kind, head }: { kind: ImportKind; fileName: string; head: Buffer }): Promise<ImportPreview> {
    const { columns, delimiter, samples } = readHead(head, false);
    const mapping = guessMapping(kind, columns, samples);
    const shown = samples.slice(0, SAMPLES);
    return {
      delimiter,
      columns: columns.map((name, at) => ({ name, target: mapping[name] ?? null, samples: shown.map((row) => row[at] ?? '') })),
    };
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
    const locks = [lockOfImport(importId), ...(kind === 'customers' ? [LOCK_OF_CUSTOMERS] : [])];
    const hasRun = await withSessionLocks(this.deps.database, locks, () => this.worker.run(importId));
    if (hasRun && kind === 'customers') await this.resume();
  }

  /** Adds the jobs of all imports that have not ended: at the start of a worker, and whenever the reconciler comes by. */
  async resume(): Promise<void> {
    await this.hint((await this.deps.database.query<{ id: string }>(OPEN)).map(({ id }) => id));
  }

  private async hint(ids: readonly string[]): Promise<void> {
    await this.deps.queues.add(
      QUEUE.imports,
      ids.map((importId) => ({ name: JOB.import, id: jobId.import(importId), data: { importId } })),
    );
  }

  private open({ kind, mapping }: Upload, head: Buffer, isWhole: boolean): Opening | ImportProblem {
    try {
      return openFile(kind, mapping, head, isWhole);
    } catch (error) {
      return asProblem(error);
    }
  }

  private async store(tx: Tx, id: string, bytes: AsyncIterable<Buffer>, delimiter: string): Promise<ImportProblem | null> {
    try {
      const stored = await storeFile(tx, id, bytes, delimiter, this.deps.mostBytes ?? MOST_BYTES);
      await tx.query(STORED, [id, stored.bytes, JSON.stringify({ delimiter, ...stored.structure })]);
      return null;
    } catch (error) {
      return asProblem(error);
    }
  }
}
