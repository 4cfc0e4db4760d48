import { type Finding, unless } from './codes.js';

/** Weekdays are ISO: 1 = Monday … 7 = Sunday. */
export const weekdayFindings = (weekdays: readonly number[] = []): readonly Finding[] =>
  weekdays.flatMap((weekday) => unless(weekday >= 1 && weekday <= 7, 'bad_weekday', { value: weekday }));
