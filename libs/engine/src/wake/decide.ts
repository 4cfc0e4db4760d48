import { type EventEntryStep, type EventMatch, type Plan, UNSUBSCRIBED_EVENT } from '@wayfare/journey';
import { addDuration, type ExitReason, holdsForEvent, type PersonEvent } from '@wayfare/kernel';
import { type Cohort, waitsUntil } from '../cohorts/cohort.js';

/** What events received together make of somebody inside a journey. */
export type Effect =
  | { readonly does: 'leave'; readonly reason: ExitReason }
  | { readonly does: 'wake'; readonly to: string }
  | { readonly does: 'nothing' };

const isMatch = (match: EventMatch, event: PersonEvent, now: Date): boolean =>
  event.name === match.event && holdsForEvent(event, match.where, now);

const isBetween = (instant: Date, from: Date, to: Date): boolean => instant >= from && instant <= to;

const hasUnsubscribed = (events: readonly PersonEvent[], journeyId: string): boolean =>
  events.some((event) => event.name === UNSUBSCRIBED_EVENT && event.properties.journeyId === journeyId);

const reachesGoal = ({ settings: { goal } }: Plan, events: readonly PersonEvent[], { enteredAt }: Cohort, now: Date): boolean =>
  goal?.exitOnGoal === true &&
  events.some((event) => isMatch(goal.match, event, now) && isBetween(event.occurredAt, enteredAt, addDuration(enteredAt, goal.window)));

const wakesTo = (plan: Plan, events: readonly PersonEvent[], cohort: Cohort, now: Date): string | null => {
  const { nodeId, arrivedAt } = cohort;
  const step = plan.steps[nodeId];
  if (step?.kind !== 'wait-event') return null;
  const until = waitsUntil(cohort) ?? addDuration(arrivedAt, step.timeout);
  return events.some((event) => isMatch(step, event, now) && isBetween(event.occurredAt, arrivedAt, until)) ? step.matched : null;
};

/**
 * What somebody does on whom events come down that were received together (decision 002, rules 11 and 14): who unsubscribed leaves, else who reached the goal,
 * else who meets the exit condition; else who waits for one of the events goes on.
 */
export const effectOf = (plan: Plan, cohort: Cohort, events: readonly PersonEvent[], meetsExitCondition: boolean, now: Date): Effect => {
  if (hasUnsubscribed(events, cohort.journeyId)) return { does: 'leave', reason: 'unsubscribed' };
  if (reachesGoal(plan, events, cohort, now)) return { does: 'leave', reason: 'goal' };
  if (meetsExitCondition) return { does: 'leave', reason: 'condition' };
  const to = wakesTo(plan, events, cohort, now);
  return to === null ? { does: 'nothing' } : { does: 'wake', to };
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
  const steps = Object.values(plan.steps).flatMap((step) =>
    step.kind === 'wait-event' || step.kind === 'event-entry' ? [step.event] : [],
  );
  return new Set([UNSUBSCRIBED_EVENT, ...steps, ...(goal?.exitOnGoal ? [goal.match.event] : [])]);
};
