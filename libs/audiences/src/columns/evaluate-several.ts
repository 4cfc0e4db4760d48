import { addDuration, type EventLeaf, type NextEvent, type PropertyTest, parseDuration, type SeveralLeaf, spanOf } from '@wayfare/kernel';
import { boundsOf } from '../condition/bounds.js';
import { type Asked, byValue, comparison } from './asked.js';
import type { Happenings } from './column.js';
import { EPOCH_MS, gaugeOf, microseconds } from './gauge.js';
import { emptyMask, fullMask, keepOnly, type Mask } from './mask.js';
import { severalOf } from './spec.js';

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

const happeningsOf = (asked: Asked, asking: SeveralLeaf | NextEvent): Happenings => {
  const { key } = severalOf(asking, asked.now);
  const { content } = asked.column(key);
  if (!('events' in content)) throw new Error(`the column ${key} holds nothing that happened`);
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

/** Which of a person's rows a question counts. */
const countingOf = (leaf: SeveralLeaf, events: Happenings, asked: Asked): ((person: number, at: number) => boolean) => {
  const { now } = asked;
  const span = spanOf(leaf, now);
  const [since, from] = [timesOf(span.since, Number.NEGATIVE_INFINITY), timesOf(span.from, Number.NEGATIVE_INFINITY)];
  const [until, to] = [microseconds(now), timesOf(span.to, Number.POSITIVE_INFINITY)];
  const passes = passing(events, leaf.where ?? [], now);
  const sequence: Partial<EventLeaf> = 'event' in leaf ? leaf : {};
  const followedBy = sequence.followedBy && followingOf(sequence.followedBy, asked);
  const notFollowedBy = sequence.notFollowedBy && followingOf(sequence.notFollowedBy, asked);
  return (person, at) => {
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
};

/** Of whom the question about what they did or ordered holds, in one run through the column. */
export const bySeveral = (leaf: SeveralLeaf, asked: Asked): Mask => {
  const { now, people } = asked;
  const { measure, count = measure ? { gte: 0 } : { gte: 1 } } = leaf;
  const bounds = boundsOf(count);
  if (bounds === 'never') return emptyMask(people);
  if (bounds === 'always' && !measure) return fullMask(people);
  const events = happeningsOf(asked, leaf);
  const counts = countingOf(leaf, events, asked);
  const gauge = measure && gaugeOf(measure, events, now);
  const { least, most } = bounds === 'always' ? { least: 0, most: null } : bounds;
  const mask = emptyMask(people);
  for (let person = 0; person < people; person += 1) {
    const end = events.starts[person + 1] as number;
    let count = 0;
    gauge?.begin();
    for (let at = events.starts[person] as number; at < end; at += 1) {
      if (!counts(person, at)) continue;
      count += 1;
      gauge?.add(at);
    }
    mask[person] = count >= least && (most === null || count <= most) && (gauge === undefined || gauge.holds()) ? 1 : 0;
  }
  return mask;
};
