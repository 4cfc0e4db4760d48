import { newId } from '../../sheet/ids.js';
import type { KindView } from '../kind.js';
import { sentence } from './sentence.js';

/** People part by how high a number of theirs is. */
export const scoreSplit: KindView<'score-split'> = {
  family: 'decision',
  icon: () => 'steps',
  sentence,
  defaults: (t) => ({
    name: t('nodes.kind.score-split'),
    attribute: '',
    bands: [
      { id: newId('b'), name: t('nodes.score.low'), below: 50 },
      { id: newId('b'), name: t('nodes.score.high') },
    ],
  }),
};
