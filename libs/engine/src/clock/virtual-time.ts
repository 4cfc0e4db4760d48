import { setTimeout as pause } from 'node:timers/promises';
import type { BodyOf, ReplyOf, routes } from '@wayfare/contracts';
import { AppError, addDuration, invalid, parseDuration } from '@wayfare/kernel';
import type { ClockPort } from '@wayfare/platform';
import type { Engine } from '../engine.js';
import { settledCohorts } from '../recovery/held.js';
import { BUSY, NEXT } from './virtual-time.sql.js';

/** A clock that stands still until it is moved, for everyone who shares it. */
export interface MovableClock extends ClockPort {
  advanceTo(instant: Date): Promise<void>;
}

/** What else comes due by the same clock, which the engine knows nothing of. */
export interface OtherWork {
  /** What is due now and not done. */
  left(): Promise<readonly Work[]>;
  /** The next instant after now, `until` at the latest, at which some comes due. */
  next(until: Date): Promise<Date | null>;
  /** Adds the jobs of what is due. */
  announce(): Promise<void>;
}

export interface VirtualTimeDeps {
  readonly engine: Engine;
  readonly clock: MovableClock;
  readonly other?: OtherWork;
  /** Lets the workers work for a moment; where absent waits, ever longer, so that looking takes nothing from them. */
  readonly whileTheyWork?: () => Promise<unknown>;
}

interface Work {
  readonly kind: string;
  readonly count: number;
}

const LOOKS_PER_RECONCILE = 20;
const LONGEST_PAUSE_MS = 200;
const NO_PROGRESS_MS = 120_000;

/**
 * The one clock of a deployment that was started with a virtual one. It goes from one instant at which something comes due to the next, and at each waits
 * until the tables say that everything has been carried out; so a fortnight's journey happens in order, in seconds.
 */
export class VirtualTime {
  private moving: Promise<unknown> = Promise.resolve();

  constructor(private readonly deps: VirtualTimeDeps) {}

  async clock(): Promise<ReplyOf<typeof routes.clock>> {
    await this.deps.clock.sync();
    return { now: this.deps.clock.now().toISOString() };
  }

  /** Moves the clock on by a duration; two who ask at once move it one after the other. */
  async advanceClock({ advance }: BodyOf<typeof routes.advanceClock>): Promise<ReplyOf<typeof routes.advanceClock>> {
    const parts = parseDuration(advance);
    if (!parts || advance.startsWith('-'))
      throw invalid('The clock moves on by an ISO 8601 duration, and never back.', [
        { path: 'advance', code: 'bad_duration', message: advance },
      ]);
    const moved = this.moving.then(() => this.advance(advance));
    this.moving = moved.catch(() => undefined);
    return moved;
  }

  private async advance(duration: string): Promise<{ now: string }> {
    const { clock, engine } = this.deps;
    await clock.sync();
    const target = addDuration(clock.now(), duration);
    for (;;) {
      await this.settle();
      const [row] = await engine.parts.database.query<{ next: Date | null }>(NEXT, [clock.now(), target]);
      const next = earlier(row?.next ?? null, (await this.deps.other?.next(target)) ?? null);
      if (!next) break;
      await clock.advanceTo(next);
    }
    if (target > clock.now()) {
      await clock.advanceTo(target);
      await this.settle();
    }
    // one more look, for what follows from everything being done: a journey that nobody is in any more is finished
    await engine.reconcile();
    return { now: clock.now().toISOString() };
  }

  private async workLeft(): Promise<Work[]> {
    const { database, plans } = this.deps.engine.parts;
    const left = await database.query<Work>(BUSY, [this.deps.clock.now()]);
    const settled = await settledCohorts(database, plans);
    const own = settled.length > 0 ? [...left, { kind: 'held cohorts', count: settled.length }] : left;
    // what else there is follows from what the engine has done, and is asked for once that is done
    return own.length > 0 ? own : [...((await this.deps.other?.left()) ?? [])];
  }

  /** Waits until nothing that is due is left. */
  private async settle(): Promise<void> {
    const { engine, other, whileTheyWork } = this.deps;
    let last = '';
    let since = Date.now();
    for (let looks = 0; ; looks += 1) {
      if (looks % LOOKS_PER_RECONCILE === 0) await engine.reconcile();
      const left = await this.workLeft();
      if (left.length === 0) return;
      await other?.announce();
      const seen = JSON.stringify(left);
      if (seen !== last) [last, since] = [seen, Date.now()];
      if (Date.now() - since > NO_PROGRESS_MS) throw stuck(left);
      await (whileTheyWork ? whileTheyWork() : pause(Math.min(LONGEST_PAUSE_MS, 20 + 5 * looks)));
    }
  }
}

const earlier = (one: Date | null, other: Date | null): Date | null => (one && other ? (one < other ? one : other) : (one ?? other));

const stuck = (left: readonly Work[]) =>
  new AppError(
    'clock_stuck',
    503,
    `Nothing moves any more, though work is left: ${left.map(({ kind, count }) => `${count} ${kind}`).join(', ')}.`,
  );
