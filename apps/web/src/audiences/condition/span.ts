import { parseDuration } from '@wayfare/kernel';

/** A duration as people say it: one number and one unit. */
export const SPAN_UNITS = ['minutes', 'hours', 'days', 'weeks', 'months', 'years'] as const;
export type SpanUnit = (typeof SPAN_UNITS)[number];
export interface Span {
  readonly count: number;
  readonly unit: SpanUnit;
}

const WRITTEN: Readonly<Record<SpanUnit, (count: number) => string>> = {
  minutes: (count) => `PT${count}M`,
  hours: (count) => `PT${count}H`,
  days: (count) => `P${count}D`,
  weeks: (count) => `P${count}W`,
  months: (count) => `P${count}M`,
  years: (count) => `P${count}Y`,
};

export const durationOf = ({ count, unit }: Span): string => WRITTEN[unit](count);

const single = (years: number, months: number, days: number, minutes: number): Span | null => {
  const parts: readonly (readonly [number, SpanUnit])[] = [
    [years, 'years'],
    [months, 'months'],
    [days, 'days'],
    [minutes, 'minutes'],
  ];
  const set = parts.filter(([count]) => count !== 0);
  const [first] = set;
  if (set.length !== 1 || !first) return null;
  const [count, unit] = first;
  return unit === 'minutes' && count % 60 === 0 ? { count: count / 60, unit: 'hours' } : { count, unit };
};

/** Reads `P30D` as 30 days; `null` where one number and one unit cannot say it (`P1M2D`, nonsense). Weeks written as such stay weeks. */
export const spanOf = (duration: string): Span | null => {
  const weeks = /^P(\d+)W$/.exec(duration)?.[1];
  if (weeks !== undefined) return { count: Number(weeks), unit: 'weeks' };
  const parts = parseDuration(duration);
  if (!parts || parts.milliseconds % 60_000 !== 0) return null;
  return single(parts.years, parts.months, parts.days, parts.milliseconds / 60_000);
};
