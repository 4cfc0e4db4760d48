import { AppError, type Clock, nextCronTime } from '@wayfare/kernel';
import { type Database, JOB, jobId, type Logger, QUEUE, type Queues, readSettings, type Tx } from '@wayfare/platform';
import type { Imports } from '../imports/imports.js';
import { LOCKS, lockOf, withSessionLocks } from '../imports/session-lock.js';
import { asSourceProblem, SourceProblem, type StoredProblem } from './problem.js';
import { type Claimed, Reading, Superseded } from './reading.js';
import type { Sources } from './sources.js';
import {
  CLAIM,
  DUE_FEEDS,
  END_RUN,
  FORGET_RUNS,
  INSERT_RUN,
  LEFT,
  MOVE_CURSOR,
  NEXT,
  NOTE_OUTCOME,
  OPEN_RUNS,
  PARTS,
  RETRY_LATER,
} from './sources.sql.js';

export interface SourceRunsDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly queues: Pick<Queues, 'add'>;
  readonly logger: Logger;
  readonly sources: Pick<Sources, 'open'>;
  readonly imports: Pick<Imports, 'runImport' | 'createImportOfRows'>;
  /** After so many rows a part ends; 50,000 where absent. */
  readonly partRows?: number;
}

/** How long after each failure it is tried again; after the last one the run has failed. */
const RETRIES_MS = [10_000, 30_000, 120_000, 300_000, 900_000];

interface Part {
  importId: string;
  cursorTo: string | null;
  seen: string[];
  state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  error: { code: string; message: string } | null;
  applied: string;
  rejected: string;
}

/**
 * Carries out what the feeds say. A run reads its source part by part, each of which is an import that is committed together with how far the source has been
 * read; then the imports are applied, and the feed's cursor moves behind each that has ended. So a worker may be killed at any moment: what it
 * read and did not commit is read again, what was committed is not, and what is applied twice is the same customer, order or event.
 */
export class SourceRuns {
  constructor(private readonly deps: SourceRunsDeps) {}

  /** Starts the feeds whose time has come, and adds the jobs of all runs that have not ended. */
  async resume(): Promise<void> {
    await this.startDue();
    const { database, clock, queues } = this.deps;
    const runs = await database.query<{ id: string }>(OPEN_RUNS, [clock.now()]);
    await queues.add(
      QUEUE.sources,
      runs.map(({ id }) => ({ name: JOB.source, id: jobId.source(id), data: { runId: id } })),
    );
  }

  /** Adds the jobs of what is due. */
  announce(): Promise<void> {
    return this.resume();
  }

  /** What is due now and not done. */
  async left(): Promise<readonly { kind: string; count: number }[]> {
    return this.deps.database.query(LEFT, [this.deps.clock.now()]);
  }

  /** The next instant after now, `until` at the latest, at which something comes due. */
  async next(until: Date): Promise<Date | null> {
    const [row] = await this.deps.database.query<{ next: Date | null }>(NEXT, [this.deps.clock.now(), until]);
    return row?.next ?? null;
  }

  /** The job of a worker: carries one run on, as far as it goes now. Does nothing where another worker is at it. */
  async run(runId: string): Promise<void> {
    await withSessionLocks(this.deps.database, [lockOf(runId)], () => this.carryOn(runId), LOCKS.sources);
  }

  private async carryOn(runId: string): Promise<void> {
    const { database, clock, imports } = this.deps;
    const [claimed] = await database.query<Claimed>(CLAIM, [runId, clock.now()]);
    if (!claimed) return;
    try {
      if (claimed.state === 'reading') await new Reading(this.deps, claimed).read();
    } catch (error) {
      if (error instanceof Superseded) return;
      if (!(error instanceof AppError)) throw error;
      return this.stumble(claimed, error);
    }
    for (const { importId, state } of await this.parts(runId))
      if (state === 'queued' || state === 'running') await imports.runImport(importId);
    await this.settle(claimed);
  }

  /** Later again where that may help; else the run has failed, and what it committed is applied all the same. */
  private async stumble({ id, attempts }: Claimed, error: AppError): Promise<void> {
    const { database, clock, logger } = this.deps;
    const problem = asSourceProblem(error);
    const wait = RETRIES_MS[attempts];
    logger.warn({ runId: id, code: problem.code, attempts }, 'a data source could not be read');
    if (error instanceof SourceProblem && error.isPassing && wait !== undefined) {
      await database.query(RETRY_LATER, [id, new Date(clock.now().getTime() + wait), JSON.stringify(problem)]);
      return;
    }
    await database.transaction(async (tx) => {
      await this.moveCursor(tx, id);
      await this.end(tx, id, 'failed', problem);
    });
  }

  /** Ends the run where all its imports have ended. */
  private async settle({ id }: Claimed): Promise<void> {
    await this.deps.database.transaction(async (tx) => {
      await tx.query('SELECT FROM source_runs WHERE id = $1 FOR UPDATE', [id]);
      const parts = await this.moveCursor(tx, id);
      if (parts.some(({ state }) => state === 'queued' || state === 'running')) return;
      const problem = problemOf(parts);
      await this.end(tx, id, problem ? 'failed' : 'done', problem);
    });
  }

  /** The cursor goes as far as imports have ended without a gap. */
  private async moveCursor(tx: Tx, runId: string): Promise<Part[]> {
    const parts = await this.parts(runId, tx);
    const gap = parts.findIndex(({ state }) => state !== 'done');
    const last = parts.slice(0, gap === -1 ? undefined : gap).at(-1);
    if (last) {
      const [run] = await tx.query<{ feedId: string }>('SELECT feed_id AS "feedId" FROM source_runs WHERE id = $1', [runId]);
      await tx.query(MOVE_CURSOR, [run?.feedId, last.cursorTo, last.seen]);
    }
    return parts;
  }

  private async end(tx: Tx, runId: string, state: 'done' | 'failed', problem: StoredProblem | null): Promise<void> {
    const error = problem && JSON.stringify(problem);
    const [ended] = await tx.query<{ feedId: string; drift: unknown }>(END_RUN, [runId, state, error, this.deps.clock.now()]);
    if (!ended) return;
    await tx.query(NOTE_OUTCOME, [ended.feedId, error, ended.drift === null ? null : JSON.stringify(ended.drift)]);
    await tx.query(FORGET_RUNS, [ended.feedId]);
  }

  private async startDue(): Promise<void> {
    const { database, clock } = this.deps;
    const now = clock.now();
    await database.transaction(async (tx) => {
      const due = await tx.query<{ id: string; cron: string | null }>(DUE_FEEDS, [now]);
      if (due.length === 0) return;
      const { timeZone } = await readSettings(tx);
      for (const { id, cron } of due) {
        // where the last run still goes on, this time is left out
        await tx.query(INSERT_RUN, [id, 'schedule', false, 'system', now]);
        await tx.query('UPDATE source_feeds SET next_at = $2 WHERE id = $1', [
          id,
          cron === null ? null : nextCronTime(now, cron, timeZone),
        ]);
      }
    });
  }

  private parts(runId: string, sql: Pick<Tx, 'query'> = this.deps.database): Promise<Part[]> {
    return sql.query<Part>(PARTS, [runId]);
  }
}

/** What is wrong with a run all of whose imports have ended. */
const problemOf = (parts: readonly Part[]): StoredProblem | null => {
  const stopped = parts.find(({ state }) => state !== 'done');
  if (stopped) {
    const why = stopped.error?.message ?? stopped.state;
    return asSourceProblem(new SourceProblem('source_import', `What was read could not be taken in: ${why}`, { why }));
  }
  const sum = (count: (part: Part) => string): number => parts.reduce((all, part) => all + Number(count(part)), 0);
  const [applied, rejected] = [sum((part) => part.applied), sum((part) => part.rejected)];
  if (applied > 0 || rejected === 0) return null;
  return asSourceProblem(new SourceProblem('source_rejected', `All ${rejected} rows were refused.`, { count: rejected }));
};
