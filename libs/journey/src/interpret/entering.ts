import { addDuration, saltSeed, stableFraction } from '@wayfare/kernel';
import type { AudienceStep, EventEntryStep, Plan } from '../plan.js';
import { GLOBAL_HOLDOUT_SALT, holdoutSalt } from '../plan.js';
import { isMatch } from './matching.js';
import type { AudienceRun, InterpretOptions, JourneyEvent } from './path.js';
import type { Traveller } from './traveller.js';

/** Who comes into a journey, and when (decision 002, rules 12 and 14). */

type EntryStep = AudienceStep | EventEntryStep;

/** Nobody enters while inside, nor twice at one instant; the policy of the entry decides the rest. */
const mayEnter = ({ reentry }: EntryStep, traveller: Traveller, now: Date): boolean => {
  const last = traveller.lastStay;
  if (!last) return true;
  if (last.exit === null || last.enteredAt >= now || reentry.policy === 'never') return false;
  return reentry.policy === 'always' || addDuration(last.exit.at, reentry.after ?? 'PT0S') <= now;
};

const isHeldOut = ({ holdout }: EntryStep, customerId: string, { journeyId, globalHoldout = 0 }: InterpretOptions): boolean =>
  stableFraction(customerId, saltSeed(holdoutSalt(journeyId))) < holdout ||
  stableFraction(customerId, saltSeed(GLOBAL_HOLDOUT_SALT)) < globalHoldout;

const isInAudience = ({ audience }: AudienceStep, traveller: Traveller, now: Date): boolean => {
  if ('segmentId' in audience) return traveller.ask({ segment: audience.segmentId }, now);
  if ('listId' in audience) return traveller.ask({ list: audience.listId }, now);
  return traveller.ask(audience.condition, now);
};

const enterBy = (step: EntryStep, traveller: Traveller, now: Date, options: InterpretOptions): void =>
  traveller.enter(step.id, now, isHeldOut(step, traveller.profile.id, options));

export const enterByRun = (plan: Plan, run: AudienceRun, traveller: Traveller, options: InterpretOptions): void => {
  const step = plan.steps[run.nodeId];
  if (step?.kind !== 'audience' || !mayEnter(step, traveller, run.at) || !isInAudience(step, traveller, run.at)) return;
  enterBy(step, traveller, run.at, options);
};

/** The first entry, in the order of the plan, that one of the events leads in by. What happened before the launch leads nobody in. */
export const enterByEvents = (
  plan: Plan,
  events: readonly JourneyEvent[],
  traveller: Traveller,
  now: Date,
  options: InterpretOptions,
): void => {
  const fresh = events.filter((event) => event.occurredAt >= options.launchedAt);
  const entered = plan.entries
    .map((nodeId) => plan.steps[nodeId])
    .find((step) => step?.kind === 'event-entry' && mayEnter(step, traveller, now) && fresh.some((event) => isMatch(step, event, now)));
  if (entered?.kind === 'event-entry') enterBy(entered, traveller, now, options);
};

/** Whoever another journey hands over comes in by the first entry, whatever that waits for. */
export const enterByHandOver = (plan: Plan, now: Date, traveller: Traveller, options: InterpretOptions): void => {
  const step = plan.steps[plan.entries[0] ?? ''];
  if ((step?.kind === 'audience' || step?.kind === 'event-entry') && mayEnter(step, traveller, now)) enterBy(step, traveller, now, options);
};
