import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock, Reason } from '@wayfare/kernel';
import { type ClockPort, type Database, dispatchQueue, type Logger, type Queues, type SecretsBox, type Sql } from '@wayfare/platform';
import { z } from 'zod';
import { CONNECTOR_COLUMNS } from '../connectors/connectors.sql.js';
import { type ConnectorRow, type OpenConnector, openConnector } from '../connectors/rows.js';
import type { EventLedger } from '../events.js';
import type { TemplateStore } from '../templates/store.js';
import type { PublicLinks } from '../tracking/public-links.js';
import { TransportCache } from '../transports/cache.js';
import { openTransport } from '../transports/open.js';
import type { Transport } from '../transports/transport.js';
import { Briefs } from './briefs.js';
import type { MessageGate } from './gate.js';
import { RunLedger } from './ledger.js';
import { DUE, RECOVER } from './ledger.sql.js';
import { Pace } from './pace.js';
import { cancelForEnrollments, cancelForJourney, type EnrollmentKey, recallFromJourney } from './recall.js';
import { requestDispatch } from './request.js';
import { DispatchRun } from './run.js';
import { slotWidths, widthOf } from './slots.js';
import { WAITS_MS } from './state.js';

export interface DispatcherDeps {
  readonly database: Database;
  /** The product's clock: when messages are due. */
  readonly clock: ClockPort;
  /** The machine's own clock: when a call was signed. */
  readonly wall: Clock;
  readonly queues: Pick<Queues, 'add' | 'process' | 'leave'>;
  readonly logger: Logger;
  readonly secrets: SecretsBox;
  readonly templates: TemplateStore;
  readonly links: PublicLinks;
  readonly gate: MessageGate;
  readonly events: EventLedger;
  readonly allowPrivateAddresses: boolean;
  /** How long a worker may give no sign of life before its messages go to another; 30 s where absent. */
  readonly leaseMs?: number;
}

const LEASE_MS = 30_000;
/** What is due may be stepped over for a moment, while its journey is being saved or another slot claims it: so often, and after so long, it is looked for again. */
const LOOKS = 3;
const LOOK_AGAIN_MS = 100;
/** A run claims for so long before the next shard has its turn: a million messages in one hold up nobody in another. */
const SHARD_TURN_MS = 5_000;
const jobSchema = z.object({ connectorId: z.string(), slot: z.int() });

/** As many as settings allow at most: jobs beyond a connector's own slots do not exist. */
const MOST_CONNECTIONS = 100;

/**
 * Hands queued messages to their providers (engine.md, "Dispatch"; decision 005). Each connector has a queue, and in it one job for each slot, a share of
 * its connections; a job runs until nothing is due. The table is the truth: a job is only a hint, any number of workers may run at once, and whoever
 * dies leaves leases that run out.
 */
export class Dispatcher {
  private readonly briefs: Briefs;
  private readonly leaseMs: number;
  private readonly transports: TransportCache;
  private readonly served = new Set<string>();
  private readonly running = new Set<Promise<unknown>>();
  private readonly stopping = new AbortController();

  constructor(private readonly deps: DispatcherDeps) {
    this.briefs = new Briefs(deps.database, deps.templates);
    this.leaseMs = deps.leaseMs ?? LEASE_MS;
    this.transports = new TransportCache((connector) => openTransport(connector, { ...deps, connections: widthOf(connector) }));
  }

  /**
   * Starts a worker for each connector that has none in this process yet, and ends those of connectors that are gone; called at the start and whenever
   * connectors may have been added or deleted.
   */
  async serve(): Promise<void> {
    const rows = await this.deps.database.query<{ id: string }>('SELECT id FROM connectors ORDER BY id');
    const there = new Set(rows.map(({ id }) => id));
    for (const id of [...this.served].filter((served) => !there.has(served))) {
      this.served.delete(id);
      await this.deps.queues.leave(dispatchQueue(id));
    }
    for (const { id } of rows.filter((row) => !this.served.has(row.id))) {
      this.served.add(id);
      await this.deps.queues.process(dispatchQueue(id), ({ data }) => this.run(jobSchema.parse(data)), {
        concurrency: slotWidths(MOST_CONNECTIONS).length,
      });
    }
  }

  /** Adds the jobs of these connectors, after the commit of what they are to send. */
  request(connectorIds: readonly string[]): Promise<void> {
    return requestDispatch(this.deps.database, this.deps.queues, connectorIds);
  }

  /** Ids of the connectors that have something to send at this instant and can: this is what the reconciler asks for, and a virtual clock waits on. */
  async due(now: Date): Promise<string[]> {
    const due = new Set<string>();
    for (const database of this.deps.database.eachShard) for (const { id } of await database.query<{ id: string }>(DUE, [now])) due.add(id);
    return [...due];
  }

  /** Job handler: sends what is due through one slot of a connector, until nothing is. */
  run(job: { readonly connectorId: string; readonly slot: number }): Promise<void> {
    const work = this.runSlot(job);
    this.running.add(work);
    return work.finally(() => this.running.delete(work));
  }

  /** Finds messages whose worker gave no more sign of life and decides what becomes of them; asks for those that can be sent again. */
  async recoverLeases(): Promise<{ readonly requeued: number; readonly unknown: number }> {
    const rows: { readonly connectorId: string; readonly state: string }[] = [];
    for (const database of this.deps.database.eachShard)
      rows.push(...(await database.query<(typeof rows)[number]>(RECOVER, [this.deps.clock.now(), [...WAITS_MS]])));
    const requeued = rows.filter(({ state }) => state === 'queued');
    const unknown = rows.filter(({ state }) => state === 'unknown').length;
    if (rows.length > 0) this.deps.logger.warn({ requeued: requeued.length, unknown }, 'leases of a dead worker ran out');
    await this.request(requeued.map(({ connectorId }) => connectorId));
    return { requeued: requeued.length, unknown };
  }

  cancelForEnrollments(tx: Sql, keys: readonly EnrollmentKey[], reason: Reason): Promise<number> {
    return cancelForEnrollments(tx, keys, reason);
  }

  cancelForJourney(tx: Sql, journeyId: string, reason: Reason = 'stopped'): Promise<number> {
    return cancelForJourney(tx, journeyId, reason);
  }

  /** For a journey that pauses: what is claimed and not on its way goes back to wait. Paused journeys are not claimed from. */
  recallFromJourney(tx: Sql, journeyId: string): Promise<void> {
    return recallFromJourney(tx, journeyId);
  }

  /** Ends all runs: what is on its way is waited for and written down, the rest goes back to wait. To be called before the queues are closed. */
  async close(): Promise<void> {
    this.stopping.abort();
    await Promise.allSettled(this.running);
    await this.transports.close();
  }

  private async runSlot({ connectorId, slot }: { connectorId: string; slot: number }): Promise<void> {
    for (let inVain = 0; inVain < LOOKS && !this.stopping.signal.aborted; ) {
      const [row] = await this.deps.database.query<ConnectorRow>(`SELECT ${CONNECTOR_COLUMNS} FROM connectors WHERE id = $1`, [
        connectorId,
      ]);
      if (!row || row.paused) return;
      const connector = openConnector(row, this.deps.secrets);
      const width = slotWidths(widthOf(connector))[slot];
      if (width === undefined) return;
      const claimed = await this.runShards(connector, width, slot);
      if (claimed > 0) continue;
      if (!(await this.due(this.deps.clock.now())).includes(connectorId)) return;
      inVain += 1;
      await pause(LOOK_AGAIN_MS);
    }
  }

  /**
   * A run in each shard that has something due, one after the other: a claim is of one shard, and the connections are the connector's, not the shard's. Slots begin with different shards. Gives
   * how many messages were claimed.
   */
  private async runShards(connector: OpenConnector, width: number, slot: number): Promise<number> {
    const shards = this.deps.database.eachShard;
    let claimed = 0;
    for (let turn = 0; turn < shards.length && !this.stopping.signal.aborted; turn += 1) {
      const database = shards[(slot + turn) % shards.length];
      if (!database || (shards.length > 1 && !(await this.hasDue(database, connector.id)))) continue;
      const { transport, giveBack } = this.transports.borrow(connector);
      claimed += await this.newRun(database, connector, width, transport).go().finally(giveBack);
    }
    return claimed;
  }

  private async hasDue(database: Database, connectorId: string): Promise<boolean> {
    const rows = await database.query<{ id: string }>(DUE, [this.deps.clock.now()]);
    return rows.some(({ id }) => id === connectorId);
  }

  private newRun(database: Database, connector: OpenConnector, width: number, transport: Transport): DispatchRun {
    const ledger = new RunLedger(database, connector.id, randomUUID(), this.leaseMs);
    const { ratePerSecond } = connector.settings;
    return new DispatchRun({
      ...this.deps,
      database,
      claimsForMs: database.shards > 1 ? SHARD_TURN_MS : null,
      briefs: this.briefs,
      ledger,
      revision: connector.revision,
      width,
      ratePerSecond,
      leaseMs: this.leaseMs,
      transport,
      pace: new Pace(
        ratePerSecond,
        (places, intervalMs) => ledger.reserve(places, intervalMs),
        () => performance.now(),
      ),
      policy: { repeatable: connector.kind === 'webhook' || connector.settings.atLeastOnce },
      stop: this.stopping.signal,
    });
  }
}
