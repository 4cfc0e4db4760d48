import type { NodeDataByKind } from '@wayfare/journey';
import { entryWords } from '../entry-words.js';
import { matchWords } from '../match-words.js';
import { joined, type Words } from '../words.js';

/** "Enters on “signup”, 10% held out". */
export const sentence = (data: NodeDataByKind['event-entry'], words: Words): string => {
  if (data.event === '') return words.t('nodes.eventEntry.noEvent');
  return joined([words.t('nodes.eventEntry.on', { event: matchWords(data, words) }), ...entryWords(data, words)], words);
};
