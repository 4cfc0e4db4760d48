import type { NodeDataByKind } from '@wayfare/journey';
import type { Words } from '../nodes/words.js';

export type Schedule = NonNullable<NodeDataByKind['audience']['schedule']>;

/** A cron line as people say it. `days`: ISO weekdays; `day`: of the month. */
export type Rhythm =
  | { readonly every: 'day'; readonly time: string }
  | { readonly every: 'week'; readonly time: string; readonly days: readonly number[] }
  | { readonly every: 'month'; readonly time: string; readonly day: number }
  | { readonly every: 'cron'; readonly line: string };

const twoDigits = (value: number): string => String(value).padStart(2, '0');
const LINE = /^(\d{1,2}) (\d{1,2}) (\*|\d{1,2}) \* (\*|[0-7](?:,[0-7])*)$/;

/** Reads a cron line as a rhythm; one that says more than a rhythm can stays a line. */
export const rhythmOf = (line: string): Rhythm => {
  const [, minute, hour, day, weekdays] = LINE.exec(line.trim().replace(/\s+/g, ' ')) ?? [];
  if (minute === undefined || hour === undefined || Number(minute) > 59 || Number(hour) > 23) return { every: 'cron', line };
  const time = `${twoDigits(Number(hour))}:${twoDigits(Number(minute))}`;
  if (day === '*' && weekdays === '*') return { every: 'day', time };
  if (day === '*' && weekdays !== undefined)
    return {
      every: 'week',
      time,
      days: weekdays
        .split(',')
        .map((one) => Number(one) || 7)
        .sort((a, b) => a - b),
    };
  return weekdays === '*' ? { every: 'month', time, day: Number(day) } : { every: 'cron', line };
};

export const cronOf = (rhythm: Rhythm): string => {
  if (rhythm.every === 'cron') return rhythm.line;
  const [hour, minute] = rhythm.time.split(':').map(Number);
  const start = `${minute ?? 0} ${hour ?? 0}`;
  if (rhythm.every === 'day') return `${start} * * *`;
  if (rhythm.every === 'week') return `${start} * * ${rhythm.days.map((day) => day % 7).join(',') || '1'}`;
  return `${start} ${rhythm.day} * *`;
};

/** "every day at 09:00" · "on Monday at 09:00" · "at 1 Mar, 09:00". */
export const scheduleWords = (schedule: Schedule, { t, format }: Pick<Words, 't' | 'format'>): string => {
  if ('at' in schedule)
    return Number.isNaN(Date.parse(schedule.at)) ? t('nodes.unfinished') : t('nodes.schedule.at', { when: format.dateTime(schedule.at) });
  const rhythm = rhythmOf(schedule.cron);
  switch (rhythm.every) {
    case 'day':
      return t('nodes.schedule.day', { time: rhythm.time });
    case 'week':
      return t('nodes.schedule.week', { time: rhythm.time, days: format.list(rhythm.days.map((day) => t(`nodes.weekday.${day}`))) });
    case 'month':
      return t('nodes.schedule.month', { time: rhythm.time, day: rhythm.day });
    case 'cron':
      return t('nodes.schedule.cron', { line: rhythm.line });
  }
};
