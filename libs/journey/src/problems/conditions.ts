import {
  type Condition,
  conditionSchema,
  isAboutSeveral,
  type Leaf,
  leavesOf,
  referencedAttributes,
  referencedEvents,
  referencedLists,
  referencedSegments,
} from '@wayfare/kernel';
import { attributeFindings, eventFindings } from './checks.js';
import { type Finding, finding, unless } from './codes.js';
import type { GraphContext } from './known.js';

/** A condition as a node or a setting holds it: `name` says which of them, in the words of the person who drew it. */
export interface NamedCondition {
  readonly name: string;
  readonly condition: Condition | undefined;
}

/** A group without members would take everyone, or no one: never what somebody meant. */
const saysNothing = (condition: Condition): boolean => {
  if ('all' in condition) return condition.all.length === 0 || condition.all.some(saysNothing);
  if ('any' in condition) return condition.any.length === 0 || condition.any.some(saysNothing);
  return 'not' in condition && saysNothing(condition.not);
};

const lacksValue = (test: { is: string; value?: unknown }): boolean => test.is !== 'exists' && test.value === undefined;

const isUnfinished = (leaf: Leaf): boolean => {
  if (!conditionSchema.safeParse(leaf).success) return true;
  if ('attribute' in leaf) return lacksValue(leaf);
  if (!isAboutSeveral(leaf)) return false;
  const wheres = 'event' in leaf ? [leaf, leaf.followedBy, leaf.notFollowedBy] : [leaf];
  return wheres.some((asked) => (asked?.where ?? []).some(lacksValue)) || (leaf.measure !== undefined && lacksValue(leaf.measure));
};

/** What a leaf asks for, in few words: `attribute city`, `message`. */
const wordsOf = (leaf: Leaf): string =>
  Object.entries(leaf)
    .slice(0, 1)
    .map(([kind, what]) => (typeof what === 'string' && what !== '' ? `${kind} ${what}` : kind))
    .join();

export const conditionFindings = ({ name, condition }: NamedCondition, known: GraphContext): readonly Finding[] => {
  if (condition === undefined || saysNothing(condition)) return [finding('empty_condition', { path: name })];
  const unfinished = leavesOf(condition).filter(isUnfinished);
  if (unfinished.length > 0) return unfinished.map((leaf) => finding('bad_condition', { path: name, detail: wordsOf(leaf) }));
  return [
    ...referencedSegments(condition).flatMap((segment) => unless(known.segments.has(segment), 'unknown_segment', { segment })),
    ...referencedLists(condition).flatMap((list) => unless(known.lists.has(list), 'unknown_list', { list })),
    ...referencedAttributes(condition).flatMap((attribute) => attributeFindings(attribute, known)),
    ...referencedEvents(condition).flatMap((event) => eventFindings(event, known)),
  ];
};
