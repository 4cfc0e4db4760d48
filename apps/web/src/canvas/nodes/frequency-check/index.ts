import type { KindView } from '../kind.js';
import { sentence } from './sentence.js';

/** People part by how many messages they have had lately. */
export const frequencyCheck: KindView<'frequency-check'> = {
  family: 'decision',
  icon: () => 'gauge',
  sentence,
  defaults: (t) => ({ name: t('nodes.kind.frequency-check'), limit: 3, within: 'P7D' }),
};
