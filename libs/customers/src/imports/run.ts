import type { ImportKind } from '@wayfare/contracts';
import type { Clock } from '@wayfare/kernel';
import type { Database, Tx } from '@wayfare/platform';
import type { Ingestion } from '../events/ingestion.js';
import type { Keys } from '../identity/keys.js';
import { clearsOf } from './apply/clears.js';
import { applyConsents } from './apply/consents.js';
import { type Applied, type AppliedPeople, applyCustomers } from './apply/customers.js';
import { applyEvents } from './apply/events.js';
import { type AppliedKeys, applyKeys } from './apply/list.js';
import { applyOrders } from './apply/orders.js';
import { applyProducts } from './apply/products.js';
import { StrangerRows } from './apply/strangers.js';
import { customerChunks, type Progress, type RowChunk, rowChunks } from './chunks.js';
import type { CsvRecord } from './csv/records.js';
import { ErasedKeys, ErasedMeanwhile, NOBODY_ERASED } from './erased.js';
import { applyInOrder } from './pipeline.js';
import { factsOf, readScene, recordsOf } from './reading.js';
import type { Job } from './records.js';
import { addRejects, MOST_REJECTS } from './rejects.js';
import { readConsentRow } from './rows/consent-row.js';
import { type Read, type RowScene, readEventRow } from './rows/event-row.js';
import { readKeyRow } from './rows/key-row.js';
import { readOrderRow } from './rows/order-row.js';
import { readProductRow } from './rows/product-row.js';
import type { FileFacts } from './rows/row-reader.js';

/** Somebody cancelled the import, or another worker has gone on with it: this one stops without a word. */
export class Superseded extends Error {}

export interface RunDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly ingestion: Pick<Ingestion, 'announce'>;
}

/** Two connections keep two cores busy; more would only wait for each other. */
const LANES = 2;

/** Counts, rejects and the line stand in the transaction that applied the rows: whatever happens to the worker, they agree with the tables. */
const PROGRESS = `
  UPDATE imports SET applied_line = $3, total = total + $4, inserted = inserted + $5, updated = updated + $6, rejected = rejected + $7,
    skipped = skipped + $8
  WHERE id = $1 AND state = 'running' AND applied_line = $2 RETURNING id`;
/**
 * A chunk may be lost with its counts and is then applied again; the end of the import is what waits for the disk. Thousands of keys are
 * looked up through their indexes, however cheap the planner thinks it is to read the whole table for each chunk.
 */
const FOR_CHUNKS = "SELECT set_config('synchronous_commit', 'off', true), set_config('enable_seqscan', 'off', true)";
const KEPT = 'SELECT count(*)::int AS kept FROM import_rejects WHERE import_id = $1';

/** Applies what is left of one import's file. */
export class ImportRun {
  private room = 0;

  private constructor(
    private readonly deps: RunDeps,
    private readonly job: Job,
    private readonly facts: FileFacts,
  ) {}

  static async of(deps: RunDeps, job: Job): Promise<ImportRun> {
    return new ImportRun(deps, job, await factsOf(job, deps));
  }

  async apply(): Promise<void> {
    const [row] = await this.deps.database.query<{ kept: number }>(KEPT, [this.job.id]);
    this.room = MOST_REJECTS - (row?.kept ?? 0);
    if (this.job.kind === 'customers') await this.applyCustomers();
    else await this.applyRows(this.job.kind);
  }

  private async applyCustomers(): Promise<void> {
    const { id, feedId, consent, appliedLine } = this.job;
    const idle = Array.from({ length: LANES }, () => new StrangerRows());
    await applyInOrder(customerChunks(recordsOf(this.deps.database, this.job), this.facts, appliedLine), LANES, (portion, lane) =>
      this.deps.database.transaction(async (tx) => {
        await tx.query(FOR_CHUNKS);
        const rows = idle.pop() ?? new StrangerRows();
        const scene = {
          importId: id,
          source: feedId === null ? `import:${id}` : `feed:${feedId}`,
          consent,
          now: this.deps.clock.now(),
          rows,
          matching: this.facts.matching,
          clears: clearsOf(this.facts),
          width: this.facts.columns.length,
        };
        const applied = await applyCustomers(tx, portion.chunk, scene, lane);
        idle.push(rows);
        await this.note(tx, { ...portion, rejects: [...portion.rejects, ...(applied.rejects ?? [])] }, applied);
      }),
    );
  }

  /** Every other kind goes one chunk after the other: the work is in the rows, not in making customers. */
  private async applyRows(kind: Exclude<ImportKind, 'customers'>): Promise<void> {
    const scene = await readScene(this.deps);
    const { id } = this.job;
    const { matching, columns } = this.facts;
    const writing = { importId: id, now: scene.now, matching, clears: clearsOf(this.facts), width: columns.length };
    switch (kind) {
      case 'orders':
        return this.applyChunks(readOrderRow, scene, (tx, chunk) => this.applyKept(tx, chunk, (rows) => applyOrders(tx, rows, writing)));
      case 'consents':
        return this.applyChunks(readConsentRow, scene, (tx, chunk) =>
          this.applyKept(tx, chunk, (rows) => applyConsents(tx, id, rows, scene.now)),
        );
      case 'list':
        return this.applyChunks(readKeyRow, scene, (tx, chunk) =>
          this.applyKept(tx, chunk, (rows) => applyKeys(tx, this.job, rows, scene.now)),
        );
      case 'products':
        return this.applyChunks(readProductRow, scene, async (tx, chunk) => {
          const applied = await applyProducts(tx, chunk.rows, writing);
          const rejects = [...chunk.rejects, ...applied.rejects];
          await this.note(tx, { ...chunk, rejects }, { ...applied, refused: applied.unknown, erased: NOBODY_ERASED });
        });
      case 'events':
        return this.applyChunks(
          readEventRow,
          scene,
          (tx, chunk) => this.applyKept(tx, chunk, (rows) => applyEvents(tx, id, rows, scene.now)),
          async ({ batchId }) => {
            if (batchId !== null) await this.deps.ingestion.announce(batchId);
          },
        );
    }
  }

  /** Applies a file chunk by chunk, each in a transaction of its own; `then` is done once that stands. */
  private async applyChunks<Row, Done>(
    read: (record: CsvRecord, facts: FileFacts, scene: RowScene) => Read<Row>,
    scene: RowScene,
    apply: (tx: Tx, chunk: RowChunk<Row>) => Promise<Done>,
    then?: (done: Done) => Promise<void>,
  ): Promise<void> {
    const chunks = rowChunks(
      recordsOf(this.deps.database, this.job),
      (record) => read(record, this.facts, scene),
      this.facts,
      this.job.appliedLine,
    );
    return applyInOrder(chunks, 1, async (chunk) => {
      const done = await this.deps.database.transaction(async (tx) => {
        await tx.query(FOR_CHUNKS);
        return apply(tx, chunk);
      });
      await then?.(done);
    });
  }

  /** Applies the rows of all but those who were erased meanwhile; who is erased at this very moment makes the chunk be applied anew. */
  private async applyKept<Row extends { readonly customer: Keys }, Done extends Applied & Partial<AppliedKeys>>(
    tx: Tx,
    chunk: RowChunk<Row>,
    apply: (rows: readonly Row[]) => Promise<Done>,
  ): Promise<Done> {
    const erased = await ErasedKeys.read(tx, this.job.id);
    const kept = chunk.rows.filter(
      ({ customer: { externalId, emailKey, phone, others } }) =>
        !erased.has({ externalId, addresses: [emailKey, phone, ...others.map(({ value }) => value)] }),
    );
    const applied = await apply(kept);
    if ((await ErasedKeys.read(tx, this.job.id)).size !== erased.size) throw new ErasedMeanwhile();
    const refused = chunk.rows.length - kept.length + (applied.unknown ?? 0);
    await this.note(tx, { ...chunk, rejects: [...chunk.rejects, ...(applied.rejects ?? [])] }, { ...applied, refused, erased });
    return applied;
  }

  private async note(
    tx: Tx,
    { after, lastLine, total, rejected, rejects, skipped }: Progress,
    { inserted, updated, refused, erased }: AppliedPeople,
  ): Promise<void> {
    const kept = rejects.slice(0, Math.max(0, this.room));
    this.room -= kept.length;
    await addRejects(tx, this.job.id, erased.blank(kept));
    const [noted] = await tx.query(PROGRESS, [this.job.id, after, lastLine, total, inserted, updated, rejected + refused, skipped]);
    if (!noted) throw new Superseded();
  }
}
