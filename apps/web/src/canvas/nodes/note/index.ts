import type { KindView } from '../kind.js';

/** Something to read on the paper. */
export const note: KindView<'note'> = {
  family: 'paper',
  icon: () => 'note',
  sentence: ({ text }, { t }) => text.trim() || t('nodes.note.empty'),
  defaults: () => ({ name: '', text: '' }),
};
