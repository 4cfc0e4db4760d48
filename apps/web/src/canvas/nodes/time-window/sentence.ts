import type { NodeDataByKind } from '@wayfare/journey';
import { daysWords } from '../days-words.js';
import type { Words } from '../words.js';

/** "Goes on 09:00–18:00 on a working day, customer’s time". */
export const sentence = ({ from, to, weekdays, zone }: NodeDataByKind['time-window'], words: Words): string => {
  const { t } = words;
  const days = daysWords(weekdays, words);
  const times = from === to ? '' : t('nodes.timeWindow.times', { from: from || t('nodes.unfinished'), to: to || t('nodes.unfinished') });
  const when = [days, times].filter((part) => part !== '').join(t('nodes.timeWindow.at')) || t('nodes.timeWindow.always');
  return t(`nodes.timeWindow.says_${zone}`, { when });
};
