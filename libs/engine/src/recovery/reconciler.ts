import type { Cohort } from '../cohorts/cohort.js';
import { Hints } from '../hints.js';
import type { EngineParts } from '../parts.js';
import { settledCohorts } from './held.js';
import { DUE_COHORTS, DUE_LOOKS, OPEN_CHUNKS, OPEN_EVENTS, OPEN_HAND_OVERS, PLANNED_RUNS } from './reconcile.sql.js';

/** What comes due before the next look but one gets its job, so that it is taken at its instant and not at the look after it. */
const LOOK_AHEAD_MS = 15_000;

/**
 * Looks in the tables for work that waits, and adds its jobs again: after a crash, after the queues were emptied, or since its time has only now
 * come near. Adding what is there already changes nothing, so it may look as often as it likes.
 */
export class Reconciler {
  constructor(private readonly parts: EngineParts) {}

  async reconcile(): Promise<void> {
    const { database, clock, dispatcher, queues, plans } = this.parts;
    const now = clock.now();
    const near = new Date(now.getTime() + (clock.isVirtual ? 0 : LOOK_AHEAD_MS));
    const hints = new Hints(clock);
    for (const [shard, own] of database.eachShard.entries()) {
      hints.shard = shard;
      for (const cohort of await own.query<Pick<Cohort, 'id' | 'seq' | 'state' | 'dueAt'>>(DUE_COHORTS, [near])) hints.cohort(cohort);
      for (const cohort of await settledCohorts(own, plans)) hints.settled(cohort);
    }
    for (const { id } of await database.query<{ id: string | null }>(OPEN_EVENTS)) if (id !== null) hints.wake(id);
    for (const run of await database.query<{ id: string; plannedAt: Date }>(PLANNED_RUNS, [near])) hints.run(run.id, run.plannedAt);
    for (const { runId, chunkNo } of await database.query<{ runId: string; chunkNo: number }>(OPEN_CHUNKS)) hints.chunk(runId, chunkNo);
    for (const { cohortId } of await database.query<{ cohortId: string }>(OPEN_HAND_OVERS)) hints.handOver(cohortId);
    for (const { id, lookAt } of await database.query<{ id: string; lookAt: Date }>(DUE_LOOKS, [near])) hints.look(id, lookAt);
    await dispatcher.recoverLeases();
    for (const connectorId of await dispatcher.due(now)) hints.connectors.add(connectorId);
    await hints.announce(queues, dispatcher);
  }
}
