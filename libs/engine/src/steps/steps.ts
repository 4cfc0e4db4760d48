import type { Tx } from '@wayfare/platform';
import { isDue } from '../cohorts/cohort.js';
import { Ledger } from '../cohorts/ledger.js';
import { lockForStep } from '../cohorts/rows.js';
import { Hints } from '../hints.js';
import { holdJourneyOfCohort } from '../journeys/lock.js';
import { haveAudiencesFirst, haveEventsFirst } from '../order.js';
import type { EngineParts } from '../parts.js';
import { transact } from '../retry.js';
import { sceneOf } from '../scene.js';
import { Walk } from './walk.js';

export interface StepJob {
  readonly cohortId: string;
  readonly seq: number;
  /** Where the cohort stands; 0 where absent. */
  readonly shard?: number;
}

/** What a delivery of a job came to: people moved, or the job was of no use, or something else has to come first. */
type Outcome = { readonly moved: Ledger } | 'nothing' | 'events first';

const ATTEMPTS = 3;

/**
 * A step: one transaction that takes one cohort on from its node, as far as it gets without waiting (engine.md, rule 2). It holds the journey in its
 * state and the cohort alone, compares `seq` with the job's, and adds the next jobs after the commit. Delivered twice, it finds another `seq`.
 */
export class Steps {
  constructor(
    private readonly parts: EngineParts,
    /** Shows the events that came in; a step that has to come after them does not wait for a job to do so. */
    private readonly showEvents: () => Promise<void>,
  ) {}

  async step(job: StepJob): Promise<void> {
    const { queues, dispatcher, clock, metrics, logger } = this.parts;
    await clock.sync();
    const hints = new Hints(clock);
    hints.shard = job.shard ?? 0;
    const database = this.parts.database.onShard(hints.shard);
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const outcome = await transact(database, (tx) => this.attempt(tx, job, hints));
      if (outcome === 'nothing') return;
      if (outcome === 'events first') {
        await this.showEvents();
        continue;
      }
      metrics.stepped(outcome.moved, hints.messages);
      logger.debug(
        { ...job, people: outcome.moved.peopleMoved, messages: hints.messages, jobs: hints.jobs.length },
        'a cohort took a step',
      );
      await hints.announce(queues, dispatcher);
      return;
    }
  }

  private async attempt(tx: Tx, { cohortId, seq }: StepJob, hints: Hints): Promise<Outcome> {
    hints.clear();
    const journey = await holdJourneyOfCohort(tx, cohortId);
    if (journey?.state !== 'running') return 'nothing';
    const cohort = await lockForStep(tx, cohortId);
    const now = this.parts.clock.now();
    if (!cohort || cohort.seq !== seq || !isDue(cohort, now)) return 'nothing';
    const due = cohort.dueAt ?? now;
    if (await haveEventsFirst(tx, journey.id, due)) return 'events first';
    if (await haveAudiencesFirst(tx, journey.id, due, cohort.enteredAt)) return 'nothing';
    const ledger = new Ledger(now);
    const version = await this.parts.plans.of(tx, cohort.versionId);
    const isSkipping = journey.skippedAt !== null && due < journey.skippedAt;
    const walk = new Walk(sceneOf(tx, now, version, hints, { isSkipping }), ledger);
    for (const after of await walk.from([ledger.open(cohort)])) hints.cohort(after);
    await ledger.write(tx);
    return { moved: ledger };
  }
}
