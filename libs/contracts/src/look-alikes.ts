import { z } from 'zod';
import { idSchema, instantSchema, pageOf } from './common.js';
import { customerSchema } from './customers.js';
import { BUILDERS, EVERYONE, route } from './route.js';

/** The fewest people whom others can be like: of fewer than these nothing could be said with any certainty. */
export const LEAST_SEED = 50;
export const MOST_ALIKE = 200_000;

/** Why something that is known of people takes no part in the likeness. */
export const LEFT_OUT_REASONS = ['defines', 'tells_all', 'too_many_values', 'same_for_all', 'sensitive', 'asked'] as const;
/** Why there is no answer: too few people to be like, too few others, or nothing that is known of them. */
export const LOOK_ALIKE_REFUSALS = ['seed_too_small', 'nobody_else', 'nothing_known', 'broken'] as const;

/** What a part of the likeness is about, as `attribute:city`, `tag:vip` or `event:purchase`. */
const subjectKey = z.string().regex(/^(attribute|tag|event):.{1,200}$/s, 'attribute:…, tag:… or event:…');

/** What is asked: people like those of a segment or a list. */
export const lookAlikeInputSchema = z.strictObject({
  seed: z.union([z.strictObject({ segment: idSchema }), z.strictObject({ list: idSchema })]),
  /** So many of the most alike are found; a list may be made of fewer. */
  size: z.int().min(1).max(MOST_ALIKE),
  /** Who is on one of these lists is not looked for. */
  excludeLists: z.array(idSchema).max(20).default([]),
  /** Only those whom e-mail reaches; null: everybody. */
  reach: z.enum(['email']).nullable().default(null),
  /** What takes part although it was left out by itself: what defines the segment, for one. */
  putBack: z.array(subjectKey).max(100).default([]),
  leaveOut: z.array(subjectKey).max(100).default([]),
  /** The same number gives the same people again, as long as nothing has changed. */
  salt: z.int().min(0).max(1_000_000).default(1),
});
export type LookAlikeInput = z.infer<typeof lookAlikeInputSchema>;

const share = z.number().min(0).max(1);

/** One of the answers that people are told apart by. Numbers go from `from` to below `to`; in a measure of days they are days ago. */
export const likenessBinSchema = z.object({
  is: z.union([
    z.object({ missing: z.literal(true) }),
    z.object({ other: z.literal(true) }),
    z.object({ value: z.string() }),
    z.object({ from: z.number().nullable(), to: z.number().nullable() }),
    z.object({ has: z.boolean() }),
  ]),
  /** How many of the people asked about, and how many of everybody else, answer so. */
  seed: share,
  others: share,
  /** How much this answer says for being alike, or against it (below 0), beside all other parts: a difference of log odds from the average person. */
  weight: z.number(),
});

export const likenessPartSchema = z.object({
  subject: subjectKey,
  /** An attribute that holds a list: which of its entries. */
  element: z.string().nullable(),
  measure: z.enum(['value', 'number', 'daysAgo', 'has', 'times', 'lastDaysAgo']),
  /** Of all that makes the likeness. */
  strength: share,
  bins: z.array(likenessBinSchema),
});
export type LikenessPart = z.infer<typeof likenessPartSchema>;
export type LikenessBin = z.infer<typeof likenessBinSchema>;

const betweenSchema = z.object({ value: z.number(), low: z.number(), high: z.number() });

/** How good the likeness is, by people of the seed that were hidden from it. */
export const likenessQualitySchema = z.object({
  /** `alike`: it finds the hidden ones far better than chance. `doubtful`: it may. `none`: no better than chance. */
  verdict: z.enum(['alike', 'doubtful', 'none']),
  /** People of the seed from whom it was learnt, and those who were hidden. */
  learntFrom: z.int(),
  hidden: z.int(),
  /** Everybody among whom was looked. */
  among: z.int(),
  /** Of two people, one hidden and one other, how often the hidden one is the more alike: 0.5 is chance. */
  order: betweenSchema,
});

/** What a list of so many would be. */
export const likenessPointSchema = z.object({
  size: z.int(),
  /** How alike the last of them is, and all on average: from 0 to 100, where 50 is as much like the seed as like everybody else. */
  least: z.number(),
  mean: z.number(),
  /** How many of the hidden people are as alike as these, and by how many times that is more than chance would bring. */
  hiddenFound: z.int(),
  lift: betweenSchema,
});

const state = z.enum(['queued', 'running', 'done', 'failed', 'cancelled']);
const seedSchema = z.object({ kind: z.enum(['segment', 'list']), id: idSchema, name: z.string(), people: z.int().nullable() });

export const lookAlikeSummarySchema = z.object({
  id: idSchema,
  state,
  seed: seedSchema,
  size: z.int(),
  /** How many were found, once it is done. */
  found: z.int().nullable(),
  verdict: likenessQualitySchema.shape.verdict.nullable(),
  stepsTotal: z.int(),
  stepsDone: z.int(),
  refusal: z.enum(LOOK_ALIKE_REFUSALS).nullable(),
  createdBy: z.string(),
  createdAt: instantSchema,
  startedAt: instantSchema.nullable(),
  finishedAt: instantSchema.nullable(),
});
export type LookAlikeSummary = z.infer<typeof lookAlikeSummarySchema>;

export const lookAlikeSchema = lookAlikeSummarySchema.extend({
  input: lookAlikeInputSchema,
  quality: likenessQualitySchema.nullable(),
  curve: z.array(likenessPointSchema),
  /** What makes the likeness, the strongest first. */
  parts: z.array(likenessPartSchema),
  leftOut: z.array(z.object({ subject: subjectKey, why: z.enum(LEFT_OUT_REASONS) })),
});
export type LookAlike = z.infer<typeof lookAlikeSchema>;

/** Somebody who was found, and the parts that say most for it: places in `parts`, and in their `bins`. */
export const alikeSchema = z.object({
  rank: z.int(),
  likeness: z.number(),
  customer: customerSchema,
  reasons: z.array(z.object({ part: z.int(), bin: z.int() })),
});
export type Alike = z.infer<typeof alikeSchema>;

const page = { cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(200).optional() };

export const lookAlikeRoutes = {
  lookAlikes: route('GET', '/look-alikes', EVERYONE, 'Searches for people like those of a segment or a list, newest first', {
    query: z.strictObject(page),
    reply: pageOf(lookAlikeSummarySchema),
  }),
  createLookAlike: route('POST', '/look-alikes', BUILDERS, 'Look for the people most like those of a segment or a list', {
    body: lookAlikeInputSchema,
    reply: lookAlikeSchema,
    status: 202,
  }),
  lookAlike: route(
    'GET',
    '/look-alikes/:id',
    EVERYONE,
    'How far a search is, what makes the likeness, how good it is, and what each size would be',
    {
      reply: lookAlikeSchema,
    },
  ),
  cancelLookAlike: route('POST', '/look-alikes/:id/cancel', BUILDERS, 'Stop a search that has not ended', { reply: lookAlikeSchema }),
  deleteLookAlike: route('DELETE', '/look-alikes/:id', BUILDERS, 'Delete a search and whom it found; lists that were made of it stay'),
  lookAlikePeople: route(
    'GET',
    '/look-alikes/:id/customers',
    EVERYONE,
    'Whom a search found, the most alike first, each with what says most for it',
    {
      query: z.strictObject(page),
      reply: pageOf(alikeSchema),
    },
  ),
};
