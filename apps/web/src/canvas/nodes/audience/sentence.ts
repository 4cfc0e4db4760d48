import type { NodeDataByKind } from '@wayfare/journey';
import { scheduleWords } from '../../form/schedule.js';
import { entryWords } from '../entry-words.js';
import { called, conditionWords, joined, type Words } from '../words.js';

const who = (data: NodeDataByKind['audience'], words: Words): string | null => {
  const { t, names } = words;
  if (data.segmentId) return t('nodes.audience.segment', { name: called(names.segments, data.segmentId) });
  if (data.listId) return t('nodes.audience.list', { name: called(names.lists, data.listId) });
  return data.condition ? conditionWords(data.condition, words) : null;
};

/** "Segment “Asleep for 90 days”, every day at 09:00, 10% held out". */
export const sentence = (data: NodeDataByKind['audience'], words: Words): string => {
  const people = who(data, words);
  if (people === null) return words.t('nodes.audience.nobody');
  return joined([people, data.schedule ? scheduleWords(data.schedule, words) : null, ...entryWords(data, words)], words);
};
