import { type Condition, type Leaf, parseDuration } from '@wayfare/kernel';
import { nextOf } from './next.js';
import { lacksValue } from './operators.js';

/** What a row still wants before it can be asked. */
export type Gap = 'name' | 'value' | 'within';

/** The name that a row of one of the plain kinds asks for. */
const nameOf = (leaf: Exclude<Leaf, { attribute: string } | { event: string }>): string => {
  if ('tag' in leaf) return leaf.tag;
  if ('consent' in leaf) return leaf.consent;
  if ('segment' in leaf) return leaf.segment;
  if ('list' in leaf) return leaf.list;
  return 'message' in leaf ? leaf.message.node : leaf.score;
};

/** The first thing missing from a row; `null` where it is complete. */
export const gapOf = (leaf: Leaf): Gap | null => {
  if ('event' in leaf) return gapOfEvent(leaf);
  if (!('attribute' in leaf)) return nameOf(leaf) === '' ? 'name' : null;
  if (leaf.attribute === '') return 'name';
  return lacksValue(leaf) ? 'value' : null;
};

const gapOfEvent = (leaf: Extract<Leaf, { event: string }>): Gap | null => {
  const asked = [leaf, ...nextOf(leaf)];
  if (asked.some(({ event }) => event === '')) return 'name';
  if (asked.some(({ within }) => within !== undefined && parseDuration(within) === null)) return 'within';
  if (leaf.from === '' || leaf.to === '') return 'value';
  return asked.some(({ where }) => (where ?? []).some((test) => test.property === '' || lacksValue(test))) ? 'value' : null;
};

/** Whether every row of a condition can be asked; only then is it worth counting. */
export const isComplete = (condition: Condition): boolean => {
  if ('all' in condition) return condition.all.every(isComplete);
  if ('any' in condition) return condition.any.every(isComplete);
  if ('not' in condition) return isComplete(condition.not);
  return gapOf(condition) === null;
};
