import { dateAt, dayBounds, localDay } from './zoned.js';

/** Hours in which people are left alone, by their own clock: from `from` to `to` (`HH:MM`), over midnight where `to` is the earlier. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
  /** `null`: on every channel. */
  readonly channels: readonly string[] | null;
}

/** A day of the calendar (`YYYY-MM-DD`) on which people are left alone, from midnight to midnight by their own clock. */
export interface Holiday {
  readonly day: string;
  readonly name: string;
  /** `null`: on every channel. */
  readonly channels: readonly string[] | null;
}

/** When nobody is written to. */
export interface QuietTimes {
  readonly hours: QuietHours | null;
  readonly holidays: readonly Holiday[];
}

export const NEVER_QUIET: QuietTimes = { hours: null, holidays: [] };

interface Span {
  readonly from: Date;
  readonly to: Date;
}

const DAY = 86_400_000;
const isFor = (channel: string, channels: readonly string[] | null): boolean => channels === null || channels.includes(channel);
const dayAfter = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

/** The quiet hours that begin on one day. Their ends are instants (decision 002, rule 3), so that a clock that is set back makes none of them twice. */
const hoursOf = ({ from, to }: QuietHours, day: string, zone: string): Span => ({
  from: dateAt(day, { offset: null, time: from, zone }),
  to: dateAt(from < to ? day : dayAfter(day, 1), { offset: null, time: to, zone }),
});

const spansOn = (today: string, channel: string, zone: string, { hours, holidays }: QuietTimes): readonly Span[] => {
  const spans =
    hours && hours.from !== hours.to && isFor(channel, hours.channels)
      ? [-1, 0].map((ahead) => hoursOf(hours, dayAfter(today, ahead), zone))
      : [];
  const isHoliday = holidays.some(({ day, channels }) => day === today && isFor(channel, channels));
  return isHoliday ? [...spans, dayBounds(today, zone)] : spans;
};

/** The quiet spans of days that were asked about: zones take long to reckon with, and many people share a zone and a day. */
const known = new WeakMap<QuietTimes, Map<string, readonly Span[]>>();
const MOST_KNOWN = 20_000;

const spansAround = (instant: Date, channel: string, zone: string, times: QuietTimes): readonly Span[] => {
  const days = known.get(times) ?? new Map<string, readonly Span[]>();
  known.set(times, days);
  const today = localDay(instant, zone);
  const key = `${today} ${channel} ${zone}`;
  const spans = days.get(key) ?? spansOn(today, channel, zone, times);
  if (days.size >= MOST_KNOWN) days.clear();
  days.set(key, spans);
  return spans;
};

/** More than a year of holidays on end is a slip of whoever typed them, not a wish. */
const MOST_SPANS = 800;

/**
 * When a quiet time that an instant lies in is over, all that follow on it without a gap included; `null` where the instant lies in none.
 * @param zone the IANA zone by which the person's clock goes
 */
export const quietUntil = (instant: Date, channel: string, zone: string, times: QuietTimes): Date | null => {
  let end = instant;
  for (let seen = 0; seen < MOST_SPANS; seen += 1) {
    const span = spansAround(end, channel, zone, times).find(({ from, to }) => from <= end && end < to);
    if (!span) break;
    end = span.to;
  }
  return end > instant ? end : null;
};
