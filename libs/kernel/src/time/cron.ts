import { dateAt, localDay } from './zoned.js';

/**
 * Five-field cron lines (minute, hour, day of month, month, day of week) with numbers, `*`, lists, ranges and steps.
 * As in cron itself, a line that restricts both the day of month and the day of week means either.
 * Wall times follow the same daylight-saving rules as every wait: skipped ones happen at the jump, repeated ones once.
 */
interface CronFields {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly days: readonly number[];
  readonly months: readonly number[];
  readonly weekdays: readonly number[];
  readonly eitherDay: boolean;
}

const BOUNDS = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
] as const;

const PART = /^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/;

const readPart = (part: string, least: number, most: number): number[] | null => {
  const match = PART.exec(part);
  if (!match) return null;
  const step = match[3] === undefined ? 1 : Number(match[3]);
  const from = match[1] === undefined ? least : Number(match[1]);
  const open = match[1] === undefined || match[3] !== undefined;
  const to = match[2] === undefined ? (open ? most : from) : Number(match[2]);
  if (step < 1 || from < least || to > most || from > to) return null;
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, at) => from + at * step);
};

const readField = (field: string, [least, most]: readonly [number, number]): number[] | null => {
  const parts = field.split(',').map((part) => readPart(part, least, most));
  const values = parts.flatMap((part) => part ?? []);
  return parts.includes(null) ? null : [...new Set(values)].sort((a, b) => a - b);
};

const readCron = (line: string): CronFields | null => {
  const texts = line.trim().split(/\s+/);
  const fields = BOUNDS.map((bounds, at) => readField(texts[at] ?? '', bounds));
  const [minutes, hours, days, months, weekdays] = fields;
  if (texts.length !== BOUNDS.length || !minutes || !hours || !days || !months || !weekdays) return null;
  const eitherDay = !texts[2]?.startsWith('*') && !texts[4]?.startsWith('*');
  return { minutes, hours, days, months, weekdays: weekdays.map((day) => day % 7), eitherDay };
};

const matchesDay = (cron: CronFields, day: Date): boolean => {
  if (!cron.months.includes(day.getUTCMonth() + 1)) return false;
  const [byDate, byWeekday] = [cron.days.includes(day.getUTCDate()), cron.weekdays.includes(day.getUTCDay())];
  return cron.eitherDay ? byDate || byWeekday : byDate && byWeekday;
};

const twoDigits = (value: number): string => String(value).padStart(2, '0');

const firstOfDay = (cron: CronFields, day: string, after: Date, zone: string): Date | null => {
  for (const hour of cron.hours) {
    for (const minute of cron.minutes) {
      const instant = dateAt(day, { offset: null, time: `${twoDigits(hour)}:${twoDigits(minute)}`, zone });
      if (instant > after) return instant;
    }
  }
  return null;
};

const LONGEST_DAYS = 366 * 8 + 3;

/** Whether a text is a cron line that comes round at all (the 30th of February never does). */
export const isCron = (line: string): boolean => nextCronTime(new Date(0), line, 'UTC') !== null;

/** The first instant after `after` that a cron line names on the zone's clock; `null` where the line is none or never comes round. */
export const nextCronTime = (after: Date, line: string, zone: string): Date | null => {
  const cron = readCron(line);
  if (!cron) return null;
  const today = Date.parse(`${localDay(after, zone)}T00:00:00Z`);
  for (let ahead = 0; ahead <= LONGEST_DAYS; ahead += 1) {
    const day = new Date(today + ahead * 86_400_000);
    const instant = matchesDay(cron, day) ? firstOfDay(cron, day.toISOString().slice(0, 10), after, zone) : null;
    if (instant) return instant;
  }
  return null;
};
