import { redeemCoupons, redeemingEvents } from '@wayfare/channels';
import { countVolumes } from '@wayfare/customers';
import { Pacer, type Tx, workInShard } from '@wayfare/platform';
import { Ledger } from '../cohorts/ledger.js';
import { BreakerTripped } from '../enter/breaker.js';
import { trip } from '../enter/trip.js';
import { groupBy } from '../group-by.js';
import { Hints } from '../hints.js';
import { type HeldJourney, holdJourneyToMove } from '../journeys/lock.js';
import { isEntering } from '../order.js';
import type { EngineParts } from '../parts.js';
import type { Version } from '../plans.js';
import { transact } from '../retry.js';
import { heardBy } from './decide.js';
import { showEvents } from './show.js';
import { type BatchEvent, shownTogether } from './together.js';
import {
  APPLY_BATCHES,
  END_WAKES,
  EVENTS_OF_BATCHES,
  JOURNEYS_TO_TELL,
  LISTENING_VERSIONS,
  OLDEST_WAKES,
  OPEN_BATCHES,
  PLAN_WAKES,
} from './wakes.sql.js';

/** Batches that a journey is shown in one transaction at most. */
const SHOWN_AT_ONCE = 200;
/** Journeys that are told at the same time, so that a busy one holds up no other. */
const TOLD_AT_ONCE = 3;

/** Jobs are heard so often at most: what comes in between is shown together, which costs no more than one event by itself. */
const SHOWINGS_APART_MS = 50;

interface Batch {
  readonly id: string;
  readonly receivedAt: Date;
  readonly names: readonly string[];
  /** Of all whose events it holds. */
  readonly shard: number;
}

/**
 * Batches of events are shown to the journeys. First it is written down which journeys have to be told of them (and the batches are done with); then each
 * journey is told in transactions of its own, in the order in which the batches came. A journey that is paused is told when it goes on, before anyone in
 * it takes a step; one in which something is wrong holds up no other.
 */
export class Wakes {
  private showing: Promise<void> | undefined;
  private showingNext: Promise<void> | undefined;
  private readonly hearing = new Pacer(() => this.wake(), SHOWINGS_APART_MS);

  constructor(private readonly parts: EngineParts) {}

  /**
   * Any job of the kind does whatever is to be done: the batch that it names, those before it and those that came since. This process shows one time after the other: who asks while one
   * is under way shares the next with all who do, which sees what was there when they asked; each for itself they would only wait for each other's rows.
   */
  wake(): Promise<void> {
    if (!this.showing) {
      this.showing = this.show().finally(() => {
        this.showing = undefined;
      });
      return this.showing;
    }
    this.showingNext ??= this.showing
      .catch(() => undefined)
      .then(() => {
        this.showingNext = undefined;
        return this.wake();
      });
    return this.showingNext;
  }

  /** Handles a job: leaves it to the next showing where somebody waits for that already. */
  async hear(): Promise<void> {
    if (!this.showingNext && !this.hearing.isAwaited) await this.soon();
  }

  /** For a step that events have to come before: what is there now is shown, together with what comes in the next moment. Under a virtual clock nobody is kept waiting by a real one. */
  soon(): Promise<void> {
    return this.parts.clock.isVirtual ? this.wake() : this.hearing.ask();
  }

  private async show(): Promise<void> {
    const { database, clock, logger } = this.parts;
    await clock.sync();
    await transact(database, (tx) => this.plan(tx));
    const journeys = await database.query<{ journeyId: string }>(JOURNEYS_TO_TELL);
    const failures: unknown[] = [];
    const left = journeys.values();
    const lane = async (): Promise<void> => {
      for (const { journeyId } of left) {
        await this.tell(journeyId).catch(async (error: unknown) => {
          if (error instanceof BreakerTripped) return trip(this.parts, error);
          failures.push(error);
          logger.error({ err: error, journeyId }, 'a journey could not be told of events');
        });
      }
    };
    await Promise.all(Array.from({ length: TOLD_AT_ONCE }, lane));
    if (failures.length > 0) throw new AggregateError(failures, `${failures.length} journeys could not be told of events`);
  }

  /** Writes down who has to be told of the batches that are open, and which coupons they say were redeemed. */
  private async plan(tx: Tx): Promise<void> {
    const batches = await tx.query<Batch>(OPEN_BATCHES);
    if (batches.length === 0) return;
    const rows = await tx.query<{ id: string; launchedAt: Date }>(LISTENING_VERSIONS);
    const launchedAt = new Map(rows.map((row) => [row.id, row.launchedAt]));
    const versions = [...(await this.parts.plans.all(tx, [...launchedAt.keys()])).values()];
    const wakes = batches.flatMap((batch) => {
      const listening = versions.filter((version) => hears(version, batch, launchedAt.get(version.id)));
      return [...new Set(listening.map(({ journeyId }) => journeyId))].map((journeyId) => ({
        batchId: batch.id,
        journeyId,
        shard: batch.shard,
      }));
    });
    if (wakes.length > 0)
      await tx.query(PLAN_WAKES, [
        wakes.map(({ batchId }) => batchId),
        wakes.map(({ journeyId }) => journeyId),
        wakes.map(({ shard }) => shard),
      ]);
    const ids = batches.map(({ id }) => id);
    await tx.query(APPLY_BATCHES, [ids, this.parts.clock.now()]);
    await countVolumes(tx, ids);
    await redeem(tx, batches);
  }

  /** Tells a journey of all that it has not been told yet. */
  private async tell(journeyId: string): Promise<void> {
    const { database, clock, queues, dispatcher, metrics, logger } = this.parts;
    const hints = new Hints(clock);
    for (;;) {
      const told = await transact(database, async (tx) => {
        hints.clear();
        const journey = await holdJourneyToMove(tx, journeyId);
        if (journey?.state !== 'running' || (await isEntering(tx, journeyId))) return null;
        const oldest = await tx.query<{ batchId: string; shard: number }>(OLDEST_WAKES, [journeyId, SHOWN_AT_ONCE]);
        const [first] = oldest;
        if (!first) return null;
        // nobody is in two shards, so what is shown of one waits for nothing of another
        const batchIds = oldest.flatMap(({ batchId, shard }) => (shard === first.shard ? [batchId] : []));
        hints.shard = first.shard;
        await workInShard(tx, first.shard);
        const shown = await this.showTo(tx, journey, batchIds, hints);
        await tx.query(END_WAKES, [journeyId, shown]);
        return { shown, isAll: shown.length === oldest.length && oldest.length < SHOWN_AT_ONCE };
      });
      if (!told) return;
      metrics.woke();
      logger.debug({ journeyId, batches: told.shown, jobs: hints.jobs.length }, 'a journey was told of events');
      await hints.announce(queues, dispatcher);
      if (told.isAll) return;
    }
  }

  /** Shows a journey as many of the batches as can be shown at once, and says which. */
  private async showTo(tx: Tx, journey: HeldJourney, batchIds: readonly string[], hints: Hints): Promise<readonly string[]> {
    const versions = await this.versionsOf(tx, journey.id);
    const names = [...versions.values()].map(({ plan }) => heardBy(plan));
    const wanted = names.includes(null) ? null : [...new Set(names.flatMap((heard) => [...(heard ?? [])]))];
    const found = await tx.query<BatchEvent>(EVENTS_OF_BATCHES, [batchIds, wanted, journey.id]);
    const together = shownTogether(batchIds, found);
    if (together.events.size > 0) {
      const ledger = new Ledger(this.parts.clock.now());
      const { events, inPause, held } = together;
      await showEvents(tx, { journey, versions, events, inPause, held }, ledger, { hints, dispatcher: this.parts.dispatcher });
      await ledger.write(tx);
    }
    return together.batchIds;
  }

  private async versionsOf(tx: Tx, journeyId: string): Promise<ReadonlyMap<string, Version>> {
    const rows = await tx.query<{ id: string }>('SELECT id FROM journey_versions WHERE journey_id = $1', [journeyId]);
    return this.parts.plans.all(
      tx,
      rows.map(({ id }) => id),
    );
  }
}

/** Coupons that events say were redeemed, shard after shard; most batches say so of none. It is the last that its transaction does. */
const redeem = async (tx: Tx, batches: readonly Batch[]): Promise<void> => {
  const names = await redeemingEvents(tx);
  const saying = batches.filter((batch) => batch.names.some((name) => names.has(name)));
  for (const group of groupBy(saying, ({ shard }) => String(shard))) {
    await workInShard(tx, group[0].shard);
    await redeemCoupons(
      tx,
      group.map(({ id }) => id),
    );
  }
};

/** Whether a batch has events that the people of a version might act on; what was received before the launch concerns nobody. */
const hears = ({ plan }: Version, batch: Batch, launchedAt: Date | undefined): boolean => {
  if (!launchedAt || launchedAt > batch.receivedAt) return false;
  const heard = heardBy(plan);
  return heard === null || batch.names.some((name) => heard.has(name));
};
