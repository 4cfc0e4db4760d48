import { isDue } from '../cohorts/cohort.js';
import { Ledger } from '../cohorts/ledger.js';
import { lockForStep } from '../cohorts/rows.js';
import { Hints } from '../hints.js';
import { holdJourneyOfCohort } from '../journeys/lock.js';
import type { EngineParts } from '../parts.js';
import { transact } from '../retry.js';
import { sceneOf } from '../scene.js';
import { Walk } from './walk.js';

export interface StepJob {
  readonly cohortId: string;
  readonly seq: number;
}

/** Events that came while the journey was paused are shown to its people before anyone takes a step. */
const HELD_WAKES = 'SELECT EXISTS (SELECT 1 FROM journey_wakes WHERE journey_id = $1 AND held) AS held';

/**
 * A step: one transaction that takes one cohort on from its node, as far as it gets without waiting (engine.md, rule 2). It holds the journey in its
 * state and the cohort alone, compares `seq` with the job's, and adds the next jobs after the commit. Delivered twice, it finds another `seq`.
 */
export class Steps {
  constructor(private readonly parts: EngineParts) {}

  async step({ cohortId, seq }: StepJob): Promise<void> {
    const { database, queues, dispatcher, clock, metrics, logger } = this.parts;
    await clock.sync();
    const hints = new Hints(clock);
    const moved = await transact(database, async (tx) => {
      hints.clear();
      const journey = await holdJourneyOfCohort(tx, cohortId);
      if (journey?.state !== 'running') return null;
      const [wakes] = await tx.query<{ held: boolean }>(HELD_WAKES, [journey.id]);
      if (wakes?.held) return null;
      const cohort = await lockForStep(tx, cohortId);
      const now = clock.now();
      if (!cohort || cohort.seq !== seq || !isDue(cohort, now)) return null;
      const ledger = new Ledger(now);
      const version = await this.parts.plans.of(tx, cohort.versionId);
      const walk = new Walk(sceneOf(tx, now, version, hints), ledger);
      for (const after of await walk.from([ledger.open(cohort)])) hints.cohort(after);
      await ledger.write(tx);
      return ledger;
    });
    if (!moved) return;
    metrics.stepped(moved, hints.messages);
    logger.debug({ cohortId, seq, people: moved.peopleMoved, messages: hints.messages, jobs: hints.jobs.length }, 'a cohort took a step');
    await hints.announce(queues, dispatcher);
  }
}
