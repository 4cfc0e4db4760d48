import type { KindView } from '../kind.js';
import { onlySaves } from './saves.js';
import { sentence } from './sentence.js';

/** What is known of people changes. */
export const update: KindView<'update'> = {
  family: 'action',
  icon: (data) => (onlySaves(data) ? 'list' : 'tag'),
  sentence,
  defaults: (t) => ({ name: t('nodes.kind.update') }),
};
