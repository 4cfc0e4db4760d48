import { addDuration, type Condition, comparisonHolds, type EventLeaf, type Json, type Leaf, type PropertyTest } from '@wayfare/kernel';
import { boundsOf } from '../condition/bounds.js';
import type { Column, Happenings, Values } from './column.js';
import { addAll, emptyMask, flip, fullMask, keepOnly, type Mask } from './mask.js';
import { columnOf } from './spec.js';

/** What a condition is asked of: the columns that `columnsOf` named, for so many people. */
export interface Asked {
  readonly now: Date;
  readonly people: number;
  column(key: string): Column;
}

const EPOCH_MS = Date.UTC(2000, 0, 1);
const microseconds = (instant: Date): number => (instant.getTime() - EPOCH_MS) * 1000;

/** Asks each value that occurs once: the answers by code. */
const answersOf = ({ values }: Values, ask: (value: Json | undefined) => boolean): Uint8Array =>
  Uint8Array.from(values, (value) => (ask(value) ? 1 : 0));

const byValue = (column: Values, ask: (value: Json | undefined) => boolean): Mask => {
  const answers = answersOf(column, ask);
  const { codes } = column;
  const mask = emptyMask(codes.length);
  for (let at = 0; at < codes.length; at += 1) mask[at] = answers[codes[at] as number] as number;
  return mask;
};

/** Which of all events pass the tests; null: all. */
const passing = ({ times, properties }: Happenings, where: readonly PropertyTest[], now: Date): Mask | null => {
  if (where.length === 0) return null;
  const mask = fullMask(times.length);
  for (const test of where) {
    const column = properties.get(test.property);
    if (!column) throw new Error(`the column has no property ${test.property}`);
    keepOnly(
      mask,
      byValue(column, (value) => comparisonHolds(value, test.is, test.value, now)),
    );
  }
  return mask;
};

const byEvents = (leaf: EventLeaf, events: Happenings, { now, people }: Asked): Mask => {
  const bounds = boundsOf(leaf.count ?? { gte: 1 });
  if (bounds === 'always' || bounds === 'never') return bounds === 'always' ? fullMask(people) : emptyMask(people);
  const since = leaf.within === undefined ? Number.NEGATIVE_INFINITY : microseconds(addDuration(now, leaf.within, -1));
  const until = microseconds(now);
  const passes = passing(events, leaf.where ?? [], now);
  const { starts, times } = events;
  const most = bounds.most ?? Number.POSITIVE_INFINITY;
  const mask = emptyMask(people);
  for (let person = 0; person < people; person += 1) {
    const end = starts[person + 1] as number;
    let count = 0;
    for (let at = starts[person] as number; at < end; at += 1) {
      const time = times[at] as number;
      if (time > since && time <= until && (passes === null || passes[at] === 1)) count += 1;
    }
    mask[person] = count >= bounds.least && count <= most ? 1 : 0;
  }
  return mask;
};

const byLeaf = (leaf: Leaf, asked: Asked): Mask => {
  const spec = columnOf(leaf, asked.now);
  if (!spec) return emptyMask(asked.people);
  const { content } = asked.column(spec.key);
  if ('flags' in content) return content.flags.slice();
  if ('events' in content && 'event' in leaf) return byEvents(leaf, content.events, asked);
  if ('values' in content && 'attribute' in leaf)
    return byValue(content.values, (value) => comparisonHolds(value, leaf.is, leaf.value, asked.now));
  if ('values' in content && 'tag' in leaf) return byValue(content.values, (tags) => Array.isArray(tags) && tags.includes(leaf.tag));
  throw new Error(`the column ${spec.key} answers another question`);
};

/** Who of an image a condition holds of: the third back end of the condition language, held to the others by the same property test. */
export const maskOf = (condition: Condition, asked: Asked): Mask => {
  if ('all' in condition) {
    const mask = fullMask(asked.people);
    for (const child of condition.all) keepOnly(mask, maskOf(child, asked));
    return mask;
  }
  if ('any' in condition) {
    const mask = emptyMask(asked.people);
    for (const child of condition.any) addAll(mask, maskOf(child, asked));
    return mask;
  }
  if ('not' in condition) {
    const mask = maskOf(condition.not, asked);
    flip(mask);
    return mask;
  }
  return byLeaf(condition, asked);
};
