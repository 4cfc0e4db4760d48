import {
  addDuration,
  type Deferral,
  isWallTime,
  localHour,
  nextWallTime,
  type PersonEvent,
  type QuietTimes,
  quietUntil,
} from '@wayfare/kernel';
import type { SendStep } from '../../plan.js';

/** What people do with a message that says when they are at hand. */
export const ANSWERS: readonly string[] = ['message.opened', 'message.clicked'];
/** How far back it counts, and how often somebody must have answered for it to mean something. */
export const ANSWERS_WITHIN = 'P180D';
export const FEWEST_ANSWERS = 3;

/** What people may differ in as far as the time of a message is concerned: who has the same traits is written to at the same instant. */
export interface SendTraits {
  /** The IANA zone by which their clock goes. */
  readonly zone: string;
  /** The hour, 0 to 23, at which they have answered most; `null` where they have not answered often enough. */
  readonly bestHour: number | null;
}

/**
 * The hour of somebody's day at which they have opened and clicked most: the earliest of those that are level.
 * @param events those received by `now`
 */
export const bestHourOf = (events: readonly PersonEvent[], zone: string, now: Date): number | null => {
  const since = addDuration(now, ANSWERS_WITHIN, -1);
  const hours = events
    .filter(({ name, occurredAt }) => ANSWERS.includes(name) && occurredAt > since && occurredAt <= now)
    .map(({ occurredAt }) => localHour(occurredAt, zone));
  if (hours.length < FEWEST_ANSWERS) return null;
  const counts = Array.from({ length: 24 }, (_, hour) => hours.filter((each) => each === hour).length);
  return counts.indexOf(Math.max(...counts));
};

const bestTime = ({ timing }: SendStep, { zone, bestHour }: SendTraits, now: Date): Date => {
  if (!timing) return now;
  const time = bestHour === null ? timing.fallback : `${String(bestHour).padStart(2, '0')}:00`;
  return isWallTime(time) ? nextWallTime(now, { time, weekdays: [], zone }) : now;
};

/** When a message to people with these traits may leave that was decided on at `now`, and what it waits for. Never before `now`. */
export const whenToSend = (
  step: SendStep,
  traits: SendTraits,
  now: Date,
  quiet: QuietTimes,
): { readonly notBefore: Date; readonly deferredBy: Deferral | null } => {
  const best = bestTime(step, traits, now);
  const until = step.ignoreQuietHours ? null : quietUntil(best, step.channel, traits.zone, quiet);
  if (until) return { notBefore: until, deferredBy: 'quiet_hours' };
  return { notBefore: best, deferredBy: best > now ? 'best_time' : null };
};
