import { type Arm, boundsOf, type ExperimentStep, splitSalt } from '@wayfare/journey';
import { saltSeed } from '@wayfare/kernel';
import { comeTo } from '../../experiments/arrivals.js';
import { peopleOf } from '../../steps/people.js';
import type { NodeHandler, Way } from '../handler.js';

/** The control of an experiment is an arm like the others, to compare with: its people do not count as held out. */
const armWay = ({ among }: ExperimentStep, { id, next }: Arm): Way => ({
  does: 'go',
  to: next,
  handle: id,
  arm: { id, control: false, among },
});

/** People part by their stable fraction against the shares in force at this instant. Whom an edit leads here again stay in their arm, for as long as there is one. */
export const experiment: NodeHandler<'experiment'> = {
  touchesPeople: true,
  changesPeople: false,
  take: async (step, cohort, scene) => {
    const before = step.arms.find(({ id }) => id === cohort.arms[step.id]?.arm);
    if (before) return { does: 'go', to: before.next, handle: before.id };
    const weights = await comeTo(step, cohort, scene);
    const people = peopleOf(cohort, { customers: false });
    const seed = people.bind(saltSeed(splitSalt(cohort.journeyId, step.id)));
    const bounds = people.bind(boundsOf(step.arms, weights).slice(0, -1));
    const parting = people.select(`width_bucket(wayfare_fraction(e.customer_id, ${seed}::bigint), ${bounds}::float8[])`);
    return { does: 'part', parting, ways: step.arms.map((arm) => armWay(step, arm)) };
  },
};
