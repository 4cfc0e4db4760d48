import { addDuration } from '../time/duration.js';
import { readInstant } from '../time/instant.js';
import { comparisonHolds } from './compare.js';
import { attributeOf, namedValue, type PersonEvent, type PersonFacts } from './facts.js';
import { type Happening, happeningsOf } from './happenings.js';
import { measureHolds } from './measure.js';
import { isAboutSeveral } from './references.js';
import type { Condition, EventLeaf, MessageResult, NextEvent, PropertyTest, ScoreLeaf, SeveralLeaf } from './schema.js';

/** What a condition asks beyond the person's own facts. */
export interface ConditionContext {
  /** The instant at which the condition is asked. */
  readonly now: Date;
  inSegment(segmentId: string): boolean;
  /** Whether the person's latest message from a node, in this stay, has come to a result; false where there is none. */
  messageHas(nodeId: string, result: MessageResult): boolean;
}

const inBounds = (value: number, bounds: Omit<ScoreLeaf, 'score'> & { eq?: number | undefined }): boolean =>
  (bounds.eq === undefined || value === bounds.eq) &&
  (bounds.gte === undefined || value >= bounds.gte) &&
  (bounds.gt === undefined || value > bounds.gt) &&
  (bounds.lte === undefined || value <= bounds.lte) &&
  (bounds.lt === undefined || value < bounds.lt);

const testsHold = (fields: PersonEvent['properties'], where: readonly PropertyTest[], now: Date): boolean =>
  where.every((test) => comparisonHolds(namedValue(fields, test.property), test.is, test.value, now));

/** Whether an event's properties pass every test. */
export const holdsForEvent = (event: PersonEvent, where: readonly PropertyTest[], now: Date): boolean =>
  testsHold(event.properties, where, now);

/** The instants between which something counts: after `since`, not before `from`, before `to`; null: without such an end. */
export const spanOf = (
  leaf: Pick<SeveralLeaf, 'within' | 'from' | 'to'>,
  now: Date,
): { since: Date | null; from: Date | null; to: Date | null } => ({
  since: leaf.within === undefined ? null : addDuration(now, leaf.within, -1),
  from: leaf.from === undefined ? null : readInstant(leaf.from),
  to: leaf.to === undefined ? null : readInstant(leaf.to),
});

/** Whether an event is followed: by one that came later, at the latest so long after it, and not after now. */
const isFollowed = (at: Date, next: NextEvent, events: readonly PersonEvent[], now: Date): boolean => {
  const last = addDuration(at, next.within);
  return events.some(
    (other) =>
      other.name === next.event &&
      other.occurredAt > at &&
      other.occurredAt <= last &&
      other.occurredAt <= now &&
      holdsForEvent(other, next.where ?? [], now),
  );
};

/** Whether the time is over in which something would have had to follow. */
const isOver = (at: Date, next: NextEvent, now: Date): boolean => addDuration(at, next.within) <= now;

/** Of an event: whether it is followed by what has to follow, and by nothing that must not. */
const goesOnAsAsked = (at: Date, leaf: EventLeaf, events: readonly PersonEvent[], now: Date): boolean => {
  const { followedBy, notFollowedBy } = leaf;
  return (
    (followedBy === undefined || isFollowed(at, followedBy, events, now)) &&
    (notFollowedBy === undefined || (isOver(at, notFollowedBy, now) && !isFollowed(at, notFollowedBy, events, now)))
  );
};

/** What of a person a question counts. */
const countedOf = (leaf: SeveralLeaf, person: PersonFacts, now: Date): Happening[] => {
  const { since, from, to } = spanOf(leaf, now);
  return happeningsOf(leaf, person).filter(
    ({ at, fields }) =>
      at <= now &&
      (since === null || at > since) &&
      (from === null || at >= from) &&
      (to === null || at < to) &&
      testsHold(fields, leaf.where ?? [], now) &&
      (!('event' in leaf) || goesOnAsAsked(at, leaf, person.events, now)),
  );
};

const severalHold = (leaf: SeveralLeaf, person: PersonFacts, now: Date): boolean => {
  const counted = countedOf(leaf, person, now);
  const { count = leaf.measure ? undefined : { gte: 1 }, measure } = leaf;
  return (count === undefined || inBounds(counted.length, count)) && (measure === undefined || measureHolds(measure, counted, now));
};

/**
 * Asks one person a condition: the in-memory back end of the condition language, and the meaning that the SQL back end
 * (libs/audiences) is held to by a property test. See decision 002, rule 13.
 */
export const evaluateCondition = (condition: Condition, person: PersonFacts, context: ConditionContext): boolean => {
  const ask = (child: Condition): boolean => evaluateCondition(child, person, context);
  if ('all' in condition) return condition.all.every(ask);
  if ('any' in condition) return condition.any.some(ask);
  if ('not' in condition) return !ask(condition.not);
  if ('attribute' in condition)
    return comparisonHolds(attributeOf(person, condition.attribute), condition.is, condition.value, context.now);
  if (isAboutSeveral(condition)) return severalHold(condition, person, context.now);
  if ('tag' in condition) return person.tags.includes(condition.tag);
  if ('consent' in condition) return Object.hasOwn(person.consent, condition.consent) && person.consent[condition.consent] === true;
  if ('segment' in condition) return context.inSegment(condition.segment);
  if ('list' in condition) return person.lists.includes(condition.list);
  if ('message' in condition) return context.messageHas(condition.message.node, condition.message.result);
  const score = Object.hasOwn(person.scores, condition.score) ? person.scores[condition.score] : undefined;
  return score !== undefined && inBounds(score, condition);
};
