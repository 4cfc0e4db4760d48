import type { NodeDataByKind } from '@wayfare/journey';
import type { Words } from './words.js';

/** What both kinds of entry may add: a share that is left alone, and who may come in again. */
export const entryWords = (data: Pick<NodeDataByKind['event-entry'], 'holdout' | 'reentry'>, { t, format }: Words): (string | null)[] => [
  data.holdout ? t('nodes.entry.holdout', { share: format.percent(data.holdout) }) : null,
  data.reentry?.policy === 'always' ? t('nodes.entry.always') : null,
  data.reentry?.policy === 'after' && data.reentry.after ? t('nodes.entry.after', { duration: format.duration(data.reentry.after) }) : null,
];
