import { ManualClock } from '@wayfare/kernel';
import { type ClockPort, JOB, type JobHint, type Logger, Metrics, OneTransaction, type Tx } from '@wayfare/platform';
import { Engine } from '../engine.js';
import { RELEASE_CHUNKS, RELEASE_RUN } from '../enter/runs.sql.js';
import { audiencesOf, firstRunAt, planRun } from '../enter/schedule.js';
import { engineHandler } from '../handlers.js';
import { EngineMetrics } from '../metrics.js';
import type { DispatcherPort } from '../parts.js';
import { settledCohorts } from '../recovery/held.js';
import { zoneOf } from '../scene.js';
import { DUE_COHORTS, DUE_RUNS, HELD_RUNS, KEEP_SHARE, NEXT, SEND_DUE } from './agenda.sql.js';
import { IMAGINED_VERSION, type Imagined, layShadows } from './shadow.js';

/** What goes on around people while they are on their way. A forecast has nothing of it. */
export interface Meanwhile {
  /** The nodes whose messages are handed over when they may leave. */
  readonly nodes: readonly string[];
  /** Hands over what is due. */
  hand(tx: Tx, now: Date): Promise<void>;
  /** The next instant at which something happens; now at the earliest, `null` where nothing does. */
  next(tx: Tx, now: Date): Promise<Date | null>;
  /** Writes down what happens at an instant. */
  happen(tx: Tx, now: Date): Promise<void>;
}

export interface Rehearsed extends Imagined {
  readonly until: Date;
  readonly meanwhile?: Meanwhile;
  /** A share of the people: those whose id, divided by `of`, leaves `rest`; all where absent. */
  readonly share?: { readonly of: number; readonly rest: number };
  readonly cohortLimit: number;
  readonly logger: Logger;
  /** Told again and again how far it is, 0 … 1; it may throw to end the rehearsal. */
  watch(progress: number): Promise<void>;
}

class RehearsalClock extends ManualClock implements ClockPort {
  readonly isVirtual = true;

  async sync(): Promise<void> {
    // Nobody shares it.
  }
}

/** Nothing leaves the house. */
const NOBODY: DispatcherPort = {
  request: async () => undefined,
  due: async () => [],
  recoverLeases: async () => undefined,
  cancelForEnrollments: async () => undefined,
  cancelForJourney: async () => undefined,
  recallFromJourney: async () => undefined,
};

/** The shadows are whole: whoever is in which shard plays no part. */
const WHOLE_TABLES = 1;

/** Entering is most of the work; the rest of the bar is the time looked at. */
const ENTERING = 0.6;

/**
 * The engine itself, on tables that vanish with the transaction, from instant to instant until the end of the time looked at. What is sent leaves at the first instant at which it may; nobody does
 * anything, unless it is said what goes on meanwhile.
 */
class Rehearsal {
  private readonly jobs: JobHint[] = [];
  private readonly clock: RehearsalClock;
  private readonly engine: Engine;
  private readonly handle: (job: JobHint) => Promise<void>;
  private readonly asked: readonly string[];
  private chunks = 0;
  private chunksDone = 0;
  private isMeasured = false;

  constructor(
    private readonly tx: Tx,
    private readonly play: Rehearsed,
    asked: readonly string[],
  ) {
    this.clock = new RehearsalClock(play.now);
    this.asked = play.meanwhile?.nodes ?? asked;
    this.engine = new Engine({
      database: new OneTransaction(tx, WHOLE_TABLES),
      queues: { add: async (_queue, hints) => void this.jobs.push(...hints) },
      clock: this.clock,
      dispatcher: NOBODY,
      customers: { eraseData: () => Promise.reject(new Error('nobody is erased in a rehearsal')) },
      logger: play.logger,
      metrics: new EngineMetrics(new Metrics('rehearsal')),
      cohortLimit: play.cohortLimit,
    });
    this.handle = engineHandler(this.engine);
  }

  async run(): Promise<void> {
    await this.launch();
    for (;;) {
      await this.settle();
      const next = await this.next();
      if (!next || next > this.play.until) return;
      this.clock.moveTo(next);
      await this.letHappen();
    }
  }

  /** When something comes due, or happens. */
  private async next(): Promise<Date | null> {
    const now = this.clock.now();
    const [row] = await this.tx.query<{ next: Date | null }>(NEXT, [now, this.play.until, this.asked, IMAGINED_VERSION]);
    const happens = (await this.play.meanwhile?.next(this.tx, now)) ?? null;
    const times = [row?.next ?? null, happens].flatMap((time) => time?.getTime() ?? []);
    return times.length === 0 ? null : new Date(Math.min(...times));
  }

  /** What is received at an instant comes before whoever's time is up (decision 002, rule 14). */
  private async letHappen(): Promise<void> {
    if (!this.play.meanwhile) return;
    await this.play.meanwhile.happen(this.tx, this.clock.now());
    await this.engine.wake();
  }

  private async launch(): Promise<void> {
    const version = await this.engine.parts.plans.of(this.tx, IMAGINED_VERSION);
    const zone = await zoneOf(this.tx, version);
    for (const step of audiencesOf(version.plan)) await planRun(this.tx, version, step, firstRunAt(step, this.play.now, zone));
  }

  /** Carries out all that is due now: audiences first, then whoever's time is up. */
  private async settle(): Promise<void> {
    for (let before = ''; ; ) {
      for (const { id } of await this.tx.query<{ id: string }>(DUE_RUNS, [this.clock.now()])) await this.enter(id);
      await this.drain();
      await this.measure();
      await this.play.meanwhile?.hand(this.tx, this.clock.now());
      if (this.asked.length > 0) await this.tx.query(SEND_DUE, [this.clock.now(), this.asked, IMAGINED_VERSION]);
      const settled = await settledCohorts(this.tx, this.engine.parts.plans);
      const due = await this.tx.query<{ cohortId: string; seq: number }>(DUE_COHORTS, [this.clock.now()]);
      const steps = [...due, ...settled.map(({ id, seq }) => ({ cohortId: id, seq }))];
      if (steps.length === 0 && !(await this.letIn())) return;
      const seen = JSON.stringify(steps);
      if (steps.length > 0 && seen === before) throw new Error(`nothing moves any more: ${seen.slice(0, 500)}`);
      before = seen;
      for (const step of steps) {
        await this.engine.step(step);
        await this.tell();
      }
    }
  }

  private async enter(runId: string): Promise<void> {
    const { share } = this.play;
    await this.engine.enter({ runId });
    if (share) await this.tx.query(KEEP_SHARE, [runId, share.of, share.rest]);
  }

  /** Who waits behind the blast guard is let in as soon as the first are in. */
  private async letIn(): Promise<boolean> {
    const held = await this.tx.query<{ id: string }>(HELD_RUNS);
    for (const { id } of held) {
      await this.tx.query(RELEASE_CHUNKS, [id]);
      await this.tx.query(RELEASE_RUN, [id, this.clock.now()]);
    }
    return held.length > 0;
  }

  /** Tables of a transaction's own are measured by nobody else, and the plans of the statements go by it. */
  private async measure(): Promise<void> {
    if (this.isMeasured || this.chunksDone === 0) return;
    await this.tx.query('ANALYZE enrollments, messages');
    this.isMeasured = true;
  }

  private async drain(): Promise<void> {
    this.chunks += this.jobs.filter(({ name }) => name === JOB.enterChunk).length;
    for (let job = this.jobs.shift(); job; job = this.jobs.shift()) {
      await this.handle(job);
      if (job.name === JOB.enterChunk) this.chunksDone += 1;
      await this.tell();
    }
  }

  private async tell(): Promise<void> {
    const { now, until, watch } = this.play;
    const time = (this.clock.now().getTime() - now.getTime()) / Math.max(1, until.getTime() - now.getTime());
    const entered = this.chunks === 0 ? 1 : this.chunksDone / this.chunks;
    await watch(Math.min(1, ENTERING * entered + (1 - ENTERING) * time));
  }
}

/** Plays a journey through in a transaction that its caller rolls back: what came of it can be read from the transaction's tables until then. */
export const rehearse = async (tx: Tx, play: Rehearsed): Promise<void> => {
  await new Rehearsal(tx, play, await layShadows(tx, play)).run();
  await tx.query('ANALYZE messages, enrollments');
};
