import { dateAt, localDay } from './zoned.js';

/** Hours of the week by a clock: from `from` to `to` (`HH:MM`), over midnight where `to` is no later, so that equal times are a whole day. */
export interface WeeklyWindow {
  readonly from: string;
  readonly to: string;
  /** ISO (1 = Monday … 7 = Sunday): the days on which it opens; none named means all seven. */
  readonly weekdays: readonly number[];
}

const DAY = 86_400_000;
/** A window lost to a clock set forward opens again a week later; both weeks are looked at, and the night before. */
const DAYS_AHEAD = 15;

const opensOn = ({ weekdays }: WeeklyWindow, midnight: number): boolean =>
  weekdays.length === 0 || weekdays.includes(new Date(midnight).getUTCDay() || 7);

const dayOf = (midnight: number): string => new Date(midnight).toISOString().slice(0, 10);

/**
 * The first instant at or after `from` at which the window is open: `from` itself where it is. Its ends are instants (decision 002, rule 3): an hour that the clock
 * shows twice is open once or both times, and one that it skips is never.
 * @param zone the IANA zone by which the clock goes
 * @throws RangeError where a time or the zone is none, or no weekday is one
 */
export const nextInWindow = (from: Date, window: WeeklyWindow, zone: string): Date => {
  const today = Date.parse(`${localDay(from, zone)}T00:00:00Z`);
  for (let ahead = -1; ahead <= DAYS_AHEAD; ahead += 1) {
    const midnight = today + ahead * DAY;
    if (!opensOn(window, midnight)) continue;
    const opens = dateAt(dayOf(midnight), { offset: null, time: window.from, zone });
    const closes = dateAt(dayOf(window.from < window.to ? midnight : midnight + DAY), { offset: null, time: window.to, zone });
    if (from < closes && opens < closes) return opens > from ? opens : from;
  }
  throw new RangeError(`no such weekday: ${window.weekdays.join(', ')}`);
};
