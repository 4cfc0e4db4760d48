import { newId } from '../../sheet/ids.js';
import type { KindView } from '../kind.js';
import { sentence } from './sentence.js';

/** Arms are compared, and the best takes over. */
export const experiment: KindView<'experiment'> = {
  family: 'decision',
  icon: () => 'flask',
  sentence,
  defaults: (t) => ({
    name: t('nodes.kind.experiment'),
    arms: ['A', 'B'].map((name) => ({ id: newId('a'), name, weight: 50 })),
    measure: { by: 'response' },
    mode: 'winner',
    decide: { after: { people: 1000, duration: 'P7D' }, confidence: 0.95, otherwise: 'keep' },
  }),
};
