import { z } from 'zod';
import { idSchema, instantSchema, pageOf } from './common.js';
import { attributeValueSchema, customerSchema } from './customers.js';
import { identityRulesSchema, identityTrialSchema } from './identity-rules.js';
import { ADMINS, BUILDERS, EVERYONE, route } from './route.js';

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

/** One look for customers who are one person. `people`: those who share something with somebody else. */
export const matchRunSchema = z.object({
  id: idSchema,
  scope: z.enum(['all', 'touched']),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  people: z.int(),
  lookedAt: z.int(),
  merged: z.int(),
  doubtful: z.int(),
  createdBy: z.string(),
  createdAt: instantSchema,
  finishedAt: instantSchema.nullable(),
});
export type MatchRun = z.infer<typeof matchRunSchema>;

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
  matchRuns: route('GET', '/match-runs', EVERYONE, 'The last looks for customers who are one person, newest first', {
    reply: z.object({ items: z.array(matchRunSchema) }),
  }),
  startMatchRun: route('POST', '/match-runs', BUILDERS, 'Look at all customers for those who are one person, by the rules', {
    reply: matchRunSchema,
    status: 202,
  }),
  cancelMatchRun: route('POST', '/match-runs/:id/cancel', BUILDERS, 'Stop a look that has not ended; who was merged stays so', {
    reply: matchRunSchema,
  }),
  identityRules: route('GET', '/identity-rules', EVERYONE, 'By what customers are taken for one person', { reply: identityRulesSchema }),
  changeIdentityRules: route(
    'PUT',
    '/identity-rules',
    ADMINS,
    'Change by what customers are taken for one person; looks from now on go by it',
    {
      body: identityRulesSchema,
      reply: identityRulesSchema,
    },
  ),
  tryIdentityRules: route(
    'POST',
    '/identity-rules/trials',
    ADMINS,
    'Work out what a change of the rules would do; nobody is merged or parted',
    {
      body: identityRulesSchema,
      reply: identityTrialSchema,
      status: 202,
    },
  ),
  identityTrial: route(
    'GET',
    '/identity-rules/trials/:id',
    ADMINS,
    'What a change of the rules would do, as far as it has been worked out',
    {
      reply: identityTrialSchema,
    },
  ),
  cancelIdentityTrial: route('POST', '/identity-rules/trials/:id/cancel', ADMINS, 'Stop working out what a change of the rules would do', {
    reply: identityTrialSchema,
  }),
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
