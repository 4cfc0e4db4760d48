import { newId } from '../../sheet/ids.js';
import type { KindView } from '../kind.js';
import { sentence } from './sentence.js';

/** People part by what is true of them. */
export const branch: KindView<'branch'> = {
  family: 'decision',
  icon: () => 'diamond',
  sentence,
  defaults: (t) => ({ name: t('nodes.kind.branch'), paths: [{ id: newId('p'), name: t('nodes.branch.yes') }] }),
};
