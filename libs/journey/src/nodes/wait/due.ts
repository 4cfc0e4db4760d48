import {
  addDuration,
  attributeOf,
  dateAt,
  localDay,
  nextAnniversary,
  nextWallTime,
  type Profile,
  readDate,
  readInstant,
} from '@wayfare/kernel';
import type { WaitRule } from '../../plan.js';
import { personZone } from '../person-zone.js';

const dateOf = (value: unknown, zone: string): string | null => {
  if (typeof value !== 'string') return null;
  const instant = readInstant(value);
  return readDate(value) ?? (instant ? localDay(instant, zone) : null);
};

/** What people may differ in as far as a wait is concerned: who has the same traits leaves at the same instant. */
export interface WaitTraits {
  readonly timeZone: string | null;
  /** The value of the attribute that a `date` rule names. */
  readonly date: unknown;
}

/**
 * When people with these traits who arrive at a wait at `arrivedAt` leave it (decision 002, rules 2–4). Never before `arrivedAt`.
 * @param zone the journey's zone, else the workspace's
 */
export const dueFor = (rule: WaitRule, { timeZone, date }: WaitTraits, arrivedAt: Date, zone: string): Date => {
  if (rule.mode === 'duration') return addDuration(arrivedAt, rule.duration);
  const own = personZone(timeZone, zone);
  if (rule.mode === 'until')
    return nextWallTime(arrivedAt, { time: rule.time, weekdays: rule.weekdays, zone: rule.zone === 'customer' ? own : zone });
  const day = dateOf(date, own);
  if (day === null) return arrivedAt;
  const moved = { offset: rule.offset, time: rule.time, zone: own };
  if (rule.yearly) return nextAnniversary(day, arrivedAt, moved);
  const due = dateAt(day, moved);
  return due > arrivedAt ? due : arrivedAt;
};

/** When somebody who arrives at a wait at `arrivedAt` leaves it. */
export const dueAt = (rule: WaitRule, person: Profile, arrivedAt: Date, zone: string): Date => {
  const date = rule.mode === 'date' ? attributeOf(person, rule.attribute) : null;
  return dueFor(rule, { timeZone: person.timeZone, date }, arrivedAt, zone);
};
