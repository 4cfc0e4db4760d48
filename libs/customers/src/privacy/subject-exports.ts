import { Readable } from 'node:stream';
import type { QueryOf, ReplyOf, routes, SubjectExport } from '@wayfare/contracts';
import { type Clock, conflict, invalid, notFound } from '@wayfare/kernel';
import {
  currentActor,
  type Database,
  JOB,
  jobId,
  QUEUE,
  type Queues,
  readSettings,
  recordChange,
  type Sql,
  type Tx,
} from '@wayfare/platform';
import { isPassing } from '../imports/passing.js';
import { livingOf } from '../merging/who.js';
import { PARTS } from '../profiles/erase.sql.js';
import { givenZip } from './given-zip.js';
import { BEGIN, CHUNK, CLAIM, DELETE, DONE, EXPIRED, FAILED, INSERT, LIST, OPEN, READ, STORE } from './subject-exports.sql.js';

const PAGE = 50;
const CHUNK_BYTES = 1024 * 1024;
const KEPT_DAYS = 7;
const DAY_MS = 86_400_000;

type Row = Omit<SubjectExport, 'createdAt' | 'finishedAt' | 'expiresAt'> & {
  createdAt: Date;
  finishedAt: Date | null;
  expiresAt: Date | null;
};

const toExport = ({ createdAt, finishedAt, expiresAt, ...row }: Row): SubjectExport => ({
  ...row,
  createdAt: createdAt.toISOString(),
  finishedAt: finishedAt?.toISOString() ?? null,
  expiresAt: expiresAt?.toISOString() ?? null,
});

/** Some bytes at a time, in pieces of one size. */
async function* pieces(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let size = 0;
  for await (const bytes of source) {
    waiting.push(bytes);
    size += bytes.length;
    if (size < CHUNK_BYTES) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(waiting);
}

/**
 * What a customer may ask for by law: a file with everything that is known of them. A worker makes it in one transaction, which is one snapshot: a worker that is killed leaves nothing behind, and
 * another one makes it anew. It lies in the database, so that any process can hand it out, for a week.
 */
export class SubjectExports {
  constructor(private readonly deps: { readonly database: Database; readonly clock: Clock; readonly queues: Pick<Queues, 'add'> }) {}

  /** @throws AppError `not_found` */
  async createSubjectExport(customerId: string): Promise<ReplyOf<typeof routes.createSubjectExport>> {
    const { database, clock } = this.deps;
    const id = await database.transaction(async (tx) => {
      const [row] = await tx.query<{ id: string }>(INSERT, [await livingOf(tx, customerId), currentActor(), clock.now()]);
      if (!row) throw notFound('customer', customerId);
      await recordChange(tx, clock, { action: 'exported', kind: 'customer', id: customerId, after: { export: row.id } });
      return row.id;
    });
    await this.hint([id]);
    return { id };
  }

  async subjectExports({
    query,
    cursor,
    customerId,
    limit = PAGE,
  }: QueryOf<typeof routes.subjectExports>): Promise<ReplyOf<typeof routes.subjectExports>> {
    if (cursor !== undefined && !/^\d{1,19}$/.test(cursor))
      throw invalid('The cursor is none.', [{ path: 'cursor', code: 'invalid', message: 'not a cursor' }]);
    const rows = await this.deps.database.query<Row>(LIST, [
      customerId ?? null,
      query?.trim().toLowerCase() || null,
      cursor ?? null,
      limit + 1,
    ]);
    const items = rows.slice(0, limit).map(toExport);
    return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  /** @throws AppError `not_found` */
  async subjectExport(id: string): Promise<SubjectExport> {
    const [row] = await this.deps.database.query<Row>(READ, [id]);
    if (!row) throw notFound('export', id);
    return toExport(row);
  }

  /** The file; that it was fetched is on record before its first byte. @throws AppError `not_found`, `not_ready` */
  async subjectExportFile(id: string): Promise<Readable> {
    const { database, clock } = this.deps;
    const { state, customerId } = await this.subjectExport(id);
    if (state !== 'done') throw conflict('not_ready', 'The file is not made yet.');
    await database.transaction((tx) =>
      recordChange(tx, clock, { action: 'downloaded', kind: 'customer', id: customerId, after: { export: id } }),
    );
    return Readable.from(this.chunks(id), { objectMode: false });
  }

  /** @throws AppError `not_found` */
  async deleteSubjectExport(id: string): Promise<void> {
    const { database, clock } = this.deps;
    await database.transaction(async (tx) => {
      const [row] = await tx.query<{ customerId: string }>(DELETE, [id]);
      if (!row) throw notFound('export', id);
      await recordChange(tx, clock, { action: 'deleted', kind: 'customer', id: row.customerId, before: { export: id } });
    });
  }

  /** The job of a worker. */
  async run(id: string): Promise<void> {
    const { database, clock } = this.deps;
    await database.query(BEGIN, [id]);
    try {
      await database.transaction((tx) => this.make(tx, id), 'REPEATABLE READ');
    } catch (error) {
      if (!isPassing(error, 'connection') && !isPassing(error, 'conflict'))
        await database.query(FAILED, [id, clock.now(), error instanceof Error ? error.message : String(error)]);
      throw error;
    }
  }

  /** Adds the jobs of all that are not made yet, and removes those whose time is over. */
  async resume(): Promise<void> {
    const { database, clock } = this.deps;
    await database.query(EXPIRED, [clock.now()]);
    await this.hint((await database.query<{ id: string }>(OPEN)).map(({ id }) => id));
  }

  private async make(tx: Tx, id: string): Promise<void> {
    const { clock } = this.deps;
    const [claimed] = await tx.query<{ customerId: string }>(CLAIM, [id]);
    if (!claimed) return;
    const now = clock.now();
    const { name } = await readSettings(tx);
    const parts = (await tx.query<{ id: string }>(PARTS, [claimed.customerId])).map(({ id: part }) => part);
    const { zip, entries } = givenZip(tx, { customerId: claimed.customerId, parts, sender: name, madeAt: now.toISOString() });
    const bytes = await this.store(tx, id, zip);
    await tx.query(DONE, [id, now, new Date(now.getTime() + KEPT_DAYS * DAY_MS), bytes, await entries]);
  }

  private async store(tx: Sql, id: string, zip: AsyncIterable<Buffer>): Promise<number> {
    let [seq, bytes] = [0, 0];
    for await (const piece of pieces(zip)) {
      await tx.query(STORE, [id, seq, piece]);
      seq += 1;
      bytes += piece.length;
    }
    return bytes;
  }

  private async *chunks(id: string): AsyncGenerator<Buffer> {
    for (let seq = 0; ; seq += 1) {
      const [chunk] = await this.deps.database.query<{ bytes: Buffer }>(CHUNK, [id, seq]);
      if (!chunk) return;
      yield chunk.bytes;
    }
  }

  private async hint(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const jobs = ids.map((exportId) => ({ name: JOB.subjectExport, id: jobId.subjectExport(exportId), data: { exportId } }));
    await this.deps.queues.add(QUEUE.reports, jobs);
  }
}
