import type { ReadingName } from '@wayfare/contracts';
import type { Clock } from '@wayfare/kernel';
import { type Database, readSettings, type WorkspaceSettings } from '@wayfare/platform';
import { readBody } from '../response/report.js';
import { subjectOf } from '../subject.js';
import { IS_TAKEN, KEEP, OPEN_READINGS, TRY_LOCK } from './readings.sql.js';
import { boundsOf, type Slot, slotsAt } from './schedule.js';

/** A reading of one journey that nobody has taken yet. */
export interface OpenReading {
  readonly journeyId: string;
  readonly day: string;
  readonly reading: ReadingName;
  readonly dueAt: Date;
}

/**
 * The readings of the response report: what it said the next morning, and three and seven days after the send day. Which are due is derived from the
 * decisions and from the readings that are there, so that a lost job loses none; the key of the table sees to it that none is taken twice.
 */
export class Readings {
  constructor(private readonly deps: { readonly database: Database; readonly clock: Clock }) {}

  /** Readings that are due by now and not taken, the first due first. */
  async due(settings: WorkspaceSettings): Promise<OpenReading[]> {
    const now = this.deps.clock.now();
    return this.#open(
      slotsAt(now, settings).filter(({ dueAt }) => dueAt <= now),
      settings,
    );
  }

  /** The first instant after now, `until` at the latest, at which a reading falls due. */
  async next(settings: WorkspaceSettings, until: Date): Promise<Date | null> {
    const now = this.deps.clock.now();
    const ahead = slotsAt(now, settings).filter(({ dueAt }) => dueAt > now && dueAt <= until);
    const [first] = await this.#open(ahead, settings);
    return first?.dueAt ?? null;
  }

  /** Takes a reading, unless it is there already or another worker is at it. */
  async take({ journeyId, day, reading }: OpenReading): Promise<void> {
    const { database, clock } = this.deps;
    await database.transaction(async (tx) => {
      const key = [journeyId, day, reading];
      const [lock] = await tx.query<{ mine: boolean }>(TRY_LOCK, key);
      if (!lock?.mine || (await tx.query(IS_TAKEN, key)).length > 0) return;
      const body = await readBody(tx, clock, await readSettings(tx), await subjectOf(tx, journeyId), day);
      await tx.query(KEEP, [...key, clock.now(), JSON.stringify(body)]);
    });
  }

  async #open(slots: readonly Slot[], settings: WorkspaceSettings): Promise<OpenReading[]> {
    if (slots.length === 0) return [];
    const bounds = slots.map((slot) => boundsOf(slot, settings));
    return this.deps.database.query<OpenReading>(OPEN_READINGS, [
      slots.map(({ day }) => day),
      slots.map(({ reading }) => reading),
      slots.map(({ dueAt }) => dueAt),
      bounds.map(({ from }) => from),
      bounds.map(({ to }) => to),
    ]);
  }
}
