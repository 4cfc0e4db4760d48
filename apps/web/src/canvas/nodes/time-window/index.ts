import type { KindView } from '../kind.js';
import { sentence } from './sentence.js';

/** People go on only at certain hours of the week. */
export const timeWindow: KindView<'time-window'> = {
  family: 'time',
  icon: () => 'window',
  sentence,
  defaults: (t) => ({ name: t('nodes.kind.time-window'), from: '09:00', to: '18:00', zone: 'customer' }),
};
