import { IANAZone } from 'luxon';
import { parseDuration } from './duration.js';

/**
 * Wall-clock arithmetic in IANA zones (decision 002, rules 3 and 4). A wall time that the clock skips in spring stands
 * for the instant at which it jumps; one that it shows twice in autumn stands for the first time.
 */
const DAY = 86_400_000;
const MINUTE = 60_000;
const ZONE_NAME = /^[A-Za-z][A-Za-z0-9_+/-]*$/;
const WALL_TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** Whether a name is an IANA zone that this runtime knows. Bare offsets (`+08:00`) are none. */
export const isTimeZone = (zone: string): boolean => ZONE_NAME.test(zone) && IANAZone.isValidZone(zone);

/** Whether a text is a wall time `HH:MM`. */
export const isWallTime = (text: string): boolean => WALL_TIME.test(text);

const offsetAt = (instant: number, zone: IANAZone): number => Math.round(zone.offset(instant) * MINUTE);

/** The first instant in (from, to] at which the zone's offset is no longer the one at `from`. */
const jumpBetween = (from: number, to: number, zone: IANAZone): number => {
  const before = offsetAt(from, zone);
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle, zone) === before) low = middle;
    else high = middle;
  }
  return high;
};

/** @param wall the wall clock read as if it were UTC, in milliseconds */
const instantOf = (wall: number, zone: IANAZone): number => {
  const candidates = [offsetAt(wall - DAY, zone), offsetAt(wall + DAY, zone)].map((offset) => wall - offset);
  const shown = candidates.filter((instant) => instant + offsetAt(instant, zone) === wall);
  return shown.length > 0 ? Math.min(...shown) : jumpBetween(wall - DAY, wall + DAY, zone);
};

/** Names are written in any case, so there are more of them than zones; whatever comes in, no more than these are kept. */
const MOST_KNOWN = 1000;
const known = new Map<string, IANAZone>();

/** Asking the runtime whether there is a zone costs a third of a millisecond and memory that comes back late: a file asks a million times. */
const zoneOf = (zone: string): IANAZone => {
  const found = known.get(zone);
  if (found) return found;
  if (!isTimeZone(zone)) throw new RangeError(`not an IANA time zone: ${zone}`);
  const made = IANAZone.create(zone);
  if (known.size < MOST_KNOWN) known.set(zone, made);
  return made;
};

const millisecondsOf = (time: string): number => {
  const match = WALL_TIME.exec(time);
  if (!match) throw new RangeError(`not a wall time HH:MM: ${time}`);
  return (Number(match[1]) * 60 + Number(match[2])) * MINUTE;
};

const dayOf = (wall: number): string => new Date(wall).toISOString().slice(0, 10);
const midnightOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** The calendar day (`YYYY-MM-DD`) that an instant falls on in a zone. */
export const localDay = (instant: Date, zone: string): string => dayOf(instant.getTime() + offsetAt(instant.getTime(), zoneOf(zone)));

/** The hour, 0 to 23, that a zone's clock shows at an instant. */
export const localHour = (instant: Date, zone: string): number =>
  new Date(instant.getTime() + offsetAt(instant.getTime(), zoneOf(zone))).getUTCHours();

/** The instants at which a calendar day begins and the next one does: `from` belongs to it, `to` no longer. */
export const dayBounds = (day: string, zone: string): { from: Date; to: Date } => {
  const [at, midnight] = [zoneOf(zone), midnightOf(day)];
  return { from: new Date(instantOf(midnight, at)), to: new Date(instantOf(midnight + DAY, at)) };
};

/** ISO weekday, 1 = Monday … 7 = Sunday. */
const weekdayOf = (wall: number): number => new Date(wall).getUTCDay() || 7;

/**
 * The first instant at or after `from` at which the zone's clock shows `time` on one of the weekdays.
 * @param rule `weekdays` are ISO (1 = Monday … 7 = Sunday); none named means all seven
 * @throws RangeError where `time` or `zone` is none, or no weekday is one
 */
export const nextWallTime = (from: Date, rule: { time: string; weekdays: readonly number[]; zone: string }): Date => {
  const zone = zoneOf(rule.zone);
  const time = millisecondsOf(rule.time);
  const today = midnightOf(localDay(from, rule.zone));
  // the day before counts too: a clock set back over midnight shows it again; a zone that skipped a day costs one more
  for (let ahead = -1; ahead <= 8; ahead += 1) {
    const midnight = today + ahead * DAY;
    if (rule.weekdays.length > 0 && !rule.weekdays.includes(weekdayOf(midnight))) continue;
    const instant = instantOf(midnight + time, zone);
    if (instant >= from.getTime()) return new Date(instant);
  }
  throw new RangeError(`no such weekday: ${rule.weekdays.join(', ')}`);
};

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month + 1, 0)).getUTCDate();

/** Moves a calendar date by years and months (the month's last day where the day does not exist), then by days. */
const moveDay = (day: string, offset: string): number => {
  const parts = parseDuration(offset);
  if (!parts) throw new RangeError(`not an ISO 8601 duration: ${offset}`);
  const start = new Date(midnightOf(day));
  const months = start.getUTCFullYear() * 12 + start.getUTCMonth() + parts.years * 12 + parts.months;
  const [year, month] = [Math.floor(months / 12), ((months % 12) + 12) % 12];
  return Date.UTC(year, month, Math.min(start.getUTCDate(), daysIn(year, month))) + parts.days * DAY;
};

/**
 * The instant of a wall time on a calendar date, after the date was moved by the calendar part of `offset`.
 * @param day `YYYY-MM-DD`
 * @throws RangeError where `offset`, `time` or `zone` is none
 */
export const dateAt = (day: string, rule: { offset: string | null; time: string; zone: string }): Date => {
  const midnight = rule.offset === null ? midnightOf(day) : moveDay(day, rule.offset);
  return new Date(instantOf(midnight + millisecondsOf(rule.time), zoneOf(rule.zone)));
};

/** A day of the year in another year; 29 February is 28 February where a year has none. */
const inYear = (day: string, year: number): string => {
  const [month, date] = [Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))];
  return dayOf(Date.UTC(year, month, Math.min(date, daysIn(year, month))));
};

const MEAN_YEAR_DAYS = 365.2425;
const yearsOf = (offset: string | null): number => {
  const parts = offset === null ? null : parseDuration(offset);
  return parts ? Math.round(parts.years + parts.months / 12 + parts.days / MEAN_YEAR_DAYS) : 0;
};

/**
 * The first instant at or after `from` that belongs to an anniversary of a day, itself included: the same day of the year, moved by `offset`, at a wall time.
 * @param day `YYYY-MM-DD`
 * @throws RangeError where `offset`, `time` or `zone` is none
 */
export const nextAnniversary = (day: string, from: Date, rule: { offset: string | null; time: string; zone: string }): Date => {
  const around = Number(localDay(from, rule.zone).slice(0, 4)) - yearsOf(rule.offset);
  for (let year = Math.max(Number(day.slice(0, 4)), around - 2); ; year += 1) {
    const instant = dateAt(inYear(day, year), rule);
    if (instant >= from) return instant;
  }
};
