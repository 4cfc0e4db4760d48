import { conditionSchema } from '@wayfare/kernel';
import { z } from 'zod';
import { idSchema, instantSchema, pageOf, pageQuery } from './common.js';
import { BUILDERS, EVERYONE, type Role, route } from './route.js';

/** What puts tags on people; `other`: nobody said so. */
export const TAG_ORIGINS = ['api', 'device', 'erasure', 'hand', 'import', 'journey', 'merge', 'rule', 'other'] as const;
export type TagOrigin = (typeof TAG_ORIGINS)[number];

const APPROVERS: readonly Role[] = ['admin', 'reviewer'];

const nameSchema = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((name) => !name.includes('\0'), { message: 'a character that cannot be stored' });
const descriptionSchema = z.string().trim().max(1000);
/** A colleague, by id. */
const ownerSchema = idSchema.nullable();

export const tagSchema = z.object({
  name: z.string(),
  description: z.string(),
  owner: z.object({ id: idSchema, name: z.string() }).nullable(),
  /** `proposed`: it came in with people, and nobody has agreed to it yet. */
  state: z.enum(['proposed', 'approved']),
  archivedAt: instantSchema.nullable(),
  people: z.int(),
  /** Who has it by rule; null: it is put by people, files and journeys. */
  condition: conditionSchema.nullable(),
  /** When the rule as it stands was worked out for everybody; null: not yet, or there is none. */
  foundAt: instantSchema.nullable(),
  firstSeenAt: instantSchema,
});
export type Tag = z.infer<typeof tagSchema>;

/** What changed a tag of people, and of how many. */
export const tagBatchSchema = z.object({
  at: instantSchema,
  origin: z.enum(TAG_ORIGINS),
  /** The import, the journey or the merge. */
  originId: z.string().nullable(),
  /** The name of the journey, or of the file. */
  originName: z.string().nullable(),
  actor: z.string().nullable(),
  added: z.int(),
  removed: z.int(),
});
export type TagBatch = z.infer<typeof tagBatchSchema>;

const runSchema = z.object({
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  stepsTotal: z.int(),
  stepsDone: z.int(),
  finishedAt: instantSchema.nullable(),
});

const useSchema = z.object({ kind: z.enum(['segment', 'journey', 'tag']), id: z.string(), name: z.string() });

export const tagRoutes = {
  tags: route('GET', '/tags', EVERYONE, 'Tags by name, with how many people have each; `query` is part of a name', {
    query: pageQuery.extend({ show: z.enum(['used', 'proposed', 'rules', 'archived']).optional() }),
    reply: pageOf(tagSchema),
  }),
  createTag: route('POST', '/tags', BUILDERS, 'Write a tag into the catalogue; with a condition it is put on people by rule', {
    body: z.strictObject({
      name: nameSchema,
      description: descriptionSchema.optional(),
      ownerId: ownerSchema.optional(),
      condition: conditionSchema.nullable().optional(),
    }),
    reply: tagSchema,
    status: 201,
  }),
  tag: route('GET', '/tags/:id', EVERYONE, 'One tag, with what put it on people and what uses it', {
    reply: tagSchema.extend({
      origins: z.array(z.object({ origin: z.enum(TAG_ORIGINS), added: z.int(), removed: z.int(), lastAt: instantSchema })),
      uses: z.array(useSchema),
      /** What it was called before, or what has become part of it; under these names it still comes in. */
      formerNames: z.array(z.object({ name: z.string(), how: z.enum(['renamed', 'merged']), at: instantSchema })),
    }),
  }),
  renameTag: route(
    'POST',
    '/tags/:id/name',
    BUILDERS,
    'Call a tag otherwise; what names it goes on, and the former name still comes in as this tag',
    {
      body: z.strictObject({ name: nameSchema }),
      reply: tagSchema,
      status: 200,
    },
  ),
  mergeTag: route(
    'POST',
    '/tags/:id/merge',
    BUILDERS,
    'Make a tag part of another one: whoever has it has the other one from now on. It can’t be undone',
    {
      body: z.strictObject({ into: nameSchema }),
      reply: tagSchema,
      status: 200,
    },
  ),
  changeTag: route('PATCH', '/tags/:id', BUILDERS, 'Describe a tag, give it an owner or a rule, or put it away', {
    body: z.strictObject({
      description: descriptionSchema.optional(),
      ownerId: ownerSchema.optional(),
      /** null: no rule any more; who has the tag keeps it. */
      condition: conditionSchema.nullable().optional(),
      archived: z.boolean().optional(),
    }),
    reply: tagSchema,
  }),
  approveTag: route('POST', '/tags/:id/approval', APPROVERS, 'Agree to a tag that has come in', { reply: tagSchema, status: 200 }),
  tagHistory: route('GET', '/tags/:id/history', EVERYONE, 'What put a tag on people or took it away, latest first', {
    query: z.strictObject({ cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(200).optional() }),
    reply: pageOf(tagBatchSchema),
  }),
  tagRun: route('GET', '/tag-runs', EVERYONE, 'How far working out the rules of tags has come, and how many tags wait to be agreed to', {
    reply: z.object({ proposed: z.int(), run: runSchema.nullable() }),
  }),
  computeTags: route('POST', '/tag-runs', BUILDERS, 'Ask the rules of all tags of everybody now', { status: 202 }),
  cancelTags: route('DELETE', '/tag-runs', BUILDERS, 'Call off what is being worked out; what has been written stays'),
  customerTags: route('GET', '/customers/:id/tags', EVERYONE, 'The tags of a customer and where they came from', {
    reply: z.object({
      tags: z.array(
        z.object({
          name: z.string(),
          state: z.enum(['proposed', 'approved']),
          isByRule: z.boolean(),
          /** How it came onto this customer; null: longer ago than is kept. */
          since: tagBatchSchema.omit({ added: true, removed: true }).nullable(),
        }),
      ),
      changes: z.array(tagBatchSchema.omit({ added: true, removed: true }).extend({ name: z.string(), isAdded: z.boolean() })),
    }),
  }),
  changeCustomerTags: route('PATCH', '/customers/:id/tags', BUILDERS, 'Put tags on a customer, and take them away', {
    body: z.strictObject({ add: z.array(nameSchema).max(50).default([]), remove: z.array(nameSchema).max(50).default([]) }),
    status: 204,
  }),
};
