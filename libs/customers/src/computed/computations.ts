import { addDuration, type Clock, dateAt, dayBounds, type Json, localDay, nextWallTime } from '@wayfare/kernel';
import {
  currentActor,
  type Database,
  JOB,
  jobId,
  type Logger,
  QUEUE,
  type Queues,
  readSettings,
  type Sql,
  workInAllShards,
} from '@wayfare/platform';
import type { Ingestion } from '../events/ingestion.js';
import { isPassing } from '../imports/passing.js';
import type { Cause, Computation, RunScene, Scope } from './computation.js';
import {
  ALL_SINCE,
  ASK,
  BEGIN_RUN,
  CANCEL_RUNS,
  END_RUN,
  ENDED_BADLY,
  FORGET_RUNS,
  HAS_OPEN,
  HAS_OPEN_NIGHT,
  LATEST,
  LATEST_DONE,
  LOCK_RUN,
  OPEN,
  STEP_DONE,
  STEPS_LEFT,
} from './runs.sql.js';

export interface ComputationsDeps {
  readonly database: Database;
  readonly queues: Pick<Queues, 'add'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly events: Pick<Ingestion, 'announce'>;
  readonly all: readonly Computation[];
}

/** A run as it stands. */
export interface ComputationRun {
  readonly id: string;
  readonly scope: Scope;
  readonly cause: Cause;
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly stepsTotal: number;
  readonly stepsDone: number;
  readonly changed: string;
  readonly error: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

interface LockedRun {
  readonly id: string;
  readonly computation: string;
  readonly scope: Scope;
  readonly cause: Cause;
  readonly state: 'queued' | 'running';
  readonly steps: Json[] | null;
  readonly stepsDone: number;
  readonly memo: Record<string, Json>;
  readonly isSecond: boolean;
}

/** When a workspace's nights are worked through, by its own clock: after its day has ended, and before anybody comes to look. */
const NIGHT = '03:00';
/** What failed or was called off is not tried again at once only because the change that asked for it still stands. */
const REST = 'PT10M';

/**
 * Works out what the product knows about people: each night for everybody, and in between for whom something has changed. What is due is read from the tables, and a run's steps stand in its row; the jobs
 * are hints, so that two workers who get the same one take turns, and a worker that dies leaves a run that the next one goes on with.
 */
export class Computations {
  constructor(private readonly deps: ComputationsDeps) {}

  /** Asks for a run, and hints at it. One that is asked for while another is under way follows it. */
  async ask(name: string, scope: Scope, cause: Cause): Promise<void> {
    await this.askIn(this.deps.database, name, scope, cause);
    await this.resume();
  }

  /** Asks for a run in the caller's transaction, who hints at it (`resume`) once that is committed. */
  async askIn(sql: Sql, name: string, scope: Scope, cause: Cause): Promise<void> {
    await sql.query(ASK, [name, scope, cause, cause === 'person' ? currentActor() : null, this.deps.clock.now()]);
  }

  /** The latest run, and the latest that came to its end. */
  async latest(name: string): Promise<{ latest: ComputationRun | null; done: ComputationRun | null }> {
    const [latest] = await this.deps.database.query<ComputationRun>(LATEST, [name]);
    const [done] = await this.deps.database.query<ComputationRun>(LATEST_DONE, [name]);
    return { latest: latest ?? null, done: done ?? null };
  }

  /** Calls off what waits or is under way; whether there was anything. What has been written stays, and the next night works everybody out anew. */
  async cancel(name: string): Promise<boolean> {
    return (await this.deps.database.query(CANCEL_RUNS, [name, this.deps.clock.now()])).length > 0;
  }

  /** Adds the jobs of all runs that have not ended. */
  async resume(): Promise<void> {
    const open = await this.deps.database.query<{ id: string }>(OPEN);
    await this.deps.queues.add(
      QUEUE.computations,
      open.map(({ id }) => ({ name: JOB.compute, id: jobId.compute(id), data: { runId: id } })),
    );
  }

  /** Asks for the runs that are due, and adds the jobs of those that have not ended: every few seconds. */
  async reconcile(): Promise<void> {
    for (const { name, scope, cause } of await this.due()) await this.ask(name, scope, cause);
    await this.resume();
  }

  /** The same, for the virtual clock. */
  announce(): Promise<void> {
    return this.reconcile();
  }

  /** What is due now and not done: steps, so that whoever waits sees that something moves. */
  async left(): Promise<{ kind: string; count: number }[]> {
    const [open] = await this.deps.database.query<{ steps: number }>(STEPS_LEFT);
    const count = (open?.steps ?? 0) + (await this.due()).length;
    return count === 0 ? [] : [{ kind: 'computations', count }];
  }

  /** The next night after now, `until` at the latest, if there is anything to work out in it. */
  async next(until: Date): Promise<Date | null> {
    const { database, clock, all } = this.deps;
    const night = nextWallTime(new Date(clock.now().getTime() + 1), {
      time: NIGHT,
      weekdays: [],
      zone: (await readSettings(database)).timeZone,
    });
    if (night > until) return null;
    for (const computation of all) if (await computation.isWanted(database)) return night;
    return null;
  }

  /** Handles `JOB.compute`: takes the steps of a run that are left, one after the other. */
  async run(runId: string): Promise<void> {
    const { database, logger, clock } = this.deps;
    try {
      for (;;) {
        const done = await this.step(runId);
        if (done === null) return;
        for (const batchId of done) await this.deps.events.announce(batchId);
      }
    } catch (error) {
      // what passes is left to the queue, and to the next look
      if (isPassing(error, 'connection') || isPassing(error, 'conflict')) throw error;
      logger.error({ err: error, runId }, 'a computation failed');
      await database.query(END_RUN, [runId, 'failed', String(error).slice(0, 1000), clock.now()]);
    }
  }

  /** One step in one transaction: the batches of events that it wrote; null where nothing is left to do here. */
  private async step(runId: string): Promise<readonly string[] | null> {
    const { database, clock } = this.deps;
    return database.transaction(async (tx) => {
      const [run] = await tx.query<LockedRun>(LOCK_RUN, [runId]);
      const computation = this.deps.all.find(({ name }) => name === run?.computation);
      if (!run || !computation || (run.state === 'queued' && run.isSecond)) return null;
      const scene: RunScene = { runId, scope: run.scope, cause: run.cause, now: clock.now(), memo: run.memo };
      if (run.steps === null) {
        const steps = await computation.plan(tx, scene);
        await tx.query(BEGIN_RUN, [runId, JSON.stringify(steps), steps.length, JSON.stringify(scene.memo), scene.now]);
        return [];
      }
      const step = run.steps[run.stepsDone];
      if (step === undefined) {
        await tx.query(END_RUN, [runId, 'done', null, scene.now]);
        await tx.query(FORGET_RUNS, [run.computation]);
        return null;
      }
      const { changed, batchIds = [] } = await computation.take(tx, step, scene);
      await workInAllShards(tx);
      await tx.query(STEP_DONE, [runId, JSON.stringify(scene.memo), changed]);
      return batchIds;
    });
  }

  private async due(): Promise<{ name: string; scope: Scope; cause: Cause }[]> {
    const { database, all, clock } = this.deps;
    const { timeZone } = await readSettings(database);
    const night = lastNight(clock.now(), timeZone);
    const due: { name: string; scope: Scope; cause: Cause }[] = [];
    const inOrder = [...all].sort((one, other) => Number(one.comesLast ?? false) - Number(other.comesLast ?? false));
    for (const computation of inOrder) {
      const { name, comesLast } = computation;
      if ((await database.query(HAS_OPEN, [name])).length > 0) continue;
      if (comesLast && (due.some(({ scope }) => scope === 'all') || (await database.query(HAS_OPEN_NIGHT)).length > 0)) continue;
      const rests = (await database.query(ENDED_BADLY, [name, addDuration(clock.now(), REST, -1)])).length > 0;
      const scope = rests ? null : await computation.due(database);
      const isNightDone = (await database.query(ALL_SINCE, [name, night])).length > 0;
      if (!isNightDone && (await computation.isWanted(database))) due.push({ name, scope: 'all', cause: 'night' });
      else if (scope) due.push({ name, scope, cause: 'change' });
    }
    return due;
  }
}

/** The last instant, up to now, at which a night was due. */
const lastNight = (now: Date, zone: string): Date => {
  const today = localDay(now, zone);
  const at = dateAt(today, { offset: null, time: NIGHT, zone });
  const yesterday = localDay(new Date(dayBounds(today, zone).from.getTime() - 1), zone);
  return at <= now ? at : dateAt(yesterday, { offset: null, time: NIGHT, zone });
};
