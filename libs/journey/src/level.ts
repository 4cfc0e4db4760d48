import { ENROLLMENT_STATES, MESSAGE_OUTCOMES, ORDER_ROWS } from '@wayfare/kernel';
import type { Plan, Step, StepKind } from './plan.js';

/**
 * What an engine can carry out, as one number: it grows by one with each release that brings a kind of step, or a field of a plan, of which the engine before it knows nothing.
 * While a deployment is updated, workers of two releases run side by side; the older ones leave the journeys alone whose plans need a newer one.
 */
export const ENGINE_LEVEL = 5;

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

const needed = (step: Step): number => {
  if (step.kind !== 'send') return SINCE[step.kind];
  // an engine before level 5 would ask for the consent to the channel alone
  if (step.purpose) return 5;
  return step.expires === undefined ? SINCE.send : 2;
};

/** Fields of a question about events of which the engines before level 3 know nothing. */
const NEWER_FIELDS = ['from', 'to', 'followedBy', 'notFollowedBy'] as const;

const isOneOf = (known: readonly string[], word: unknown): boolean => known.some((one) => one === word);

/** The level that a part of a condition asks for: 5 where it asks about messages or stays in all journeys, 4 where it asks about orders, what things come to, or when a day comes round. */
const askedBy = (part: object): number => {
  if (
    ('messages' in part && isOneOf(MESSAGE_OUTCOMES, part.messages)) ||
    ('enrollments' in part && isOneOf(ENROLLMENT_STATES, part.enrollments))
  )
    return 5;
  if ('measure' in part || ('is' in part && part.is === 'anniversary') || ('order' in part && isOneOf(ORDER_ROWS, part.order))) return 4;
  return 'event' in part && NEWER_FIELDS.some((field) => field in part) ? 3 : 1;
};

/** The level that the conditions anywhere in a plan ask for: the engines before it would overlook what they ask. */
const asked = (part: unknown): number => {
  if (typeof part !== 'object' || part === null) return 1;
  return Math.max(askedBy(part), ...Object.values(part).map(asked));
};

/** The least level of an engine that carries out all that a plan says. */
export const levelOf = (plan: Pick<Plan, 'steps'>): number => Math.max(asked(plan), ...Object.values(plan.steps).map(needed));
