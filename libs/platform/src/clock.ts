import type { Clock } from '@wayfare/kernel';
import type { Database } from './database.js';

/** The clock of a process. `sync` is called before a piece of work begins, so that all processes that share a clock agree. */
export interface ClockPort extends Clock {
  readonly isVirtual: boolean;
  sync(): Promise<void>;
}

export class RealClock implements ClockPort {
  readonly isVirtual = false;

  now(): Date {
    return new Date();
  }

  async sync(): Promise<void> {
    // The machine's own clock needs no telling.
  }
}

/** Begins where the machine's clock stands, once for the whole deployment. */
const BEGIN = 'INSERT INTO virtual_clock (instant) VALUES ($1) ON CONFLICT (only_row) DO NOTHING';
const READ = 'SELECT instant FROM virtual_clock';
const ADVANCE = 'UPDATE virtual_clock SET instant = greatest(instant, $1) RETURNING instant';

/**
 * One instant for api, worker and schedules, in the table `virtual_clock`: it stands still until it is advanced, and never goes back.
 * `now()` gives the instant as last read; `sync()` reads it again.
 */
export class SharedVirtualClock implements ClockPort {
  readonly isVirtual = true;

  private constructor(
    private readonly database: Database,
    private instant: Date,
  ) {}

  static async open(database: Database, start: Date = new Date()): Promise<SharedVirtualClock> {
    await database.query(BEGIN, [start]);
    const clock = new SharedVirtualClock(database, start);
    await clock.sync();
    return clock;
  }

  now(): Date {
    return new Date(this.instant);
  }

  async sync(): Promise<void> {
    this.take(await this.database.query<{ instant: Date }>(READ));
  }

  /** Moves the clock forward for everyone; an instant that has passed already moves nothing. */
  async advanceTo(instant: Date): Promise<void> {
    this.take(await this.database.query<{ instant: Date }>(ADVANCE, [instant]));
  }

  private take([row]: { instant: Date }[]): void {
    if (!row) throw new Error('the virtual clock was removed from the database');
    this.instant = row.instant;
  }
}
