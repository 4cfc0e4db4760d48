import { z } from 'zod';
import { durationSchema } from '../time/duration.js';
import { readInstant } from '../time/instant.js';

/**
 * How an attribute is compared. `before`, `after` and `anniversary` read dates; `exists` needs no value unless it is `false` ("is missing"). Of `anniversary` the value is the number of a month, or how long ago
 * (ahead: a negative duration) the day may come round.
 */
export const COMPARISONS = [
  ...(['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'contains', 'startsWith', 'exists', 'before', 'after', 'anniversary'] as const),
] as const;
export type Comparison = (typeof COMPARISONS)[number];

export const MESSAGE_RESULTS = ['sent', 'delivered', 'opened', 'clicked', 'bounced', 'suppressed'] as const;
export type MessageResult = (typeof MESSAGE_RESULTS)[number];

/** What may be worked out of what happened. `first` and `last` read a field of the earliest and the latest, or when that was. */
export const MEASURES = ['sum', 'average', 'min', 'max', 'distinct', 'first', 'last'] as const;
export type MeasureKind = (typeof MEASURES)[number];

/** What may be asked of orders: orders as a whole, or each of their lines. */
export const ORDER_ROWS = ['orders', 'items'] as const;
export type OrderRows = (typeof ORDER_ROWS)[number];

/** What may have become of a message, in any journey and at any time; the words are those of the response report. */
export const MESSAGE_OUTCOMES = ['sent', 'delivered', 'opened', 'clicked', 'bounced', 'unsubscribed', 'notSent'] as const;
export type MessageOutcome = (typeof MESSAGE_OUTCOMES)[number];

/** How somebody stands, or stood, to journeys. */
export const ENROLLMENT_STATES = ['inside', 'entered', 'completed', 'left', 'heldOut'] as const;
export type EnrollmentState = (typeof ENROLLMENT_STATES)[number];

/** The database stores neither the zero character nor half a character, so no condition may ask for one. */
const storable = (text: string): boolean => !text.includes('\u0000') && !/\p{Surrogate}/u.test(text);
const text = (least: number, most: number) =>
  z.string().min(least).max(most).refine(storable, { message: 'holds a character that no text may hold' });

const countOf = (least: number) =>
  z
    .strictObject({ eq: z.int().min(0), gte: z.int().min(0), lte: z.int().min(0), gt: z.int().min(0), lt: z.int().min(0) })
    .partial()
    .refine((count) => Object.keys(count).length >= least, { message: 'say how many' });

/**
 * The leaves, in two strengths: `1` is the language itself, `0` also takes what a person has only half filled in
 * (names still empty, a duration still being typed), so that a draft can be saved at any moment. The types are the same.
 */
const leavesOf = (least: 0 | 1) => {
  const name = text(least, 200);
  const duration = least === 1 ? durationSchema : text(0, 100);
  const scalar = z.union([text(0, 4000), z.number(), z.boolean()]);
  const operand = z.union([scalar, z.array(scalar).max(10_000), z.strictObject({ ago: duration })]);
  const property = z.strictObject({ property: name, is: z.enum(COMPARISONS), value: operand.optional() });
  const bound = z.number().optional();
  const instant =
    least === 1
      ? z
          .string()
          .refine((written) => readInstant(written) !== null, { message: 'no date or instant such as 2026-03-01 or 2026-03-01T09:00:00Z' })
      : text(0, 40);
  const where = z.array(property).max(20).optional();
  const next = z.strictObject({ event: name, within: duration, where });
  const measure = z
    .strictObject({ take: z.enum(MEASURES), of: name.optional(), is: z.enum(COMPARISONS), value: operand.optional() })
    .refine(({ take, of }) => least === 0 || of !== undefined || take === 'first' || take === 'last', {
      path: ['of'],
      message: 'say of which field',
    });
  /** What is asked of several things that happened: how many there are, when, which of them, and what they come to. */
  const several = {
    count: countOf(least).optional(),
    within: duration.optional(),
    from: instant.optional(),
    to: instant.optional(),
    where,
    /** What those that count come to; how many there are is then asked only where `count` stands too. */
    measure: measure.optional(),
  };
  return {
    property,
    attribute: z.strictObject({ attribute: name, is: z.enum(COMPARISONS), value: operand.optional() }),
    event: z.strictObject({
      event: name,
      ...several,
      /** Only those that another one follows within so long. */
      followedBy: next.optional(),
      /** Only those that no such one has followed; one whose time is not over yet is none of them. */
      notFollowedBy: next.optional(),
    }),
    order: z.strictObject({ order: z.enum(ORDER_ROWS), ...several }),
    messages: z.strictObject({ messages: z.enum(MESSAGE_OUTCOMES), ...several }),
    enrollments: z.strictObject({ enrollments: z.enum(ENROLLMENT_STATES), ...several }),
    tag: z.strictObject({ tag: name }),
    consent: z.strictObject({ consent: text(least, 40) }),
    segment: z.strictObject({ segment: name }),
    list: z.strictObject({ list: name }),
    message: z.strictObject({ message: z.strictObject({ node: name, result: z.enum(MESSAGE_RESULTS) }) }),
    score: z.strictObject({ score: name, gte: bound, gt: bound, lte: bound, lt: bound }),
  };
};
const leaves = leavesOf(1);
const draftLeaves = leavesOf(0);

/** A test on one property of an event: the same comparisons as on an attribute. */
export const propertyTestSchema = leaves.property;
/** The same, in a draft. */
export const draftPropertyTestSchema = draftLeaves.property;
export type PropertyTest = z.infer<typeof propertyTestSchema>;

export type AttributeLeaf = z.infer<typeof leaves.attribute>;
export type Operand = NonNullable<AttributeLeaf['value']>;
export type EventLeaf = z.infer<typeof leaves.event>;
/** What comes after an event: another one, within so long. */
export type NextEvent = NonNullable<EventLeaf['followedBy']>;
export type OrderLeaf = z.infer<typeof leaves.order>;
/** A question about messages of all journeys: the same message counts once for each outcome, from the first time that it came to it. */
export type MessagesLeaf = z.infer<typeof leaves.messages>;
/** A question about stays in journeys, those that are over as well. */
export type EnrollmentsLeaf = z.infer<typeof leaves.enrollments>;
/** A question about several things that happened. */
export type SeveralLeaf = EventLeaf | OrderLeaf | MessagesLeaf | EnrollmentsLeaf;
export type Measure = NonNullable<EventLeaf['measure']>;
export type MessageLeaf = z.infer<typeof leaves.message>;
export type ScoreLeaf = z.infer<typeof leaves.score>;
export type Leaf =
  | AttributeLeaf
  | EventLeaf
  | OrderLeaf
  | MessagesLeaf
  | EnrollmentsLeaf
  | MessageLeaf
  | ScoreLeaf
  | z.infer<typeof leaves.tag>
  | z.infer<typeof leaves.consent>
  | z.infer<typeof leaves.segment>
  | z.infer<typeof leaves.list>;

/** Things that happened, by their kind, time and fields, without a question how many there are or what they come to. */
export const happenedSchema = z.union([
  leaves.event.omit({ count: true, measure: true }),
  leaves.order.omit({ count: true, measure: true }),
]);

/** A question that each customer answers with yes or no (api.md, "Condition"). */
export type Condition = { all: Condition[] } | { any: Condition[] } | { not: Condition } | Leaf;

const DEEPEST = 12;

const treeOf = ({ property, ...kinds }: ReturnType<typeof leavesOf>): z.ZodType<Condition> => {
  const node: z.ZodType<Condition> = z.lazy(() =>
    z.union([
      z.strictObject({ all: z.array(node).max(100) }),
      z.strictObject({ any: z.array(node).max(100) }),
      z.strictObject({ not: node }),
      ...Object.values(kinds),
    ]),
  );
  return node;
};

/** JSON levels of the deepest condition: a group is an object and its array, a leaf has six levels at most. */
const DEEPEST_JSON = 2 * DEEPEST + 6;

const isDeeper = (value: unknown, levels: number): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((child) => isDeeper(child, levels - 1));
};

/** Levels of `all`, `any` and `not` above the deepest leaf. */
const levelsOf = (condition: Condition): number => {
  if ('all' in condition) return 1 + Math.max(0, ...condition.all.map(levelsOf));
  if ('any' in condition) return 1 + Math.max(0, ...condition.any.map(levelsOf));
  return 'not' in condition ? 1 + levelsOf(condition.not) : 0;
};

const tooDeep = { message: `nested deeper than ${DEEPEST} levels` };

/** The JSON's depth is checked before the recursive schema runs, so that a hostile body can't exhaust the stack. */
const bounded = (tree: z.ZodType<Condition>): z.ZodType<Condition> =>
  z
    .unknown()
    .refine((value) => !isDeeper(value, DEEPEST_JSON), { ...tooDeep, abort: true })
    .pipe(tree.refine((condition) => levelsOf(condition) <= DEEPEST, tooDeep));

export const conditionSchema = bounded(treeOf(leaves));
/** A condition that is still being written; it means nothing until it satisfies `conditionSchema`. */
export const draftConditionSchema = bounded(treeOf(draftLeaves));
