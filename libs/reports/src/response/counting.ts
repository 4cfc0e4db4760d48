import type { Clock } from '@wayfare/kernel';
import { type Database, readSettings, type Sql, type WorkspaceSettings } from '@wayfare/platform';
import { ASKED, KEEP, KEPT, READ_BASIS, SLOW_MS } from './counts.sql.js';
import { type Body, readBody, type Subject } from './report.js';

/** A report's numbers, and the instant at which they were counted. */
export interface CountedBody {
  readonly body: Body;
  readonly countedAt: Date;
}

interface Kept extends CountedBody {
  readonly tookMs: number;
}

export interface CountingDeps {
  readonly database: Database;
  readonly clock: Clock;
  /** Whether numbers that take long to count may be those of the last count, which a worker takes. A clock that is moved by hand leaves no minutes for it. */
  readonly keepsSlowCounts?: boolean;
}

/** Counts a report by one statement. The basis is read before: what changes in between is counted again. */
const countWith = async ({ clock }: Pick<CountingDeps, 'clock'>, sql: Sql, settings: WorkspaceSettings, subject: Subject, day: string) => {
  const [row] = await sql.query<{ basis: string }>(READ_BASIS, [subject.id]);
  const countedAt = clock.now();
  const began = performance.now();
  const body = await readBody(sql, clock, settings, subject, day);
  return { body, countedAt, tookMs: Math.round(performance.now() - began), basis: row?.basis ?? null };
};

/** Counts a report and keeps what it says, however quickly it went. */
export const countAndKeep = async (deps: Pick<CountingDeps, 'clock'>, sql: Sql, subject: Subject, day: string): Promise<number> => {
  const { body, countedAt, tookMs, basis } = await countWith(deps, sql, await readSettings(sql), subject, day);
  await sql.query(KEEP, [subject.id, day, countedAt, tookMs, JSON.stringify(body), basis]);
  return tookMs;
};

/**
 * Reads reports. A small one is counted at every look. One of a million people takes seconds: it is shown as it was last counted, with the instant, and a worker counts it anew
 * (`Recounting`); that somebody looks is written down, so that it is counted more often. Only what no worker has counted yet is counted while its first reader waits, once however many ask.
 */
export class Counting {
  private readonly underWay = new Map<string, Promise<CountedBody>>();

  constructor(private readonly deps: CountingDeps) {}

  async of(subject: Subject, day: string, settings: WorkspaceSettings): Promise<CountedBody> {
    const { database, clock, keepsSlowCounts } = this.deps;
    if (!keepsSlowCounts) return countWith(this.deps, database, settings, subject, day);
    const [kept] = await database.query<Kept>(KEPT, [subject.id, day]);
    if (!kept || kept.tookMs < SLOW_MS || kept.body.timeZone !== settings.timeZone) return this.once(subject, day, settings);
    await database.query(ASKED, [subject.id, day, clock.now()]);
    return { body: { ...kept.body, journey: { id: subject.id, name: subject.name } }, countedAt: kept.countedAt };
  }

  private once(subject: Subject, day: string, settings: WorkspaceSettings): Promise<CountedBody> {
    const key = `${subject.id} ${day}`;
    const begun = this.underWay.get(key) ?? this.count(subject, day, settings).finally(() => this.underWay.delete(key));
    this.underWay.set(key, begun);
    return begun;
  }

  private async count(subject: Subject, day: string, settings: WorkspaceSettings): Promise<CountedBody> {
    const { database } = this.deps;
    const { body, countedAt, tookMs, basis } = await countWith(this.deps, database, settings, subject, day);
    if (tookMs >= SLOW_MS) await database.query(KEEP, [subject.id, day, countedAt, tookMs, JSON.stringify(body), basis]);
    return { body, countedAt };
  }
}
