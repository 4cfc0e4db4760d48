import { type ClockPort, JOB, type JobHint, jobId, QUEUE, type Queues } from '@wayfare/platform';
import type { Cohort } from './cohorts/cohort.js';

/**
 * A cohort due later than this gets no job yet: the reconciler adds it when its time comes near. So the queues hold the next minutes alone, and a
 * million people who wait for next week cost them nothing.
 */
export const HORIZON_MS = 10 * 60_000;

export interface DispatchDoor {
  /** Adds the dispatch jobs of connectors that have messages to send. */
  request(connectorIds: string[]): Promise<void>;
}

/** The work that a transaction has made possible, collected in it and announced after its commit. Losing it loses nothing: the reconciler looks in the tables. */
export class Hints {
  readonly jobs: JobHint[] = [];
  readonly connectors = new Set<string>();
  /** Messages that the transaction wrote, sent or not. */
  messages = 0;
  /** Where the cohorts stand that the transaction is about. */
  shard = 0;

  constructor(private readonly clock: ClockPort) {}

  /** Before a transaction is tried again. */
  clear(): void {
    this.jobs.length = 0;
    this.connectors.clear();
    this.messages = 0;
  }

  cohort({ id, seq, state, dueAt }: Pick<Cohort, 'id' | 'seq' | 'state' | 'dueAt'>): void {
    if (state !== 'standing' || dueAt === null) return;
    this.step(id, seq, dueAt);
  }

  /** A cohort that was held and may go on. */
  settled({ id, seq }: Pick<Cohort, 'id' | 'seq'>): void {
    this.step(id, seq, this.clock.now());
  }

  private step(id: string, seq: number, dueAt: Date): void {
    const delayMs = Math.max(0, dueAt.getTime() - this.clock.now().getTime());
    if (delayMs > (this.clock.isVirtual ? 0 : HORIZON_MS)) return;
    this.jobs.push({
      name: JOB.step,
      id: jobId.step(id, seq),
      data: { cohortId: id, seq, ...(this.shard > 0 ? { shard: this.shard } : {}) },
      delayMs,
    });
  }

  run(runId: string, plannedAt: Date): void {
    const delayMs = Math.max(0, plannedAt.getTime() - this.clock.now().getTime());
    if (delayMs > (this.clock.isVirtual ? 0 : HORIZON_MS)) return;
    this.jobs.push({ name: JOB.enter, id: jobId.enter(runId), data: { runId }, delayMs });
  }

  chunk(runId: string, chunkNo: number): void {
    this.jobs.push({ name: JOB.enterChunk, id: jobId.enterChunk(runId, chunkNo), data: { runId, chunkNo } });
  }

  handOver(cohortId: string): void {
    this.jobs.push({ name: JOB.handOver, id: jobId.handOver(cohortId), data: { cohortId }, delayMs: 0 });
  }

  look(experimentId: string, at: Date): void {
    const delayMs = Math.max(0, at.getTime() - this.clock.now().getTime());
    this.jobs.push({ name: JOB.look, id: jobId.look(experimentId, at), data: { experimentId }, delayMs });
  }

  wake(batchId: string): void {
    this.jobs.push({ name: JOB.wake, id: jobId.wake(batchId), data: { batchId } });
  }

  async announce(queues: Pick<Queues, 'add'>, dispatch: DispatchDoor): Promise<void> {
    await queues.add(QUEUE.engine, this.jobs);
    if (this.connectors.size > 0) await dispatch.request([...this.connectors]);
  }
}
