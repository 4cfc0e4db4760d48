import type { KindView } from '../kind.js';
import { sentence } from './sentence.js';

/** Each person enters when they do something. */
export const eventEntry: KindView<'event-entry'> = {
  family: 'entry',
  icon: () => 'bolt',
  sentence,
  defaults: (t) => ({ name: t('nodes.kind.event-entry'), event: '', reentry: { policy: 'never' }, holdout: 0.1 }),
};
