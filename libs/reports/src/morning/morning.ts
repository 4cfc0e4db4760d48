import type { Clock } from '@wayfare/kernel';
import { type Database, JOB, type Logger, QUEUE, type Queues, readSettings } from '@wayfare/platform';
import type { Readings } from '../readings/readings.js';
import { morningOf } from '../readings/schedule.js';
import type { MorningMails } from './mails.js';

export interface MorningDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly queues: Pick<Queues, 'add'>;
  readonly logger: Logger;
  readonly readings: Readings;
  readonly mails: MorningMails;
}

/** Asked every few seconds, it looks into the tables at each new morning and, for what came late, this often. */
const LOOK_MS = 5 * 60_000;

/**
 * What reports do by themselves each morning: take the readings that are due, then send the mails about them. What is due is read from the tables; the job is a
 * hint that anyone may add, as often as they like.
 */
export class MorningWork {
  #looked = { morning: 0, at: 0 };

  constructor(private readonly deps: MorningDeps) {}

  /** What is due now and not done: one row for each kind of work. */
  async left(): Promise<{ kind: string; count: number }[]> {
    const settings = await readSettings(this.deps.database);
    const readings = (await this.deps.readings.due(settings)).length;
    const mails = (await this.deps.mails.due(settings)).length;
    return [
      { kind: 'readings', count: readings },
      { kind: 'morning mails', count: mails },
    ].filter(({ count }) => count > 0);
  }

  /** The next instant after now, `until` at the latest, at which something comes due. */
  async next(until: Date): Promise<Date | null> {
    const reading = await this.deps.readings.next(await readSettings(this.deps.database), until);
    const mail = await this.deps.mails.next(until);
    const [first] = [reading, mail].filter((one) => one !== null).sort((one, other) => one.getTime() - other.getTime());
    return first ?? null;
  }

  /** Adds the job where something is due. */
  async announce(): Promise<void> {
    if ((await this.left()).length === 0) return;
    await this.deps.queues.add(QUEUE.reports, [{ name: JOB.morning, id: 'morning', data: {} }]);
  }

  /** The same for whoever asks all the time. */
  async reconcile(): Promise<void> {
    const now = this.deps.clock.now();
    const morning = morningOf(now, await readSettings(this.deps.database)).at.getTime();
    const isFresh = morning === this.#looked.morning && Math.abs(now.getTime() - this.#looked.at) < LOOK_MS;
    if (isFresh) return;
    await this.announce();
    this.#looked = { morning, at: now.getTime() };
  }

  /** Handles `JOB.morning`. A reading that fails keeps neither the others nor the mails from being made, and is tried again. */
  async run(): Promise<void> {
    const { database, readings, mails, logger } = this.deps;
    let failure: unknown;
    for (const reading of await readings.due(await readSettings(database))) {
      try {
        await readings.take(reading);
      } catch (error) {
        logger.error({ err: error, ...reading }, 'a reading of a report could not be taken');
        failure = error;
      }
    }
    await mails.sendDue();
    if (failure !== undefined) throw failure;
  }
}
