import { type Condition, isAboutSeveral, type Leaf } from '@wayfare/kernel';
import { type Asked, byValue, comparison } from './asked.js';
import { bySeveral } from './evaluate-several.js';
import { addAll, emptyMask, flip, fullMask, keepOnly, type Mask } from './mask.js';
import { boundsOfLive, columnsOfLeaf, isAboutLive } from './spec.js';
import { takeBreath } from './stop.js';

/** Whether so many messages or stays are a person's, where the database has counted them. */
const byCount = (leaf: Extract<Leaf, { messages: string } | { enrollments: string }>, flags: Mask | null, people: number): Mask => {
  const bounds = boundsOfLive(leaf);
  if (bounds === 'always' || !flags) return bounds === 'always' ? fullMask(people) : emptyMask(people);
  const mask = flags.slice();
  // then the column says who has more
  if (bounds !== 'never' && bounds.least === 0) flip(mask);
  return mask;
};

const byLeaf = (leaf: Leaf, asked: Asked): Mask => {
  const [spec] = columnsOfLeaf(leaf, asked.now);
  const content = spec && asked.column(spec.key).content;
  if (isAboutLive(leaf) && !leaf.measure) return byCount(leaf, content && 'flags' in content ? content.flags : null, asked.people);
  if (!content) return emptyMask(asked.people);
  if ('flags' in content) return content.flags.slice();
  if ('events' in content && isAboutSeveral(leaf)) return bySeveral(leaf, asked);
  if ('values' in content && 'attribute' in leaf) return byValue(content.values, comparison(leaf, asked.now));
  if ('values' in content && 'tag' in leaf)
    return byValue(content.values, { key: leaf.tag, ask: (tags) => Array.isArray(tags) && tags.includes(leaf.tag) });
  throw new Error(`the column ${spec?.key} answers another question`);
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
