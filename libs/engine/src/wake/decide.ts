import {
  type EventEntryStep,
  type EventMatch,
  type Plan,
  type Step,
  TASK_DONE_EVENT,
  taskDone,
  UNSUBSCRIBED_EVENT,
} from '@wayfare/journey';
import { addDuration, type ExitReason, holdsForEvent, type PersonEvent } from '@wayfare/kernel';
import { type Cohort, waitsUntil } from '../cohorts/cohort.js';

/** What events received together make of somebody inside a journey. */
export type Effect =
  | { readonly does: 'leave'; readonly reason: ExitReason }
  | { readonly does: 'wake'; readonly to: string; readonly handle: 'matched' | 'done' }
  | { readonly does: 'nothing' };

const isMatch = (match: EventMatch, event: PersonEvent, now: Date): boolean =>
  event.name === match.event && holdsForEvent(event, match.where, now);

const isBetween = (instant: Date, from: Date, to: Date): boolean => instant >= from && instant <= to;

const hasUnsubscribed = (events: readonly PersonEvent[], journeyId: string): boolean =>
  events.some((event) => event.name === UNSUBSCRIBED_EVENT && event.properties.journeyId === journeyId);

const reachesGoal = ({ settings: { goal } }: Plan, events: readonly PersonEvent[], { enteredAt }: Cohort, now: Date): boolean =>
  goal?.exitOnGoal === true &&
  events.some((event) => isMatch(goal.match, event, now) && isBetween(event.occurredAt, enteredAt, addDuration(enteredAt, goal.window)));

/** What people at a step wait for, and where it takes them; `null` where they wait for nobody. */
const awaitedAt = (step: Step | undefined, journeyId: string) => {
  if (step?.kind === 'wait-event') return { match: step, timeout: step.timeout, to: step.matched, handle: 'matched' as const };
  if (step?.kind !== 'task' || !step.onward.waits) return null;
  return { match: taskDone(journeyId, step.id), timeout: step.onward.timeout, to: step.onward.done, handle: 'done' as const };
};

const wakes = (plan: Plan, events: readonly PersonEvent[], cohort: Cohort, now: Date): Effect => {
  const { nodeId, arrivedAt } = cohort;
  const awaited = awaitedAt(plan.steps[nodeId], cohort.journeyId);
  if (!awaited) return { does: 'nothing' };
  const until = waitsUntil(cohort) ?? addDuration(arrivedAt, awaited.timeout);
  const isAwaited = events.some((event) => isMatch(awaited.match, event, now) && isBetween(event.occurredAt, arrivedAt, until));
  return isAwaited ? { does: 'wake', to: awaited.to, handle: awaited.handle } : { does: 'nothing' };
};

/**
 * What somebody does on whom events come down that were received together (decision 002, rules 11 and 14): who unsubscribed leaves, else who reached the goal,
 * else who meets the exit condition; else who waits for one of the events goes on.
 */
export const effectOf = (plan: Plan, cohort: Cohort, events: readonly PersonEvent[], meetsExitCondition: boolean, now: Date): Effect => {
  if (hasUnsubscribed(events, cohort.journeyId)) return { does: 'leave', reason: 'unsubscribed' };
  if (reachesGoal(plan, events, cohort, now)) return { does: 'leave', reason: 'goal' };
  if (meetsExitCondition) return { does: 'leave', reason: 'condition' };
  return wakes(plan, events, cohort, now);
};

/** The entries that events lead in by, in the order of the plan. */
export const eventEntriesOf = (plan: Plan): EventEntryStep[] =>
  plan.entries.flatMap((nodeId) => {
    const step = plan.steps[nodeId];
    return step?.kind === 'event-entry' ? [step] : [];
  });

/** Whether one of the events leads somebody in; what happened before the launch leads nobody in. */
export const leadsIn = (step: EventEntryStep, events: readonly PersonEvent[], launchedAt: Date, now: Date): boolean =>
  events.some((event) => event.occurredAt >= launchedAt && isMatch(step, event, now));

/** The names of the events that a plan acts on; `null`: all, since the exit condition is asked at each. */
export const heardBy = (plan: Plan): ReadonlySet<string> | null => {
  const { goal, exitWhen } = plan.settings;
  if (exitWhen) return null;
  const steps = Object.values(plan.steps).flatMap((step) => {
    if (step.kind === 'task') return step.onward.waits ? [TASK_DONE_EVENT] : [];
    return step.kind === 'wait-event' || step.kind === 'event-entry' ? [step.event] : [];
  });
  return new Set([UNSUBSCRIBED_EVENT, ...steps, ...(goal?.exitOnGoal ? [goal.match.event] : [])]);
};
