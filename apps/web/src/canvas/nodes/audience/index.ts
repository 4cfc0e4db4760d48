import type { KindView } from '../kind.js';
import { sentence } from './sentence.js';

/** People enter all at once: a segment, a list, or whoever a condition holds for. */
export const audience: KindView<'audience'> = {
  family: 'entry',
  icon: () => 'people',
  sentence,
  defaults: (t) => ({ name: t('nodes.kind.audience'), reentry: { policy: 'never' }, holdout: 0.1 }),
};
