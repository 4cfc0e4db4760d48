import type { Home } from '@wayfare/contracts';
import type { TFunction } from 'i18next';
import type { Format } from '../i18n/create-format.js';

type Sends = Home['yesterday'];

/** Yesterday in one sentence, with `<em>` around what matters. */
export const briefOf = (yesterday: Sends, t: TFunction, format: Format): string => {
  const [only] = yesterday;
  if (!only) return t('home.brief.none');
  const sent = yesterday.reduce((sum, one) => sum + one.sent, 0);
  const responded = yesterday.reduce((sum, one) => sum + one.responded, 0);
  if (responded === 0) return t('home.brief.pending', { sent: format.number(sent) });
  if (yesterday.length === 1)
    return t('home.brief.one', { name: only.name, sent: format.number(sent), rate: format.percent(only.responseRate ?? 0) });
  return t('home.brief.several', {
    journeys: format.number(yesterday.length),
    sent: format.number(sent),
    responded: format.number(responded),
  });
};

/** What a send day is worth against people left alone, in words. */
export const liftWords = (lift: Sends[number]['lift'], t: TFunction, format: Format): string => {
  if (!lift) return t('home.yesterday.noControl');
  const points = format.points(Math.abs(lift.difference)).replace('+', '');
  if (lift.low > 0) return t('home.yesterday.more', { points });
  return lift.high < 0 ? t('home.yesterday.less', { points }) : t('home.yesterday.unclear');
};

/** A matter that wants somebody's eye, in words. */
export const attentionWords = (
  { code, values }: Home['attention'][number],
  t: TFunction,
  { dateTime }: Pick<Format, 'dateTime'>,
): string => {
  if (code === 'send_mode') return t(`home.attention.send_mode_${values['mode']}`);
  const { since } = values;
  const told = typeof since === 'string' ? { ...values, since: dateTime(since) } : values;
  return t(`home.attention.${code}`, { ...told, defaultValue: code });
};

/** The part of the day by which one is greeted. */
export const partOfDay = (hour: number): 'morning' | 'afternoon' | 'evening' =>
  hour < 5 || hour >= 18 ? 'evening' : hour < 12 ? 'morning' : 'afternoon';
