import type { KindView } from '../kind.js';
import { sentence } from './sentence.js';

/** People stay until they do something, or until their time is up. */
export const waitEvent: KindView<'wait-event'> = {
  family: 'time',
  icon: () => 'pulse',
  sentence,
  defaults: (t) => ({ name: t('nodes.kind.wait-event'), event: '', timeout: 'P3D' }),
};
