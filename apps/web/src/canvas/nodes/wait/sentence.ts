import type { NodeDataByKind } from '@wayfare/journey';
import { parseDuration } from '@wayfare/kernel';
import { attributeName } from '../../../audiences/condition/names.js';
import { daysWords } from '../days-words.js';
import type { Words } from '../words.js';

type Wait = NodeDataByKind['wait'];
type Until = Extract<Wait, { mode: 'until' }>;
type OnDate = Extract<Wait, { mode: 'date' }>;

const untilWords = (data: Until, words: Words): string => {
  const { t } = words;
  const days = daysWords(data.weekdays, words);
  const when = days === '' ? data.time : t('nodes.wait.dayAndTime', { days, time: data.time });
  return t(`nodes.wait.until_${data.zone}`, { when });
};

const dateWords = (data: OnDate, words: Words): string => {
  const { t, format } = words;
  const attribute = data.attribute === '' ? t('nodes.unfinished') : attributeName(data.attribute, t);
  const each = data.yearly ? t('nodes.wait.eachYear') : '';
  const time = data.time ?? '';
  const offset = data.offset && parseDuration(data.offset) ? format.duration(data.offset) : null;
  if (offset === null) return t('nodes.wait.onDate', { attribute, each, time });
  return t(data.offset?.startsWith('-') ? 'nodes.wait.beforeDate' : 'nodes.wait.afterDate', { attribute, each, time, offset });
};

/** "Waits 1 day" · "Waits until Monday 09:00, customer’s time" · "Waits until 3 days before birthday, 09:00". */
export const sentence = (data: Wait, words: Words): string => {
  switch (data.mode) {
    case 'duration':
      return words.t('nodes.wait.duration', {
        duration: data.duration === '' ? words.t('nodes.unfinished') : words.format.duration(data.duration),
      });
    case 'until':
      return untilWords(data, words);
    case 'date':
      return dateWords(data, words).trim();
  }
};
