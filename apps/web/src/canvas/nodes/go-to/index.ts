import type { KindView } from '../kind.js';
import { called } from '../words.js';

/** People leave, and come into another journey. */
export const goTo: KindView<'go-to'> = {
  family: 'exit',
  icon: () => 'onward',
  sentence: ({ journeyId }, { t, names }) =>
    journeyId ? t('nodes.goTo.says', { journey: called(names.journeys, journeyId) }) : t('nodes.goTo.noJourney'),
  defaults: (t) => ({ name: t('nodes.kind.go-to') }),
};
