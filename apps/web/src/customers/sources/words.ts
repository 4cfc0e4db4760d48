import type { SourceFeed, SourceRun } from '@wayfare/contracts';
import type { TFunction } from 'i18next';
import type { Tone } from '../../ui/index.js';

/** What came in the way of a reading, as it is stored with it: the dictionary's words, else the source's own. */
export const problemWords = ({ code, message, values }: NonNullable<SourceRun['error']>, t: TFunction): string =>
  t(`sources.problems.${code}`, { ...values, defaultValue: message });

export const RUN_TONES: Readonly<Record<SourceRun['state'], Tone>> = {
  queued: 'plain',
  reading: 'live',
  applying: 'live',
  done: 'good',
  failed: 'bad',
  cancelled: 'warn',
};

export const isGoing = (run: SourceRun | null): boolean => run !== null && ['queued', 'reading', 'applying'].includes(run.state);

/** How a feed stands, in one word. */
export const standingOf = ({ paused, error, lastRun }: SourceFeed): { word: string; tone: Tone } => {
  if (lastRun && isGoing(lastRun)) return { word: lastRun.state, tone: RUN_TONES[lastRun.state] };
  if (paused) return { word: 'paused', tone: 'warn' };
  if (error) return { word: 'failed', tone: 'bad' };
  return lastRun ? { word: lastRun.state, tone: RUN_TONES[lastRun.state] } : { word: 'never', tone: 'plain' };
};

/** What a feed reads, in a few words. */
export const readsWords = (reads: SourceFeed['reads'], t: TFunction): string => {
  if ('table' in reads) return reads.table.schema === '' ? reads.table.name : `${reads.table.schema}.${reads.table.name}`;
  return 'query' in reads ? t('sources.feed.aQuery') : `/${reads.path.replace(/^\/+/, '')}`;
};
