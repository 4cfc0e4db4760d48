import type { NodeDataByKind } from '@wayfare/journey';
import { matchWords } from '../match-words.js';
import type { Words } from '../words.js';

/** "Waits for “purchase”, 3 days at most". */
export const sentence = (data: NodeDataByKind['wait-event'], words: Words): string =>
  words.t('nodes.waitEvent.says', {
    event: matchWords(data, words),
    duration: data.timeout === '' ? words.t('nodes.unfinished') : words.format.duration(data.timeout),
  });
