import type { Condition, Leaf } from './schema.js';

/** The questions at the ends of a condition's branches, in order of appearance. */
export const leavesOf = (condition: Condition): readonly Leaf[] => {
  if ('all' in condition) return condition.all.flatMap(leavesOf);
  if ('any' in condition) return condition.any.flatMap(leavesOf);
  if ('not' in condition) return leavesOf(condition.not);
  return [condition];
};

const named = (condition: Condition, nameOf: (leaf: Leaf) => string | null): string[] => [
  ...new Set(leavesOf(condition).flatMap((leaf) => nameOf(leaf) ?? [])),
];

/** Names of the attributes that a condition asks for, each once, in order of appearance. */
export const referencedAttributes = (condition: Condition): string[] =>
  named(condition, (leaf) => ('attribute' in leaf ? leaf.attribute : null));

/** Names of the events that a condition asks for, each once: of a sequence the first, then those that follow. */
export const referencedEvents = (condition: Condition): string[] => [
  ...new Set(
    leavesOf(condition).flatMap((leaf) =>
      'event' in leaf ? [leaf.event, leaf.followedBy?.event, leaf.notFollowedBy?.event].filter((name) => name !== undefined) : [],
    ),
  ),
];

/** Ids of the segments that a condition names itself; those named inside a segment are not followed. */
export const referencedSegments = (condition: Condition): string[] => named(condition, (leaf) => ('segment' in leaf ? leaf.segment : null));

export const referencedLists = (condition: Condition): string[] => named(condition, (leaf) => ('list' in leaf ? leaf.list : null));

export const referencedTags = (condition: Condition): string[] => named(condition, (leaf) => ('tag' in leaf ? leaf.tag : null));

/** Ids of the nodes on whose messages a condition depends. */
export const messageNodesOf = (condition: Condition): string[] =>
  named(condition, (leaf) => ('message' in leaf ? leaf.message.node : null));
