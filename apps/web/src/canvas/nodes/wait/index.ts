import type { KindView } from '../kind.js';
import { sentence } from './sentence.js';

/** People stay for a while. */
export const wait: KindView<'wait'> = {
  family: 'time',
  icon: () => 'clock',
  sentence,
  defaults: (t) => ({ name: t('nodes.kind.wait'), mode: 'duration', duration: 'P1D' }),
};
