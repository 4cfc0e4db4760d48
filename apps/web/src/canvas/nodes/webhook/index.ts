import type { KindView } from '../kind.js';
import { sentence } from './sentence.js';

/** Another system is told about each person. */
export const webhook: KindView<'webhook'> = {
  family: 'action',
  icon: () => 'hook',
  sentence,
  defaults: (t) => ({ name: t('nodes.kind.webhook') }),
};
