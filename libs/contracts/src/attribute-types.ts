import { z } from 'zod';
import { ATTRIBUTE_SOURCES } from './attributes.js';
import { idSchema, instantSchema } from './common.js';
import { BUILDERS, EVERYONE, route } from './route.js';

const kindSchema = z.enum(['text', 'number', 'boolean', 'date', 'list']);

export const attributeTypeSchema = z.object({
  name: z.string(),
  kind: kindSchema,
  /** What people call it; null: its name. */
  label: z.string().nullable(),
  description: z.string().nullable(),
  /** Look-alikes take no notice of it. */
  sensitive: z.boolean(),
  /** No longer offered by the builders. */
  retired: z.boolean(),
  /** What works it out, and what it means in each language; null: nobody but people and systems write it. */
  computed: z.object({ owner: z.string(), description: z.object({ en: z.string(), 'zh-CN': z.string() }) }).nullable(),
  firstSeenAt: instantSchema,
  /** What customers have of it, when it was last looked at; null: not yet. */
  found: z
    .object({
      at: instantSchema,
      /** Customers who have it, of how many there were. */
      people: z.int(),
      total: z.int(),
      /** Of these, whose value is of another kind. */
      otherKinds: z.int(),
      lastWrittenAt: instantSchema.nullable(),
    })
    .nullable(),
});
export type AttributeType = z.infer<typeof attributeTypeSchema>;

/** What of an attribute there is, exact at the instant at which it was looked at. */
export const attributeFactsSchema = z.object({
  kinds: z.array(z.object({ kind: kindSchema, people: z.int() })),
  distinct: z.int(),
  /** The most frequent values; of lists, their elements. */
  top: z.array(z.object({ value: z.union([z.string(), z.number(), z.boolean()]), people: z.int() })),
  numbers: z.object({ least: z.number(), mean: z.number(), most: z.number() }).nullable(),
  /** Of numbers from `from` up to the next one's; of dates by month or year. */
  bars: z.array(z.object({ from: z.union([z.number(), z.string()]), people: z.int() })),
  sources: z.array(z.object({ kind: z.enum([...ATTRIBUTE_SOURCES, 'computed', 'earlier']), people: z.int() })),
});
export type AttributeFacts = z.infer<typeof attributeFactsSchema>;

export const ATTRIBUTE_USERS = ['journey', 'segment', 'template'] as const;

export const attributeTypeDetailSchema = attributeTypeSchema.extend({
  facts: attributeFactsSchema.nullable(),
  usedBy: z.array(z.object({ kind: z.enum(ATTRIBUTE_USERS), id: idSchema, name: z.string() })),
});
export type AttributeTypeDetail = z.infer<typeof attributeTypeDetailSchema>;

export const attributeTypeRoutes = {
  attributeTypes: route(
    'GET',
    '/attribute-types',
    EVERYONE,
    'Attributes: what they mean, who has them; `query` looks in names, labels and descriptions',
    {
      query: z.strictObject({ query: z.string().max(200).optional() }),
      reply: z.object({
        items: z.array(attributeTypeSchema),
        /** While they are being looked at: how far that is. */
        run: z.object({ done: z.int(), total: z.int() }).nullable(),
      }),
    },
  ),
  attributeType: route('GET', '/attribute-types/:id', EVERYONE, 'One attribute (`id`): how its values are spread, and who uses it', {
    reply: attributeTypeDetailSchema,
  }),
  changeAttributeType: route(
    'PATCH',
    '/attribute-types/:id',
    BUILDERS,
    'Say what an attribute is called and means, of which kind it is, whether it is sensitive, or leave it out of the builders',
    {
      body: z
        .strictObject({
          label: z.string().trim().max(100).nullable(),
          description: z.string().trim().max(1000).nullable(),
          kind: kindSchema,
          sensitive: z.boolean(),
          retired: z.boolean(),
        })
        .partial(),
      reply: attributeTypeDetailSchema,
    },
  ),
  lookAtAttributes: route('POST', '/attribute-types/looks', BUILDERS, 'Look now at what customers have of each attribute', { status: 202 }),
};
