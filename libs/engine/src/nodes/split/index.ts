import { type Arm, type SplitStep, splitSalt } from '@wayfare/journey';
import { saltSeed } from '@wayfare/kernel';
import type { Cohort } from '../../cohorts/cohort.js';
import { attributeAsText } from '../../steps/attribute.js';
import { type PeopleQuery, peopleOf } from '../../steps/people.js';
import type { NodeHandler, Way } from '../handler.js';

const armWay = ({ id, control, next }: Arm): Way => ({ does: 'go', to: next, handle: id, arm: { id, control } });

/** By the upper bounds of the arms: the first that lies above the person's fraction, which each arm's lower bound is the one before. */
const byHash = (people: PeopleQuery, step: SplitStep, cohort: Cohort): string => {
  const seed = people.bind(saltSeed(splitSalt(cohort.journeyId, step.id)));
  const bounds = people.bind(step.arms.slice(0, -1).map(({ to }) => to));
  return `width_bucket(wayfare_fraction(e.customer_id, ${seed}::bigint), ${bounds}::float8[])`;
};

const byAttribute = (people: PeopleQuery, step: SplitStep, attribute: string): string => {
  const arms = people.bind(step.arms.map(({ id }) => id));
  return `coalesce(array_position(${arms}::text[], ${attributeAsText('c', attribute, people)}) - 1, ${step.arms.length})`;
};

/** People part by chance that stays the same for ever, or by an experiment that was assigned elsewhere. Whom an edit leads here again stay in their arm, for as long as there is one. */
export const split: NodeHandler<'split'> = {
  touchesPeople: true,
  changesPeople: false,
  take: async (step, cohort) => {
    const before = step.arms.find(({ id }) => id === cohort.arms[step.id]?.arm);
    if (before) return { does: 'go', to: before.next, handle: before.id };
    const attribute = step.assignBy === 'hash' ? null : step.assignBy.attribute;
    const people = peopleOf(cohort, { customers: attribute !== null });
    const way = attribute === null ? byHash(people, step, cohort) : byAttribute(people, step, attribute);
    return { does: 'part', parting: people.select(way), ways: [...step.arms.map(armWay), { does: 'leave', reason: 'unassigned' }] };
  },
};
