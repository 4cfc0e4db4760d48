import { parseDuration } from '@wayfare/kernel';
import type { TFunction } from 'i18next';

export interface FormatContext {
  readonly language: string;
  /** IANA zone in which instants are told. */
  readonly timeZone: string;
  /** ISO 4217 code that money has where a value names none. */
  readonly currency: string;
  readonly t: TFunction;
}

const MINUTE = 60_000;
const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 1440 * MINUTE],
  ['hour', 60 * MINUTE],
  ['minute', MINUTE],
];

/** Every way in which a page tells a value: one place, so that one value never reads in two ways. */
export const createFormat = ({ language, timeZone, currency, t }: FormatContext) => {
  const whole = new Intl.NumberFormat(language);
  const short = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 });
  const stamp = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(language, { timeZone, hourCycle: 'h23', ...options });
  const date = stamp({ year: 'numeric', month: 'short', day: 'numeric' });
  const shortDate = stamp({ month: 'short', day: 'numeric' });
  const dateTime = stamp({ month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' });
  const fullDateTime = stamp({ year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' });
  const time = stamp({ hour: '2-digit', minute: '2-digit' });
  // a calendar day has no zone: it is told as it stands
  const day = new Intl.DateTimeFormat(language, { timeZone: 'UTC', month: 'short', day: 'numeric', weekday: 'short' });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const yearOf = (instant: Date): string => new Intl.DateTimeFormat('en', { timeZone, year: 'numeric' }).format(instant);

  return {
    number: (value: number): string => whole.format(value),
    /** `1.2k`, where room is short. */
    compact: (value: number): string => short.format(value),
    /** @param share 0.062 is told as `6.2%` */
    percent: (share: number, digits = 1): string =>
      new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: digits, minimumFractionDigits: 0 }).format(share),
    /** A difference of shares in percentage points, with its sign: 0.061 is told as `+6.1`. */
    points: (share: number, digits = 1): string =>
      new Intl.NumberFormat(language, { maximumFractionDigits: digits, minimumFractionDigits: digits, signDisplay: 'exceptZero' }).format(
        share * 100,
      ),
    /** An interval of such differences: `5.5 – 6.6`, `−0.9 – 1.2`. */
    pointInterval: (low: number, high: number, digits = 1): string => {
      const points = new Intl.NumberFormat(language, { maximumFractionDigits: digits, minimumFractionDigits: digits });
      return `${points.format(low * 100)} – ${points.format(high * 100)}`;
    },
    /** @param minor the amount in minor units (cents) */
    money: (minor: number, code: string = currency): string => {
      const format = new Intl.NumberFormat(language, { style: 'currency', currency: code });
      return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
    },
    date: (instant: string): string => date.format(new Date(instant)),
    /** Day and month, for a place that has no room for the year. */
    shortDate: (instant: string): string => shortDate.format(new Date(instant)),
    time: (instant: string): string => time.format(new Date(instant)),
    /** Names the year only where it is not `now`'s. */
    dateTime: (instant: string, now: string = new Date().toISOString()): string =>
      (yearOf(new Date(instant)) === yearOf(new Date(now)) ? dateTime : fullDateTime).format(new Date(instant)),
    /** @param calendarDay `YYYY-MM-DD` */
    day: (calendarDay: string): string => day.format(new Date(`${calendarDay}T00:00:00Z`)),
    relative: (instant: string, now: string = new Date().toISOString()): string => {
      const distance = new Date(instant).getTime() - new Date(now).getTime();
      const step = STEPS.find(([, size]) => Math.abs(distance) >= size);
      return step ? relative.format(Math.round(distance / step[1]), step[0]) : relative.format(0, 'minute');
    },
    /** An ISO 8601 duration in words: `P1DT2H` is told as "1 day 2 hours"; the sign is left to the sentence around it. */
    duration: (iso: string): string => durationInWords(iso, t),
    /** Names joined as the language joins them: "A, B and C". */
    list: (names: readonly string[], type: 'conjunction' | 'disjunction' = 'conjunction'): string =>
      new Intl.ListFormat(language, { type }).format(names),
  };
};
export type Format = ReturnType<typeof createFormat>;

/** The parts of a duration in words, largest first; the text itself where it is no duration. */
export const durationInWords = (iso: string, t: TFunction): string => {
  const parts = parseDuration(iso);
  if (!parts) return iso;
  const seconds = Math.abs(parts.milliseconds) / 1000;
  const amounts = [
    ['years', Math.abs(parts.years)],
    ['months', Math.abs(parts.months)],
    ['days', Math.abs(parts.days)],
    ['hours', Math.floor(seconds / 3600)],
    ['minutes', Math.floor((seconds % 3600) / 60)],
    ['seconds', Math.round(seconds % 60)],
  ] as const;
  const words = amounts.filter(([, count]) => count > 0).map(([unit, count]) => t(`common.duration.${unit}`, { count }));
  return words.length === 0 ? t('common.duration.minutes', { count: 0 }) : words.join(t('common.duration.separator'));
};
