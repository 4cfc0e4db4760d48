import type { Arm, ExperimentStep } from '../../plan.js';

/** The share of the people that each arm takes, by its id; together 1. */
export type Weights = Readonly<Record<string, number>>;

/** Weights that count for everyone who comes after an instant, until the next. */
export interface Allocation {
  readonly from: Date;
  readonly weights: Weights;
}

/**
 * The weights in force at an instant: the last that began before it. Strictly before: what is decided at an instant counts for nobody who came at it, so that the order
 * of things within an instant never matters.
 * @param allocations oldest first
 * @returns null: those of the drawing
 */
export const allocationAt = <A extends Allocation>(allocations: readonly A[], now: Date): A | null =>
  allocations.findLast(({ from }) => from < now) ?? null;

/**
 * The bounds below which the arms take people, in the order of the drawing: cumulated weights, 1 to the bit from the last arm on that has any, so that nobody falls through
 * and nobody comes to an arm without weight.
 */
export const boundsOf = (arms: readonly Pick<Arm, 'id' | 'to'>[], weights: Weights | null): number[] => {
  if (weights === null) return arms.map(({ to }) => to);
  const last = arms.findLastIndex(({ id }) => (weights[id] ?? 0) > 0);
  let sum = 0;
  return arms.map(({ id }, at) => {
    sum += weights[id] ?? 0;
    return at >= last ? 1 : Math.min(1, sum);
  });
};

/** The arm of a person, by their stable fraction: a function of the person and the weights alone. */
export const armAt = (step: Pick<ExperimentStep, 'arms'>, weights: Weights | null, fraction: number): Arm | undefined => {
  const bounds = boundsOf(step.arms, weights);
  return step.arms.find((_, at) => fraction < (bounds[at] ?? 1));
};

/** The weights of the drawing. */
export const plannedWeights = ({ arms }: Pick<ExperimentStep, 'arms'>): Weights =>
  Object.fromEntries(arms.map(({ id, from, to }) => [id, to - from]));

/** Everybody to one arm. */
export const allTo = ({ arms }: Pick<ExperimentStep, 'arms'>, winner: string): Weights =>
  Object.fromEntries(arms.map(({ id }) => [id, id === winner ? 1 : 0]));
