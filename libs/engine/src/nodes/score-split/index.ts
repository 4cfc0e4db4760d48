import { attributeNumber } from '../../steps/attribute.js';
import { peopleOf } from '../../steps/people.js';
import type { NodeHandler } from '../handler.js';

/** People part by how high a number is that is known of them, in one query: the bounds that it has reached are counted. */
export const scoreSplit: NodeHandler<'score-split'> = {
  touchesPeople: true,
  changesPeople: false,
  take: async (step, cohort) => {
    const people = peopleOf(cohort, { customers: true });
    const bounds = people.bind(step.bands.flatMap(({ below }) => (below === null ? [] : [below])));
    const reached = `width_bucket(${attributeNumber('c', step.attribute, people)}, ${bounds}::numeric[])`;
    return {
      does: 'part',
      parting: people.select(`coalesce(${reached}, ${step.bands.length})`),
      ways: [
        ...step.bands.map(({ id, next }) => ({ does: 'go', to: next, handle: id }) as const),
        { does: 'go', to: step.none, handle: 'none' },
      ],
    };
  },
};
