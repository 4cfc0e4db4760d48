import { z } from 'zod';
import { idSchema, instantSchema, pageOf } from './common.js';
import { attributeValueSchema, customerSchema } from './customers.js';
import { BUILDERS, EVERYONE, route } from './route.js';

/** A value by which two customers were recognised as one person. */
export const sharedSchema = z.object({ kind: z.string(), value: z.string() });

/** Somebody who was merged, as they can still be named. */
const partySchema = z.object({
  id: idSchema,
  externalId: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  name: z.string().nullable(),
});

export const MERGE_RULES = ['identity', 'visitor', 'person'] as const;

/** One customer who became part of another. `lost`: values that gave way to others, and whose they were. */
export const mergeSchema = z.object({
  id: idSchema,
  kept: partySchema,
  merged: partySchema,
  rule: z.enum(MERGE_RULES),
  cause: z.array(sharedSchema),
  actor: z.string(),
  at: instantSchema,
  lost: z.array(z.object({ name: z.string(), value: attributeValueSchema, of: idSchema })),
  undoneAt: instantSchema.nullable(),
  undoneBy: z.string().nullable(),
});
export type Merge = z.infer<typeof mergeSchema>;

export const DUPLICATE_REASONS = ['limit', 'contradiction', 'shared'] as const;

/** Two customers who may be one person: they share what one person has, and something speaks against it. */
export const possibleDuplicateSchema = z.object({
  one: customerSchema,
  other: customerSchema,
  why: z.enum(DUPLICATE_REASONS),
  cause: z.array(sharedSchema),
  foundAt: instantSchema,
});
export type PossibleDuplicate = z.infer<typeof possibleDuplicateSchema>;

const pageOnly = { cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(200).optional() };

export const mergeRoutes = {
  merges: route('GET', '/merges', EVERYONE, 'Customers who became one, newest first; of one customer where `customer` is given', {
    query: z.strictObject({ ...pageOnly, customer: idSchema.optional() }),
    reply: pageOf(mergeSchema),
  }),
  mergeCustomers: route('POST', '/merges', BUILDERS, 'Make one customer of two: `keep` goes on, `merge` becomes part of them', {
    body: z
      .strictObject({ keep: idSchema, merge: idSchema })
      .refine(({ keep, merge }) => keep !== merge, { message: 'must be another customer', path: ['merge'] }),
    reply: mergeSchema,
    status: 201,
  }),
  undoMerge: route(
    'POST',
    '/merges/:id/undo',
    BUILDERS,
    'Make two customers of one again; what came in since stays with the one who was kept',
    {
      reply: mergeSchema,
    },
  ),
  possibleDuplicates: route('GET', '/possible-duplicates', EVERYONE, 'Pairs of customers who may be one person, newest first', {
    query: z.strictObject(pageOnly),
    reply: pageOf(possibleDuplicateSchema).extend({ total: z.int().optional() }),
  }),
  keepApart: route(
    'POST',
    '/possible-duplicates/apart',
    BUILDERS,
    'Two customers are two people: they are never put together by themselves',
    {
      body: z
        .strictObject({ one: idSchema, other: idSchema })
        .refine(({ one, other }) => one !== other, { message: 'must be another customer', path: ['other'] }),
    },
  ),
};
