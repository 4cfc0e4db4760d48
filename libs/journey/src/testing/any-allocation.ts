import fc from 'fast-check';
import type { ExperimentAllocation } from '../interpret/path.js';
import type { ExperimentStep, Plan } from '../plan.js';
import { LAUNCH } from './launch.js';

const experimentsOf = (plan: Plan): ExperimentStep[] => Object.values(plan.steps).filter((step) => step.kind === 'experiment');

/** Shares as a look decides on them: one arm takes everybody, or each some. */
const anyWeights = ({ arms }: ExperimentStep): fc.Arbitrary<Record<string, number>> =>
  fc
    .array(fc.constantFrom<number>(0, 0, 1, 3), { minLength: arms.length, maxLength: arms.length })
    .filter((parts) => parts.some((part) => part > 0))
    .map((parts) => {
      const sum = parts.reduce((total, part) => total + part, 0);
      return Object.fromEntries(arms.map(({ id }, at) => [id, (parts[at] ?? 0) / sum]));
    });

const ofExperiment = (step: ExperimentStep): fc.Arbitrary<ExperimentAllocation[]> =>
  fc.array(fc.tuple(fc.integer({ min: 0, max: 20 * 1440 }), anyWeights(step)), { maxLength: 4 }).map((drawn) =>
    drawn
      .map(([minutes, weights]) => ({
        nodeId: step.id,
        among: step.among,
        from: new Date(LAUNCH.getTime() + minutes * 60_000 + 7),
        weights,
      }))
      .sort((one, other) => one.from.getTime() - other.from.getTime()),
  );

/** What is decided at random instants, none of them on a whole minute, about the experiments of plans; an experiment that stands in several is one. */
export const anyAllocations = (...plans: readonly Plan[]): fc.Arbitrary<readonly ExperimentAllocation[]> => {
  const steps = new Map(plans.flatMap(experimentsOf).map((step) => [`${step.id} ${step.among}`, step]));
  return fc.tuple(...[...steps.values()].map(ofExperiment)).map((all) => all.flat());
};
