import type { KindView } from '../kind.js';
import { sentence } from './sentence.js';

/** A colleague is asked to do something for each person. */
export const task: KindView<'task'> = {
  family: 'action',
  icon: () => 'todo',
  sentence,
  defaults: (t) => ({ name: t('nodes.kind.task'), title: '', waitForIt: true, timeout: 'P3D' }),
};
