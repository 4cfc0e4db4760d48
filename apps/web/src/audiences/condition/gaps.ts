import { type Condition, type Leaf, parseDuration, type SeveralLeaf } from '@wayfare/kernel';
import { isAboutSeveral } from './fields.js';
import { nextOf } from './next.js';
import { lacksValue } from './operators.js';

/** What a row still wants before it can be asked. */
export type Gap = 'name' | 'value' | 'within';

/** The name that a row of one of the plain kinds asks for. */
const nameOf = (leaf: Exclude<Leaf, { attribute: string } | SeveralLeaf>): string => {
  if ('tag' in leaf) return leaf.tag;
  if ('consent' in leaf) return leaf.consent;
  if ('segment' in leaf) return leaf.segment;
  if ('list' in leaf) return leaf.list;
  return 'message' in leaf ? leaf.message.node : leaf.score;
};

/** The first thing missing from a row; `null` where it is complete. */
export const gapOf = (leaf: Leaf): Gap | null => {
  if (isAboutSeveral(leaf)) return gapOfSeveral(leaf);
  if (!('attribute' in leaf)) return nameOf(leaf) === '' ? 'name' : null;
  if (leaf.attribute === '') return 'name';
  return lacksValue(leaf) ? 'value' : null;
};

const gapOfSeveral = (leaf: SeveralLeaf): Gap | null => {
  const asked = [leaf, ...('event' in leaf ? nextOf(leaf) : [])];
  if (asked.some((one) => 'event' in one && one.event === '') || leaf.measure?.of === '') return 'name';
  if (asked.some(({ within }) => within !== undefined && parseDuration(within) === null)) return 'within';
  if (leaf.from === '' || leaf.to === '' || (leaf.measure && lacksValue(leaf.measure))) return 'value';
  return asked.some(({ where }) => (where ?? []).some((test) => test.property === '' || lacksValue(test))) ? 'value' : null;
};

/** Whether every row of a condition can be asked; only then is it worth counting. */
export const isComplete = (condition: Condition): boolean => {
  if ('all' in condition) return condition.all.every(isComplete);
  if ('any' in condition) return condition.any.every(isComplete);
  if ('not' in condition) return isComplete(condition.not);
  return gapOf(condition) === null;
};
