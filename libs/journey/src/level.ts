import type { Plan, Step, StepKind } from './plan.js';

/**
 * What an engine can carry out, as one number: it grows by one with each release that brings a kind of step, or a field of a plan, of which the engine before it knows nothing.
 * While a deployment is updated, workers of two releases run side by side; the older ones leave the journeys alone whose plans need a newer one.
 */
export const ENGINE_LEVEL = 3;

/** The level at which a kind of step came to be. */
const SINCE: Readonly<Record<StepKind, number>> = {
  audience: 1,
  'event-entry': 1,
  wait: 1,
  'time-window': 1,
  'wait-event': 1,
  branch: 1,
  'frequency-check': 1,
  'score-split': 1,
  split: 1,
  update: 1,
  send: 1,
  webhook: 1,
  exit: 1,
  experiment: 2,
  coupon: 2,
  'go-to': 2,
  task: 3,
};

const needed = (step: Step): number => (step.kind === 'send' && step.expires !== undefined ? 2 : SINCE[step.kind]);

/** Fields of a question about events of which the engines before level 3 know nothing. */
const NEWER_FIELDS = ['from', 'to', 'followedBy', 'notFollowedBy'] as const;

/** Whether a condition anywhere in a plan asks what the engines before level 3 would overlook. */
const asksMore = (part: unknown): boolean => {
  if (typeof part !== 'object' || part === null) return false;
  if ('event' in part && NEWER_FIELDS.some((field) => field in part)) return true;
  return Object.values(part).some(asksMore);
};

/** The least level of an engine that carries out all that a plan says. */
export const levelOf = (plan: Pick<Plan, 'steps'>): number => Math.max(1, asksMore(plan) ? 3 : 1, ...Object.values(plan.steps).map(needed));
