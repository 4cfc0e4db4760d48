import type { Profile } from '@wayfare/kernel';
import { type Plan, UNSUBSCRIBED_EVENT } from '../plan.js';
import { enterByEvents, enterByHandOver, enterByRun } from './entering.js';
import { isMatch, isWithin } from './matching.js';
import type { InterpretOptions, JourneyEvent, JourneyPath } from './path.js';
import { runsOfVersions } from './runs.js';
import { Traveller } from './traveller.js';

/** Something that happens at an instant, apart from time being up for the person. */
interface Happening {
  readonly at: Date;
  readonly order: Order;
  happen(): void;
}

/** In which order the things of one instant happen. Whoever's time is up goes on after the audiences; then other journeys hand people over, and last somebody publishes a next version. */
const ORDER = { received: 0, audience: 1, handedOver: 2, edit: 3, audienceOfEdit: 4 } as const;
type Order = (typeof ORDER)[keyof typeof ORDER];

const unsubscribes = (events: readonly JourneyEvent[], journeyId: string): boolean =>
  events.some((event) => event.name === UNSUBSCRIBED_EVENT && event.properties.journeyId === journeyId);

const reachesGoal = (plan: Plan, events: readonly JourneyEvent[], enteredAt: Date, now: Date): boolean => {
  const { goal } = plan.settings;
  return (
    goal?.exitOnGoal === true &&
    events.some((event) => isMatch(goal.match, event, now) && isWithin(event.occurredAt, enteredAt, goal.window))
  );
};

/** Events act on the stay that the person had before them; they lead in whoever had none (decision 002, rules 11 and 14). */
const receive = (events: readonly JourneyEvent[], traveller: Traveller, now: Date, options: InterpretOptions): void => {
  const stay = traveller.inside;
  if (!stay) enterByEvents(traveller.plan, events, traveller, now, options);
  else if (unsubscribes(events, options.journeyId)) traveller.leave(stay, 'unsubscribed', now);
  else if (reachesGoal(stay.plan, events, stay.enteredAt, now)) traveller.leave(stay, 'goal', now);
  else if (traveller.shouldExit(now)) traveller.leave(stay, 'condition', now);
  else traveller.hear(events, now);
};

/** What is received at one instant is received together. */
const batchesOf = (events: readonly JourneyEvent[]): (readonly [number, JourneyEvent[]])[] => {
  const times = new Set(events.map((event) => event.receivedAt.getTime()));
  return [...times].map((time) => [time, events.filter((event) => event.receivedAt.getTime() === time)]);
};

const happeningsOf = (plan: Plan, events: readonly JourneyEvent[], traveller: Traveller, options: InterpretOptions): Happening[] => {
  const received = batchesOf(events.filter((event) => event.receivedAt >= options.launchedAt)).map(([time, batch]): Happening => {
    const at = new Date(time);
    return { at, order: ORDER.received, happen: () => receive(batch, traveller, at, options) };
  });
  const edits = options.edits ?? [];
  const runs = (options.runs ?? runsOfVersions(plan, options)).map(
    (run): Happening => ({
      at: run.at,
      order: edits.some(({ at }) => at.getTime() === run.at.getTime()) ? ORDER.audienceOfEdit : ORDER.audience,
      happen: () => enterByRun(traveller.plan, run, traveller, options),
    }),
  );
  const published = edits.map((edit): Happening => ({ at: edit.at, order: ORDER.edit, happen: () => traveller.publish(edit) }));
  const handedOver = (options.handOvers ?? []).map(
    (at): Happening => ({ at, order: ORDER.handedOver, happen: () => enterByHandOver(traveller.plan, at, traveller, options) }),
  );
  return [...received, ...runs, ...handedOver, ...published]
    .filter(({ at }) => at <= options.until)
    .sort((a, b) => a.at.getTime() - b.at.getTime() || a.order - b.order);
};

/**
 * Takes one person through a journey: the meaning of a plan, and the oracle that the SQL engine is held to (engine.md, rule 8).
 * At one instant events come first, then audiences, then whoever's time is up.
 *
 * @param profile the person when the journey was launched; what its updates make of them comes back in the result
 * @param events all that the ledger will ever hold of this person, in any order
 */
export const interpret = (plan: Plan, profile: Profile, events: readonly JourneyEvent[], options: InterpretOptions): JourneyPath => {
  const traveller = new Traveller(plan, profile, events, options);
  const wakeUpTo = (instant: Date, isIncluded: boolean): void => {
    for (let due = traveller.dueAt; due !== null && (due < instant || (isIncluded && due <= instant)); due = traveller.dueAt)
      traveller.wake(due);
  };
  for (const { at, order, happen } of happeningsOf(plan, events, traveller, options)) {
    wakeUpTo(at, order === ORDER.handedOver || order === ORDER.edit);
    happen();
  }
  wakeUpTo(options.until, true);
  return {
    entries: traveller.stays.map(({ entryNo, visits, exit, messages }) => ({ entryNo, visits, exit, messages })),
    profile: traveller.profile,
  };
};
