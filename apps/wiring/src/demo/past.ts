import { type DispatcherPort, type Engine, engineHandler, type MovableClock } from '@wayfare/engine';
import { ManualClock } from '@wayfare/kernel';
import type { JobHint, Queues, Sql } from '@wayfare/platform';
import { DELIVER } from './answers.sql.js';

/** A clock that is moved through the past. */
export class PastClock extends ManualClock implements MovableClock {
  readonly isVirtual = true;

  async sync(): Promise<void> {
    // Nobody shares it.
  }

  async advanceTo(instant: Date): Promise<void> {
    this.moveTo(instant);
  }
}

/** Hints of work, kept until they are carried out one after the other: what is told of the past needs no queue store. */
export class PastQueues implements Pick<Queues, 'add'> {
  #waiting: JobHint[] = [];

  async add(_queue: string, jobs: readonly JobHint[]): Promise<void> {
    this.#waiting.push(...jobs);
  }

  async carryOut(engine: Engine): Promise<void> {
    const handle = engineHandler(engine);
    for (let job = this.#waiting.shift(); job; job = this.#waiting.shift()) await handle(job);
  }
}

/** The post of the past: what was queued is marked as handed over, and nothing leaves the house. */
export class PastPost implements DispatcherPort {
  constructor(
    private readonly sql: Sql,
    private readonly clock: PastClock,
  ) {}

  async request(): Promise<void> {
    await this.sql.query(DELIVER, [this.clock.now()]);
  }

  async due(): Promise<string[]> {
    return [];
  }

  async recoverLeases(): Promise<void> {
    // Nothing is ever leased.
  }

  async cancelForEnrollments(): Promise<void> {
    // Everything queued was handed over at once.
  }

  async cancelForJourney(): Promise<void> {
    // Everything queued was handed over at once.
  }

  async recallFromJourney(): Promise<void> {
    // Nothing is ever on its way.
  }
}
