import { z } from 'zod';

/** An ISO 8601 duration split into the parts that are added in different ways; a week is seven days. All have the duration's sign. */
export interface DurationParts {
  readonly years: number;
  readonly months: number;
  readonly days: number;
  readonly milliseconds: number;
}

const PATTERN = /^(-)?P(?=\d|T\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,3})?)S)?)?$/;
/** About a thousand years: what moves an instant further is a slip, and would leave the range of the database. */
const LONGEST_DAYS = 366_000;

const signed = (text: string | undefined, sign: number): number => (text === undefined ? 0 : sign * Number(text));

/** Reads an ISO 8601 duration (`P1D`, `PT30M`, `-P3D`); `null` where it is none. */
export const parseDuration = (text: string): DurationParts | null => {
  const match = PATTERN.exec(text);
  if (!match) return null;
  const sign = match[1] ? -1 : 1;
  const [years, months, weeks, days, hours, minutes, seconds] = match.slice(2).map((part) => signed(part, sign));
  const parts = {
    years: years ?? 0,
    months: months ?? 0,
    days: (weeks ?? 0) * 7 + (days ?? 0),
    milliseconds: Math.round(((hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0)) * 1000),
  };
  const length =
    Math.abs(parts.years) * 366 + Math.abs(parts.months) * 31 + Math.abs(parts.days) + Math.abs(parts.milliseconds) / 86_400_000;
  return length > LONGEST_DAYS ? null : parts;
};

/**
 * The instant that lies a duration after another one. Years and months move on the UTC calendar (the last day of the
 * month where the day does not exist); a day is 24 hours.
 * @throws RangeError where the text is no duration; text from outside goes through `durationSchema` first
 */
export const addDuration = (from: Date, duration: string, sign: 1 | -1 = 1): Date => {
  const parts = parseDuration(duration);
  if (!parts) throw new RangeError(`not an ISO 8601 duration: ${duration}`);
  const months = sign * (parts.years * 12 + parts.months);
  const moved = new Date(from);
  if (months !== 0) {
    const day = moved.getUTCDate();
    moved.setUTCDate(1);
    moved.setUTCMonth(moved.getUTCMonth() + months);
    const last = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
    moved.setUTCDate(Math.min(day, last));
  }
  return new Date(moved.getTime() + sign * (parts.days * 86_400_000 + parts.milliseconds));
};

export const durationSchema = z
  .string()
  .refine((text) => parseDuration(text) !== null, { message: 'not an ISO 8601 duration such as P1D or PT30M' });
