import { z } from 'zod';
import { durationSchema } from '../duration.js';

/** How an attribute is compared. `before` and `after` read dates; `exists` needs no value unless it is `false` ("is missing"). */
export const COMPARISONS = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'contains', 'startsWith', 'exists', 'before', 'after'] as const;
export type Comparison = (typeof COMPARISONS)[number];

export const MESSAGE_RESULTS = ['sent', 'delivered', 'opened', 'clicked', 'bounced', 'suppressed'] as const;
export type MessageResult = (typeof MESSAGE_RESULTS)[number];

const scalar = z.union([z.string().max(4000), z.number(), z.boolean()]);
const ago = z.strictObject({ ago: durationSchema });
const operand = z.union([scalar, z.array(scalar).max(10_000), ago]);

/** A test on one property of an event: the same comparisons as on an attribute. */
export const propertyTestSchema = z.strictObject({
  property: z.string().min(1).max(200),
  is: z.enum(COMPARISONS),
  value: operand.optional(),
});
export type PropertyTest = z.infer<typeof propertyTestSchema>;

const countSchema = z
  .strictObject({ eq: z.int().min(0), gte: z.int().min(0), lte: z.int().min(0), gt: z.int().min(0), lt: z.int().min(0) })
  .partial()
  .refine((count) => Object.keys(count).length > 0, { message: 'say how many' });

const attributeLeaf = z.strictObject({ attribute: z.string().min(1).max(200), is: z.enum(COMPARISONS), value: operand.optional() });
const eventLeaf = z.strictObject({
  event: z.string().min(1).max(200),
  count: countSchema.optional(),
  within: durationSchema.optional(),
  where: z.array(propertyTestSchema).max(20).optional(),
});
const tagLeaf = z.strictObject({ tag: z.string().min(1).max(200) });
const consentLeaf = z.strictObject({ consent: z.string().min(1).max(40) });
const segmentLeaf = z.strictObject({ segment: z.string().min(1) });
const listLeaf = z.strictObject({ list: z.string().min(1) });
const messageLeaf = z.strictObject({ message: z.strictObject({ node: z.string().min(1), result: z.enum(MESSAGE_RESULTS) }) });
const scoreLeaf = z.strictObject({
  score: z.string().min(1),
  gte: z.number().optional(),
  gt: z.number().optional(),
  lte: z.number().optional(),
  lt: z.number().optional(),
});

export type AttributeLeaf = z.infer<typeof attributeLeaf>;
export type EventLeaf = z.infer<typeof eventLeaf>;
export type MessageLeaf = z.infer<typeof messageLeaf>;
export type ScoreLeaf = z.infer<typeof scoreLeaf>;
export type Leaf =
  | AttributeLeaf
  | EventLeaf
  | MessageLeaf
  | ScoreLeaf
  | z.infer<typeof tagLeaf>
  | z.infer<typeof consentLeaf>
  | z.infer<typeof segmentLeaf>
  | z.infer<typeof listLeaf>;

/** A question that each customer answers with yes or no (api.md, "Condition"). */
export type Condition = { all: Condition[] } | { any: Condition[] } | { not: Condition } | Leaf;

const DEEPEST = 12;

const node: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(node).max(100) }),
    z.strictObject({ any: z.array(node).max(100) }),
    z.strictObject({ not: node }),
    attributeLeaf,
    eventLeaf,
    tagLeaf,
    consentLeaf,
    segmentLeaf,
    listLeaf,
    messageLeaf,
    scoreLeaf,
  ]),
);

const isTooDeep = (value: unknown, left: number): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  if (left === 0) return true;
  return Object.values(value).some((child) => isTooDeep(child, left - (Array.isArray(value) ? 0 : 1)));
};

/** Depth is checked before the recursive schema runs, so that a hostile body can't exhaust the stack. */
export const conditionSchema: z.ZodType<Condition> = z
  .unknown()
  .refine((value) => !isTooDeep(value, DEEPEST + 4), { message: `nested deeper than ${DEEPEST} levels`, abort: true })
  .pipe(node) as z.ZodType<Condition>;
