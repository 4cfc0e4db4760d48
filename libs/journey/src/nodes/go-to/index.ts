import { type Finding, finding, unless } from '../../problems/codes.js';
import type { GraphContext } from '../../problems/known.js';
import { type NodeDefinition, none } from '../definition.js';
import type { GoToData } from './schema.js';

const goToFindings = ({ journeyId }: GoToData, known: GraphContext): readonly Finding[] => {
  if (!journeyId) return [finding('missing_journey')];
  if (journeyId === known.journeyId) return [finding('goes_to_itself')];
  const journey = known.journeys.find(({ id }) => id === journeyId);
  return journey
    ? unless(journey.isOpen, 'journey_not_running', { journey: journey.name })
    : [finding('unknown_journey', { journey: journeyId })];
};

/** People leave this journey and come into another one, by its first entry and by its rules. */
export const goTo: NodeDefinition<'go-to'> = {
  place: 'exit',
  sends: false,
  handles: none,
  conditions: none,
  matches: none,
  findings: goToFindings,
  compile: ({ id, data }) => ({ kind: 'go-to', id, name: data.name, journeyId: data.journeyId ?? '' }),
  interpret: () => ({ does: 'leave', reason: 'moved_on' }),
};
