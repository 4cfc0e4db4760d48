import type { ExperimentStep, Plan } from '../plan.js';

/** What an edit does to an experiment: it is known by its node, its arms and their shares, whatever version they stand in. */
export type ExperimentEffect = 'goes_on' | 'anew' | 'ends';

export const experimentEffect = ({ id, among }: Pick<ExperimentStep, 'id' | 'among'>, after: Plan): ExperimentEffect => {
  const step = after.steps[id];
  if (step?.kind !== 'experiment') return 'ends';
  return step.among === among ? 'goes_on' : 'anew';
};
