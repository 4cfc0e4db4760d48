import type { PersonEvent } from '@wayfare/kernel';
import type { Tx } from '@wayfare/platform';
import { Ledger } from '../cohorts/ledger.js';
import { Hints } from '../hints.js';
import { type HeldJourney, holdJourneys } from '../journeys/lock.js';
import type { EngineParts } from '../parts.js';
import type { Version } from '../plans.js';
import { transact } from '../retry.js';
import { heardBy } from './decide.js';
import { showEvents } from './show.js';
import {
  APPLY_BATCH,
  END_WAKE,
  EVENTS_OF_BATCH,
  HAS_WAKES,
  JOURNEYS_TO_TELL,
  LISTENING_VERSIONS,
  LOCK_BATCH,
  OLDEST_WAKE,
  PLAN_WAKES,
} from './wakes.sql.js';

interface EventRow extends PersonEvent {
  readonly customerId: string;
}

/**
 * Batches of events are shown to the journeys. First it is written down which journeys have to be told of a batch (and the batch is done with); then each is
 * told in a transaction of its own, in the order in which the batches came. A journey that is paused is told when it goes on, before anyone in it takes
 * a step; one in which something is wrong holds up no other.
 */
export class Wakes {
  constructor(private readonly parts: EngineParts) {}

  async wake({ batchId }: { batchId: string }): Promise<void> {
    const { database, clock } = this.parts;
    await clock.sync();
    await transact(database, (tx) => this.plan(tx, batchId));
    const journeys = await database.query<{ journeyId: string }>(JOURNEYS_TO_TELL, [batchId]);
    const failures: unknown[] = [];
    for (const { journeyId } of journeys) {
      try {
        await this.tell(journeyId, batchId);
      } catch (error) {
        failures.push(error);
        this.parts.logger.error({ err: error, journeyId, batchId }, 'a journey could not be told of events');
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, `${failures.length} journeys could not be told of batch ${batchId}`);
  }

  /** Writes down who has to be told of a batch. */
  private async plan(tx: Tx, batchId: string): Promise<void> {
    const [batch] = await tx.query<{ receivedAt: Date; names: string[] }>(LOCK_BATCH, [batchId]);
    if (!batch) return;
    const rows = await tx.query<{ id: string }>(LISTENING_VERSIONS, [batch.receivedAt]);
    const versions = await this.parts.plans.all(
      tx,
      rows.map(({ id }) => id),
    );
    const listening = [...versions.values()].filter(({ plan }) => {
      const heard = heardBy(plan);
      return heard === null || batch.names.some((name) => heard.has(name));
    });
    if (listening.length > 0) await tx.query(PLAN_WAKES, [batchId, [...new Set(listening.map(({ journeyId }) => journeyId))]]);
    await tx.query(APPLY_BATCH, [batchId, this.parts.clock.now()]);
  }

  /** Tells a journey of all that it has not been told yet, up to a batch. */
  private async tell(journeyId: string, batchId: string): Promise<void> {
    const { database, clock, queues, dispatcher, metrics, logger } = this.parts;
    const hints = new Hints(clock);
    for (;;) {
      const told = await transact(database, async (tx) => {
        hints.clear();
        const [journey] = await holdJourneys(tx, [journeyId]);
        if (journey?.state !== 'running') return 'stop';
        const [oldest] = await tx.query<{ batchId: string }>(OLDEST_WAKE, [journeyId, batchId]);
        if (!oldest) return (await tx.query(HAS_WAKES, [journeyId, batchId])).length > 0 ? 'again' : 'stop';
        await this.showTo(tx, journey, oldest.batchId, hints);
        await tx.query(END_WAKE, [journeyId, oldest.batchId]);
        return 'told';
      });
      if (told === 'stop') return;
      if (told === 'told') metrics.woke();
      logger.debug({ journeyId, batchId, jobs: hints.jobs.length }, 'a journey was told of events');
      await hints.announce(queues, dispatcher);
    }
  }

  private async showTo(tx: Tx, journey: HeldJourney, batchId: string, hints: Hints): Promise<void> {
    const versions = await this.versionsOf(tx, journey.id);
    const names = [...versions.values()].map(({ plan }) => heardBy(plan));
    const wanted = names.includes(null) ? null : [...new Set(names.flatMap((heard) => [...(heard ?? [])]))];
    const rows = await tx.query<EventRow>(EVENTS_OF_BATCH, [batchId, wanted]);
    const events = new Map<string, PersonEvent[]>();
    for (const { customerId, ...event } of rows) events.set(customerId, [...(events.get(customerId) ?? []), event]);
    if (events.size === 0) return;
    const ledger = new Ledger(this.parts.clock.now());
    await showEvents(tx, { journey, versions, events }, ledger, { hints, dispatcher: this.parts.dispatcher });
    await ledger.write(tx);
  }

  private async versionsOf(tx: Tx, journeyId: string): Promise<ReadonlyMap<string, Version>> {
    const rows = await tx.query<{ id: string }>('SELECT id FROM journey_versions WHERE journey_id = $1', [journeyId]);
    return this.parts.plans.all(
      tx,
      rows.map(({ id }) => id),
    );
  }
}
