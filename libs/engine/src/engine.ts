import { Entering } from './enter/entering.js';
import { forgetEntered } from './enter/event-caps.js';
import { HandingOver } from './enter/handing-over.js';
import { Looks } from './experiments/looks.js';
import { erase } from './leave/erase.js';
import type { EngineDeps, EngineParts } from './parts.js';
import { Plans } from './plans.js';
import { finishJourneys } from './recovery/finish.js';
import { foldTotals } from './recovery/fold.js';
import { forgetBatches } from './recovery/forget.js';
import { Reconciler } from './recovery/reconciler.js';
import { type StepJob, Steps } from './steps/steps.js';
import { Wakes } from './wake/wakes.js';
import { checkOneself } from './watch/self-check.js';

/**
 * The cohort engine (docs: engine.md; decision 002). People move through a journey in cohorts: sets of people who stand at the same node of the same version
 * and leave it at the same instant. A cohort is a node of a tree. It knows its parent and the `seq` at which it split off, and its people never join another
 * cohort but a child of it, so that whatever is true of a person's way is written on one row for fifty thousand.
 *
 * The tables are the truth. The jobs that come in here are hints: each handler locks what it is about, finds out whether the work is still to be done, does it in
 * one transaction, and announces what that made possible only after the commit. So a job that comes twice, late, or never changes nothing.
 */
export class Engine {
  readonly parts: EngineParts;
  private readonly entering: Entering;
  private readonly handingOver: HandingOver;
  private readonly steps: Steps;
  private readonly wakes: Wakes;
  private readonly looks: Looks;
  private readonly reconciler: Reconciler;

  constructor(deps: EngineDeps) {
    this.parts = { ...deps, plans: new Plans() };
    this.wakes = new Wakes(this.parts);
    this.entering = new Entering(this.parts, () => this.wakes.wake());
    this.handingOver = new HandingOver(this.parts, () => this.wakes.wake());
    this.steps = new Steps(this.parts, () => this.wakes.soon());
    this.looks = new Looks(this.parts);
    this.reconciler = new Reconciler(this.parts);
  }

  /** Handles `JOB.step`: takes a cohort on, unless another delivery of the job did. */
  step(job: StepJob): Promise<void> {
    return this.steps.step(job);
  }

  /** Handles `JOB.enter`: writes down who is in the audience of a run. */
  enter(job: { runId: string }): Promise<void> {
    return this.entering.enter(job);
  }

  /** Handles `JOB.enterChunk`: one chunk of a run comes in. */
  enterChunk(job: { runId: string; chunkNo: number }): Promise<void> {
    return this.entering.enterChunk(job);
  }

  /** Handles `JOB.handOver`: people whom another journey has handed over come in. */
  handOver(job: { cohortId: string }): Promise<void> {
    return this.handingOver.handOver(job);
  }

  /** Handles `JOB.wake`: shows the events that came in to the journeys. Which batch the job names does not matter: all that is open is shown. */
  wake(): Promise<void> {
    return this.wakes.hear();
  }

  /** Handles `JOB.look`: looks at an experiment, unless it is too early or another delivery of the job did. */
  look(job: { experimentId: string }): Promise<void> {
    return this.looks.look(job.experimentId);
  }

  /** Handles `JOB.reconcile`, every few seconds and at start-up: finds work whose job is missing. */
  async reconcile(): Promise<void> {
    await this.parts.clock.sync();
    await finishJourneys(this.parts);
    await this.reconciler.reconcile();
    await foldTotals(this.parts.database);
    await forgetEntered(this.parts.database, this.parts.clock.now());
    await checkOneself(this.parts);
  }

  /** Handles `JOB.sweep`, every hour: what nobody asks for any more goes. */
  async sweep(): Promise<void> {
    await forgetBatches(this.parts.database, this.parts.clock.now());
  }

  /** Takes a customer out of every journey and forgets them. */
  erase(customerId: string): Promise<void> {
    return erase(this.parts, customerId);
  }
}
