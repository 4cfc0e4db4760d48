import { addDuration, type EventLeaf, type NextEvent, type PropertyTest, parseDuration, spanOf } from '@wayfare/kernel';
import { boundsOf } from '../condition/bounds.js';
import { type Asked, byValue, comparison } from './asked.js';
import type { Happenings } from './column.js';
import { emptyMask, fullMask, keepOnly, type Mask } from './mask.js';
import { eventsOf } from './spec.js';

const EPOCH_MS = Date.UTC(2000, 0, 1);
const microseconds = (instant: Date): number => (instant.getTime() - EPOCH_MS) * 1000;

/** Which of all events pass the tests; null: all. */
const passing = ({ times, properties }: Happenings, where: readonly PropertyTest[], now: Date): Mask | null => {
  if (where.length === 0) return null;
  const mask = fullMask(times.length);
  for (const test of where) {
    const column = properties.get(test.property);
    if (!column) throw new Error(`the column has no property ${test.property}`);
    keepOnly(mask, byValue(column, comparison(test, now)));
  }
  return mask;
};

const happeningsOf = (asked: Asked, event: EventLeaf | NextEvent): Happenings => {
  const { content } = asked.column(eventsOf(event, asked.now).key);
  if (!('events' in content)) throw new Error(`the column of ${event.event} holds no events`);
  return content.events;
};

/** The instant that lies so long after another one: a sum, but where months are as long as the calendar says. */
const laterBy = (duration: string): ((time: number) => number) => {
  const parts = parseDuration(duration);
  if (!parts) throw new RangeError(`not an ISO 8601 duration: ${duration}`);
  const fixed = (parts.days * 86_400_000 + parts.milliseconds) * 1000;
  if (parts.years === 0 && parts.months === 0) return (time) => time + fixed;
  return (time) => {
    const milliseconds = Math.floor(time / 1000);
    return microseconds(addDuration(new Date(milliseconds + EPOCH_MS), duration)) + (time - milliseconds * 1000);
  };
};

/** Whether an event of a person at an instant is followed, and whether the time for that is over. */
interface Following {
  follows(person: number, time: number): boolean;
  isOver(time: number): boolean;
}

const followingOf = (next: NextEvent, asked: Asked): Following => {
  const events = happeningsOf(asked, next);
  const passes = passing(events, next.where ?? [], asked.now);
  const until = microseconds(asked.now);
  const later = laterBy(next.within);
  const { starts, times } = events;
  return {
    isOver: (time) => later(time) <= until,
    follows: (person, time) => {
      const last = Math.min(later(time), until);
      const end = starts[person + 1] as number;
      for (let at = starts[person] as number; at < end; at += 1) {
        const other = times[at] as number;
        if (other > last) return false;
        if (other > time && (passes === null || passes[at] === 1)) return true;
      }
      return false;
    },
  };
};

const timesOf = (end: Date | null, none: number): number => (end ? microseconds(end) : none);

/** Of whom the question about their events holds, in one run through the column. */
export const byEvents = (leaf: EventLeaf, asked: Asked): Mask => {
  const { now, people } = asked;
  const bounds = boundsOf(leaf.count ?? { gte: 1 });
  if (bounds === 'always' || bounds === 'never') return bounds === 'always' ? fullMask(people) : emptyMask(people);
  const events = happeningsOf(asked, leaf);
  const span = spanOf(leaf, now);
  const [since, from] = [timesOf(span.since, Number.NEGATIVE_INFINITY), timesOf(span.from, Number.NEGATIVE_INFINITY)];
  const [until, to] = [microseconds(now), timesOf(span.to, Number.POSITIVE_INFINITY)];
  const passes = passing(events, leaf.where ?? [], now);
  const followedBy = leaf.followedBy && followingOf(leaf.followedBy, asked);
  const notFollowedBy = leaf.notFollowedBy && followingOf(leaf.notFollowedBy, asked);
  const counts = (person: number, at: number): boolean => {
    const time = events.times[at] as number;
    return (
      time > since &&
      time >= from &&
      time <= until &&
      time < to &&
      (passes === null || passes[at] === 1) &&
      (followedBy === undefined || followedBy.follows(person, time)) &&
      (notFollowedBy === undefined || (notFollowedBy.isOver(time) && !notFollowedBy.follows(person, time)))
    );
  };
  const most = bounds.most ?? Number.POSITIVE_INFINITY;
  const mask = emptyMask(people);
  for (let person = 0; person < people; person += 1) {
    const end = events.starts[person + 1] as number;
    let count = 0;
    for (let at = events.starts[person] as number; at < end; at += 1) if (counts(person, at)) count += 1;
    mask[person] = count >= bounds.least && count <= most ? 1 : 0;
  }
  return mask;
};
