import type { AudienceStep, EventEntryStep, Plan } from '@wayfare/journey';
import { type Tx, workInShard } from '@wayfare/platform';
import { Ledger } from '../cohorts/ledger.js';
import { Hints } from '../hints.js';
import { type HeldJourney, holdJourneys } from '../journeys/lock.js';
import { haveAudiencesFirst, haveEventsFirst } from '../order.js';
import type { EngineParts } from '../parts.js';
import { stepOf, type Version } from '../plans.js';
import { transact } from '../retry.js';
import { sceneOf } from '../scene.js';
import { Walk } from '../steps/walk.js';
import { admit } from './admission.js';
import { BreakerTripped, countEntries } from './breaker.js';
import { withinCaps } from './event-caps.js';
import { AFTER_EVENTS_IN_HAND, BEGIN, DUE_THERE, END, LOCK, OPEN, PAUSES, PEOPLE } from './hand-overs.sql.js';
import { tellOfEvents } from './tell.js';
import { trip } from './trip.js';

interface HandOver {
  readonly cohortId: string;
  readonly journeyId: string;
  readonly at: Date;
  readonly state: 'open' | 'entering';
  /** Where its people are. */
  readonly shard: number;
}

/** Before any audience: all that come in by the instant come first, whenever somebody had entered. */
const ALWAYS = new Date(0);

/** The door by which people come who were handed over: the first that was drawn. */
const firstEntryOf = (plan: Plan): AudienceStep | EventEntryStep => {
  const step = stepOf(plan, plan.entries[0] ?? '');
  if (step.kind !== 'audience' && step.kind !== 'event-entry') throw new Error('a plan begins with an entry');
  return step;
};

/**
 * People whom another journey has handed over come in, by the first entry and by the rules that it has for them: entering again, holdouts, the caps of an hour and a day, the breaker. It happens once: the row that
 * says so is locked, and says so no more in the transaction in which they come in. A journey that is paused lets them in when it goes on, or not at all, as its settings say of those whom events lead in; one that
 * does not run any more turns them away.
 */
export class HandingOver {
  constructor(
    private readonly parts: EngineParts,
    /** Shows the events that came in: those received before the people come before them. */
    private readonly showEvents: () => Promise<void>,
  ) {}

  async handOver({ cohortId }: { cohortId: string }): Promise<void> {
    const { clock, queues, dispatcher, metrics, database } = this.parts;
    await clock.sync();
    const hints = new Hints(clock);
    const begin = () => transact(database, (tx) => this.begin(tx, cohortId));
    if ((await begin()) === 'events first') {
      await this.showEvents();
      await begin();
    }
    const entered = await this.unlessTripped(() =>
      transact(database, (tx) => {
        hints.clear();
        return this.enter(tx, cohortId, hints);
      }),
    );
    if (entered === null) return;
    metrics.cameIn(entered);
    await hints.announce(queues, dispatcher);
  }

  /** From here on the journey is told of no events until the people are in, lest one is shown to nobody because its person was still at the door. */
  private async begin(tx: Tx, cohortId: string): Promise<'nothing' | 'events first' | 'began'> {
    const found = await this.hold(tx, cohortId);
    if (!found) return 'nothing';
    const { handOver, journey } = found;
    const refusal = await whyNot(tx, handOver, journey, this.parts);
    if (refusal !== null) {
      await tx.query(END, [cohortId, 'refused', refusal, this.parts.clock.now(), 0, 0, 0]);
      return 'nothing';
    }
    if (handOver.state !== 'open' || journey?.state !== 'running') return 'nothing';
    if (await haveEventsFirst(tx, journey.id, handOver.at)) return 'events first';
    if (await haveAudiencesFirst(tx, journey.id, handOver.at, ALWAYS)) return 'nothing';
    const [due] = await tx.query<{ first: boolean }>(DUE_THERE, [cohortId, journey.id, handOver.at]);
    if (due?.first) return 'nothing';
    await tx.query(BEGIN, [cohortId]);
    return 'began';
  }

  private async enter(tx: Tx, cohortId: string, hints: Hints): Promise<number | null> {
    const found = await this.hold(tx, cohortId);
    if (found?.handOver.state !== 'entering' || found.journey?.state !== 'running' || found.journey.versionId === null) return null;
    const { journey, handOver } = found;
    hints.shard = handOver.shard;
    await tx.query(AFTER_EVENTS_IN_HAND, [journey.id]);
    const now = this.parts.clock.now();
    const version = await this.parts.plans.of(tx, journey.versionId ?? '');
    const counts = await this.letIn(tx, { handOver, version, now }, hints);
    await tx.query(END, [cohortId, 'done', null, now, counts.entered, counts.heldOut, counts.turnedAway]);
    await tellOfEvents(tx, journey.id, hints);
    this.parts.logger.debug({ journeyId: journey.id, cohortId, ...counts }, 'people were handed over');
    return counts.entered + counts.heldOut;
  }

  private async letIn(tx: Tx, { handOver, version, now }: { handOver: HandOver; version: Version; now: Date }, hints: Hints) {
    const { journeyId, id: versionId, plan } = version;
    const step = firstEntryOf(plan);
    const all = (await tx.query<{ id: string }>(PEOPLE, [handOver.cohortId])).map(({ id }) => id);
    const people = await withinCaps(tx, plan.settings, { journeyId, nodeId: step.id, people: all, now });
    const ledger = new Ledger(now);
    const { cohort, entered, heldOut } = await admit(tx, { journeyId, versionId, step, people }, ledger);
    const [pauses] = await tx.query<{ held: boolean }>(PAUSES, [journeyId, handOver.at]);
    await countEntries(tx, plan.settings.breaker, { journeyId, people: pauses?.held ? 0 : entered + heldOut, now });
    const walk = new Walk(sceneOf(tx, now, version, hints), ledger);
    for (const after of cohort ? await walk.from([cohort], { touched: entered }) : []) hints.cohort(after);
    await ledger.write(tx);
    return { entered, heldOut, turnedAway: all.length - entered - heldOut };
  }

  /** First the journey, then the row: as everybody who moves people does. */
  private async hold(tx: Tx, cohortId: string): Promise<{ handOver: HandOver; journey: HeldJourney | undefined } | null> {
    const [open] = await tx.query<HandOver>(OPEN, [cohortId]);
    if (!open) return null;
    const [journey] = await holdJourneys(tx, [open.journeyId]);
    if (journey?.isKnown === false) return null;
    const [handOver] = await tx.query<Omit<HandOver, 'cohortId'>>(LOCK, [cohortId]);
    await workInShard(tx, open.shard);
    return handOver ? { handOver: { ...handOver, cohortId }, journey } : null;
  }

  /** A journey that too many would come into stands still until somebody has looked; these wait. */
  private async unlessTripped<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof BreakerTripped)) throw error;
      await trip(this.parts, error);
      return null;
    }
  }
}

/** Why nobody of them comes in; null where they do, now or when a pause ends. */
const whyNot = async (
  tx: Tx,
  { at, journeyId }: HandOver,
  journey: HeldJourney | undefined,
  { plans }: EngineParts,
): Promise<'not_running' | 'paused' | null> => {
  if (journey?.state === 'paused') return null;
  if (journey?.state !== 'running' || journey.versionId === null) return 'not_running';
  const { plan } = await plans.of(tx, journey.versionId);
  if (plan.settings.whilePaused !== 'refuse') return null;
  const [pauses] = await tx.query<{ inPause: boolean }>(PAUSES, [journeyId, at]);
  return pauses?.inPause ? 'paused' : null;
};
