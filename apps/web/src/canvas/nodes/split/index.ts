import { newId } from '../../sheet/ids.js';
import type { KindView } from '../kind.js';
import { sentence } from './sentence.js';

/** People part by chance that stays the same for ever. */
export const split: KindView<'split'> = {
  family: 'decision',
  icon: () => 'fork',
  sentence,
  defaults: (t) => ({ name: t('nodes.kind.split'), arms: ['A', 'B'].map((name) => ({ id: newId('a'), name, weight: 50 })) }),
};
