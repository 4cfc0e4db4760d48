import type { Clock } from '@wayfare/kernel';
import { type Database, readSettings, type Tx } from '@wayfare/platform';
import type { Ingestion } from '../events/ingestion.js';
import type { Keys } from '../identity/keys.js';
import { type Applied, type AppliedPeople, applyCustomers } from './apply/customers.js';
import { applyEvents } from './apply/events.js';
import { applyOrders } from './apply/orders.js';
import { StrangerRows } from './apply/strangers.js';
import { customerChunks, type Progress, type RowChunk, rowChunks } from './chunks.js';
import { readRecords } from './csv/records.js';
import { ErasedKeys, ErasedMeanwhile } from './erased.js';
import { compileMapping } from './mapping/mapping.js';
import { applyInOrder } from './pipeline.js';
import type { Job } from './records.js';
import { addRejects, MOST_REJECTS } from './rejects.js';
import { type RowScene, readEventRow } from './rows/event-row.js';
import { readOrderRow } from './rows/order-row.js';
import type { FileFacts } from './rows/row-reader.js';
import { readFile } from './upload.js';

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
  UPDATE imports SET applied_line = $3, total = total + $4, inserted = inserted + $5, updated = updated + $6, rejected = rejected + $7
  WHERE id = $1 AND state = 'running' AND applied_line = $2 RETURNING id`;
/**
 * A chunk may be lost with its counts and is then applied again; the end of the import is what waits for the disk. Thousands of keys are
 * looked up through their indexes, however cheap the planner thinks it is to read the whole table for each chunk.
 */
const FOR_CHUNKS = "SELECT set_config('synchronous_commit', 'off', true), set_config('enable_seqscan', 'off', true)";
const KEPT = 'SELECT count(*)::int AS kept FROM import_rejects WHERE import_id = $1';

/** Applies what is left of one import's file. */
export class ImportRun {
  private readonly facts: FileFacts;
  private room = 0;

  constructor(
    private readonly deps: RunDeps,
    private readonly job: Job,
  ) {
    const { kind, columns, mapping, structure } = job;
    this.facts = {
      columns,
      mapped: compileMapping(kind, columns, mapping),
      hasNul: structure.hasNul,
      strayQuotes: new Set(structure.strayQuotes),
      hasErrors: structure.hasErrors,
    };
  }

  async apply(): Promise<void> {
    const [row] = await this.deps.database.query<{ kept: number }>(KEPT, [this.job.id]);
    this.room = MOST_REJECTS - (row?.kept ?? 0);
    if (this.job.kind === 'customers') await this.applyCustomers();
    else await this.applyRows(this.job.kind);
  }

  private async applyCustomers(): Promise<void> {
    const { consent, appliedLine } = this.job;
    const idle = Array.from({ length: LANES }, () => new StrangerRows());
    await applyInOrder(customerChunks(this.records(), this.facts, appliedLine), LANES, (portion, lane) =>
      this.deps.database.transaction(async (tx) => {
        await tx.query(FOR_CHUNKS);
        const rows = idle.pop() ?? new StrangerRows();
        const applied = await applyCustomers(tx, portion.chunk, { importId: this.job.id, consent, now: this.deps.clock.now(), rows }, lane);
        idle.push(rows);
        await this.note(tx, portion, applied);
      }),
    );
  }

  /** Events and orders go one chunk after the other: their work is in the rows, not in making customers. */
  private async applyRows(kind: 'events' | 'orders'): Promise<void> {
    const scene = await this.scene();
    if (kind === 'orders') {
      const chunks = rowChunks(this.records(), (record) => readOrderRow(record, this.facts, scene), this.job.appliedLine);
      return applyInOrder(chunks, 1, async (chunk) => {
        await this.deps.database.transaction((tx) => this.applyKept(tx, chunk, (rows) => applyOrders(tx, this.job.id, rows, scene.now)));
      });
    }
    const chunks = rowChunks(this.records(), (record) => readEventRow(record, this.facts, scene), this.job.appliedLine);
    return applyInOrder(chunks, 1, async (chunk) => {
      const { batchId } = await this.deps.database.transaction((tx) =>
        this.applyKept(tx, chunk, (rows) => applyEvents(tx, this.job.id, rows, scene.now)),
      );
      if (batchId !== null) await this.deps.ingestion.announce(batchId);
    });
  }

  /** Applies the rows of all but those who were erased meanwhile; who is erased at this very moment makes the chunk be applied anew. */
  private async applyKept<Row extends { readonly customer: Keys }, Done extends Applied>(
    tx: Tx,
    chunk: RowChunk<Row>,
    apply: (rows: readonly Row[]) => Promise<Done>,
  ): Promise<Done> {
    const erased = await ErasedKeys.read(tx, this.job.id);
    const kept = chunk.rows.filter(
      ({ customer: { externalId, emailKey, phone } }) => !erased.has({ externalId, addresses: [emailKey, phone] }),
    );
    const applied = await apply(kept);
    if ((await ErasedKeys.read(tx, this.job.id)).size !== erased.size) throw new ErasedMeanwhile();
    await this.note(tx, chunk, { ...applied, refused: chunk.rows.length - kept.length, erased });
    return applied;
  }

  private records() {
    return readRecords(readFile(this.deps.database, this.job.id), this.job.structure);
  }

  private async scene(): Promise<RowScene> {
    const { timeZone, currency } = await readSettings(this.deps.database);
    return { now: this.deps.clock.now(), timeZone, currency };
  }

  private async note(
    tx: Tx,
    { after, lastLine, total, rejected, rejects }: Progress,
    { inserted, updated, refused, erased }: AppliedPeople,
  ): Promise<void> {
    const kept = rejects.slice(0, Math.max(0, this.room));
    this.room -= kept.length;
    await addRejects(tx, this.job.id, erased.blank(kept));
    const [noted] = await tx.query(PROGRESS, [this.job.id, after, lastLine, total, inserted, updated, rejected + refused]);
    if (!noted) throw new Superseded();
  }
}
