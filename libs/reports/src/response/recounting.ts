import { dayBounds, localDay } from '@wayfare/kernel';
import { type ClockPort, type Database, JOB, jobId, type Logger, QUEUE, type Queues, readSettings } from '@wayfare/platform';
import { subjectOf } from '../subject.js';
import { countAndKeep } from './counting.js';
import { DUE, TRY_LOCK } from './counts.sql.js';

const DAY_MS = 86_400_000;

export interface RecountingDeps {
  readonly database: Database;
  readonly clock: ClockPort;
  readonly queues: Pick<Queues, 'add'>;
  readonly logger: Logger;
}

/** One report: a send day of a journey. */
export interface CountJob {
  readonly journeyId: string;
  readonly day: string;
}

/**
 * Counts the reports that take long, so that nobody waits for them: after something has changed, and at most as often as a twentieth of one core allows. What is due is read from the
 * tables; the job is a hint.
 */
export class Recounting {
  constructor(private readonly deps: RecountingDeps) {}

  /** Adds a job for each report that it is time to count. Under a clock that is moved by hand reports are counted at every look, and none is due. */
  async reconcile(): Promise<void> {
    if (this.deps.clock.isVirtual) return;
    const jobs = (await this.due()).map((report) => ({
      name: JOB.count,
      id: jobId.count(report.journeyId, report.day),
      data: { ...report },
    }));
    await this.deps.queues.add(QUEUE.reports, jobs);
  }

  /** Handles `JOB.count`. Another worker that counts the same report at this moment is left to it. */
  async run({ journeyId, day }: CountJob): Promise<void> {
    const { database, logger } = this.deps;
    await database.transaction(async (tx) => {
      const [lock] = await tx.query<{ mine: boolean }>(TRY_LOCK, [journeyId, day]);
      if (!lock?.mine) return;
      const ms = await countAndKeep(this.deps, tx, await subjectOf(tx, journeyId), day);
      logger.debug({ journeyId, day, ms }, 'a report was counted');
    });
  }

  private async due(): Promise<CountJob[]> {
    const { database, clock } = this.deps;
    const { timeZone } = await readSettings(database);
    const now = clock.now();
    const days = [now, new Date(now.getTime() - DAY_MS)].map((at) => localDay(at, timeZone));
    const bounds = days.map((day) => dayBounds(day, timeZone));
    return database.query<CountJob>(DUE, [now, days, bounds.map(({ from }) => from), bounds.map(({ to }) => to)]);
  }
}
