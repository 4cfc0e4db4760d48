import type { Condition, Leaf } from '@wayfare/kernel';
import { type Asked, byValue, comparison } from './asked.js';
import { bySeveral } from './evaluate-several.js';
import { addAll, emptyMask, flip, fullMask, keepOnly, type Mask } from './mask.js';
import { columnsOfLeaf } from './spec.js';
import { takeBreath } from './stop.js';

const byLeaf = (leaf: Leaf, asked: Asked): Mask => {
  const [spec] = columnsOfLeaf(leaf, asked.now);
  if (!spec) return emptyMask(asked.people);
  const { content } = asked.column(spec.key);
  if ('flags' in content) return content.flags.slice();
  if ('events' in content && ('event' in leaf || 'order' in leaf)) return bySeveral(leaf, asked);
  if ('values' in content && 'attribute' in leaf) return byValue(content.values, comparison(leaf, asked.now));
  if ('values' in content && 'tag' in leaf)
    return byValue(content.values, { key: leaf.tag, ask: (tags) => Array.isArray(tags) && tags.includes(leaf.tag) });
  throw new Error(`the column ${spec.key} answers another question`);
};

/** Who of an image a condition holds of: the third back end of the condition language, held to the others by the same property test. Between two questions others have their turn. */
export const maskOf = async (condition: Condition, asked: Asked, signal?: AbortSignal): Promise<Mask> => {
  if ('all' in condition) {
    const mask = fullMask(asked.people);
    for (const child of condition.all) keepOnly(mask, await maskOf(child, asked, signal));
    return mask;
  }
  if ('any' in condition) {
    const mask = emptyMask(asked.people);
    for (const child of condition.any) addAll(mask, await maskOf(child, asked, signal));
    return mask;
  }
  if ('not' in condition) {
    const mask = await maskOf(condition.not, asked, signal);
    flip(mask);
    return mask;
  }
  await takeBreath(signal);
  return byLeaf(condition, asked);
};
