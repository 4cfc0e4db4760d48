import type { Clock } from '@wayfare/kernel';
import type { Database, Logger, WorkspaceSettings } from '@wayfare/platform';
import { type Body, readBody, type Subject } from './report.js';

/** A report's numbers, and the instant at which they were counted. */
export interface CountedBody {
  readonly body: Body;
  readonly countedAt: Date;
}

interface Kept extends CountedBody {
  readonly tookMs: number;
}

/** What is counted faster than this is counted whenever it is asked for. */
const SLOW_MS = 1_500;
const SHORTEST_MS = 30_000;
const LONGEST_MS = 10 * 60_000;
/** A report that takes ten seconds is counted every 200 at most: a twentieth of one core. */
const PAUSE = 20;
/** Nobody is shown numbers older than this, however long they have to wait. */
const OLDEST_MS = 6 * 60 * 60_000;

/** Whether numbers that were kept are shown, and whether they are counted anew behind the reader's back. */
export const isStillGood = ({ countedAt, tookMs }: Pick<Kept, 'countedAt' | 'tookMs'>, now: Date): 'yes' | 'for now' | 'no' => {
  const age = now.getTime() - countedAt.getTime();
  if (tookMs < SLOW_MS || age < 0 || age > OLDEST_MS) return 'no';
  return age < Math.min(LONGEST_MS, Math.max(SHORTEST_MS, tookMs * PAUSE)) ? 'yes' : 'for now';
};

const KEPT = 'SELECT body, counted_at AS "countedAt", took_ms AS "tookMs" FROM report_counts WHERE journey_id = $1 AND day = $2';
const KEEP = `
  INSERT INTO report_counts (journey_id, day, counted_at, took_ms, body) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (journey_id, day) DO UPDATE SET counted_at = excluded.counted_at, took_ms = excluded.took_ms, body = excluded.body
  WHERE report_counts.counted_at < excluded.counted_at`;

export interface CountingDeps {
  readonly database: Database;
  readonly clock: Clock;
  /** Numbers that take long to count may be some minutes old. Absent: never; a clock that is moved by hand leaves no minutes for it. */
  readonly slowCounts?: { readonly logger: Logger } | undefined;
}

/**
 * Counts reports. A small one is counted at every look. One of a million people takes seconds: it is shown as it was last counted, with the instant, and counted anew
 * behind it, once however many ask.
 */
export class Counting {
  private readonly underWay = new Map<string, Promise<CountedBody>>();

  constructor(private readonly deps: CountingDeps) {}

  async of(subject: Subject, day: string, settings: WorkspaceSettings): Promise<CountedBody> {
    const { slowCounts } = this.deps;
    if (!slowCounts) return this.count(subject, day, settings);
    const [kept] = await this.deps.database.query<Kept>(KEPT, [subject.id, day]);
    const isOurs = kept && kept.body.timeZone === settings.timeZone;
    const good = isOurs ? isStillGood(kept, this.deps.clock.now()) : 'no';
    if (!kept || good === 'no') return this.once(subject, day, settings);
    if (good === 'for now') {
      const failed = (error: unknown): void =>
        slowCounts.logger.warn({ err: error, journeyId: subject.id, day }, 'a report could not be counted anew');
      void this.once(subject, day, settings).catch(failed);
    }
    return { body: { ...kept.body, journey: { id: subject.id, name: subject.name } }, countedAt: kept.countedAt };
  }

  private once(subject: Subject, day: string, settings: WorkspaceSettings): Promise<CountedBody> {
    const key = `${subject.id} ${day}`;
    const begun = this.underWay.get(key) ?? this.count(subject, day, settings).finally(() => this.underWay.delete(key));
    this.underWay.set(key, begun);
    return begun;
  }

  private async count(subject: Subject, day: string, settings: WorkspaceSettings): Promise<CountedBody> {
    const { database, clock, slowCounts } = this.deps;
    const countedAt = clock.now();
    const began = performance.now();
    const body = await readBody(database, clock, settings, subject, day);
    const tookMs = Math.round(performance.now() - began);
    if (slowCounts && tookMs >= SLOW_MS) await database.query(KEEP, [subject.id, day, countedAt, tookMs, JSON.stringify(body)]);
    return { body, countedAt };
  }
}
