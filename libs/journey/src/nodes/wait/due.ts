import { addDuration, attributeOf, dateAt, isTimeZone, localDay, nextWallTime, type Profile, readDate, readInstant } from '@wayfare/kernel';
import type { WaitRule } from '../../plan.js';

/** The zone by which a person's own clock goes: theirs, where it is one, else the journey's or workspace's. */
export const personZone = (timeZone: string | null, zone: string): string => (timeZone !== null && isTimeZone(timeZone) ? timeZone : zone);

const dateOf = (value: unknown, zone: string): string | null => {
  if (typeof value !== 'string') return null;
  const instant = readInstant(value);
  return readDate(value) ?? (instant ? localDay(instant, zone) : null);
};

/**
 * When somebody who arrives at a wait at `arrivedAt` leaves it (decision 002, rules 2–4). Never before `arrivedAt`.
 * @param zone the journey's zone, else the workspace's
 */
export const dueAt = (rule: WaitRule, person: Profile, arrivedAt: Date, zone: string): Date => {
  if (rule.mode === 'duration') return addDuration(arrivedAt, rule.duration);
  const own = personZone(person.timeZone, zone);
  if (rule.mode === 'until')
    return nextWallTime(arrivedAt, { time: rule.time, weekdays: rule.weekdays, zone: rule.zone === 'customer' ? own : zone });
  const day = dateOf(attributeOf(person, rule.attribute), own);
  const due = day === null ? arrivedAt : dateAt(day, { offset: rule.offset, time: rule.time, zone: own });
  return due > arrivedAt ? due : arrivedAt;
};
