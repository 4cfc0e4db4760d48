import { READINGS, type ReadingName } from '@wayfare/contracts';
import { dateAt, dayBounds, localDay } from '@wayfare/kernel';
import type { WorkspaceSettings } from '@wayfare/platform';

type Morning = Pick<WorkspaceSettings, 'timeZone' | 'reportAt'>;

/** After how many days each reading is taken. */
const AFTER: Readonly<Record<ReadingName, number>> = { first: 1, d3: 3, d7: 7 };

/** Send days older than this are read no more: a reading so late would say nothing about its own day. */
const LOOK_BACK_DAYS = 14;

/** A reading of a day, whichever journey's. */
export interface Slot {
  readonly day: string;
  readonly reading: ReadingName;
  readonly dueAt: Date;
}

const moveDay = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** When a reading is due: on its day at the workspace's report time, by the workspace's clock. */
export const dueAtOf = (day: string, reading: ReadingName, { timeZone, reportAt }: Morning): Date =>
  dateAt(day, { offset: `P${AFTER[reading]}D`, time: reportAt, zone: timeZone });

/** Every reading of the send days that are looked at, due or not, the first due first. */
export const slotsAt = (now: Date, morning: Morning): Slot[] => {
  const today = localDay(now, morning.timeZone);
  const days = Array.from({ length: LOOK_BACK_DAYS + 1 }, (_, ago) => moveDay(today, -ago));
  return days
    .flatMap((day) => READINGS.map((reading) => ({ day, reading, dueAt: dueAtOf(day, reading, morning) })))
    .sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime());
};

/** The last instant, up to now, at which readings fell due, and the send day whose first reading that was. */
export const morningOf = (now: Date, morning: Morning): { readonly at: Date; readonly day: string } => {
  const today = localDay(now, morning.timeZone);
  const days = [moveDay(today, -1), moveDay(today, -2)] as const;
  const day = dueAtOf(days[0], 'first', morning) <= now ? days[0] : days[1];
  return { at: dueAtOf(day, 'first', morning), day };
};

/** The readings of one day that are still to be taken; those of a day that is no longer looked at never will be. */
export const upcomingOf = (day: string, now: Date, morning: Morning, taken: readonly ReadingName[]): Slot[] =>
  day < moveDay(localDay(now, morning.timeZone), -LOOK_BACK_DAYS)
    ? []
    : READINGS.filter((reading) => !taken.includes(reading)).map((reading) => ({ day, reading, dueAt: dueAtOf(day, reading, morning) }));

/** The bounds of a slot's day, by the workspace's clock. */
export const boundsOf = ({ day }: Pick<Slot, 'day'>, { timeZone }: Morning) => dayBounds(day, timeZone);
