import type { Condition, Leaf, SeveralLeaf } from './schema.js';

/** Whether a question is about several things that happened: how many there are, or what they come to. */
export const isAboutSeveral = (condition: Condition): condition is SeveralLeaf =>
  'event' in condition || 'order' in condition || 'messages' in condition || 'enrollments' in condition;

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

/** Ids that questions about messages or stays ask for by one of their fields, such as those of journeys: in what is equal to one of them. */
const askedFor = (leaf: Leaf, field: 'journey' | 'template'): string[] =>
  'messages' in leaf || 'enrollments' in leaf
    ? (leaf.where ?? []).flatMap(({ property, is, value }) =>
        property === field && ['eq', 'ne', 'in'].includes(is) ? [value].flat().filter((one) => typeof one === 'string') : [],
      )
    : [];

/** Ids of the journeys whose messages or stays a condition asks for. */
export const referencedJourneys = (condition: Condition): string[] => [
  ...new Set(leavesOf(condition).flatMap((leaf) => askedFor(leaf, 'journey'))),
];

/** Ids of the templates by which it does. */
export const referencedTemplates = (condition: Condition): string[] => [
  ...new Set(leavesOf(condition).flatMap((leaf) => askedFor(leaf, 'template'))),
];

/** Ids of the nodes on whose messages a condition depends. */
export const messageNodesOf = (condition: Condition): string[] =>
  named(condition, (leaf) => ('message' in leaf ? leaf.message.node : null));
