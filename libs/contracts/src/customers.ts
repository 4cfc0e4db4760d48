import { conditionSchema } from '@wayfare/kernel';
import { z } from 'zod';
import { idSchema, instantSchema, moneySchema, pageOf, pageQuery } from './common.js';
import { consentChangeSchema, consentHistorySchema, consentProofSchema } from './consent.js';
import { identitiesSchema } from './identity-rules.js';
import { NODE_PEOPLE, versionNumber } from './node-people.js';
import { ADMINS, BUILDERS, EVERYONE, route } from './route.js';

export const attributeValueSchema = z.union([
  z.string().max(10_000),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.string().max(1000)).max(500),
]);
export const attributesSchema = z.record(z.string().min(1).max(200), attributeValueSchema);
export type AttributeValue = z.infer<typeof attributeValueSchema>;

export const customerSchema = z.object({
  id: idSchema,
  externalId: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  timeZone: z.string().nullable(),
  locale: z.string().nullable(),
  attributes: attributesSchema,
  tags: z.array(z.string()),
  consent: z.record(z.string(), z.boolean()),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
export type Customer = z.infer<typeof customerSchema>;

/** A customer as a form or a script writes them: found by `externalId`, else by `email`, else made anew. */
export const customerInputSchema = z
  .strictObject({
    externalId: z.string().min(1).max(200).optional(),
    email: z.email().max(320).optional(),
    phone: z
      .string()
      .regex(/^\+?[\d\s-]{5,24}$/)
      .optional(),
    identities: identitiesSchema.optional(),
    timeZone: z.string().max(60).optional(),
    locale: z.string().max(35).optional(),
    attributes: attributesSchema.optional(),
    tags: z.array(z.string().min(1).max(200)).max(200).optional(),
    consent: z.record(z.string().min(1).max(40), z.boolean()).optional(),
    /** How the consent is known; of all that is given. */
    consentProof: consentProofSchema.optional(),
  })
  .refine(
    ({ externalId, email, phone, identities = {} }) =>
      [externalId, email, phone, ...Object.values(identities)].some((key) => key !== undefined),
    {
      message: 'name at least one of externalId, email, phone, identities',
      path: ['externalId'],
    },
  );
export type CustomerInput = z.infer<typeof customerInputSchema>;

export const customerDetailSchema = customerSchema.extend({
  identities: z.array(z.object({ kind: z.string(), value: z.string(), source: z.string(), seenAt: instantSchema })),
  suppressions: z.array(
    z.object({ channel: z.string(), address: z.string(), reason: z.string(), createdAt: instantSchema, until: instantSchema.nullable() }),
  ),
  /** What they still have to confirm, by key of the ledger; until then it is no consent. */
  awaitedConsent: z.array(z.object({ channel: z.string(), askedAt: instantSchema, expiresAt: instantSchema })),
  orders: z.object({ count: z.int(), value: z.int(), currency: z.string().nullable(), lastAt: instantSchema.nullable() }),
});
export type CustomerDetail = z.infer<typeof customerDetailSchema>;

/**
 * One line of a customer's timeline. `kind` says what `detail` holds; journey lines name journey and node.
 * `archived`: what is older than this is not in the database any more. `state` of a message: queued, sending, sent, delivered, bounced, suppressed, failed, cancelled, unknown.
 */
export const timelineItemSchema = z.object({
  id: z.string(),
  at: instantSchema,
  kind: z.enum([
    'created',
    'event',
    'order',
    'entered',
    'moved',
    'switched',
    'exited',
    'message',
    'response',
    'coupon',
    'task',
    'value',
    'next',
    'archived',
  ]),
  journey: z.object({ id: idSchema, name: z.string(), version: z.int() }).nullable(),
  node: z.object({ id: z.string(), name: z.string(), type: z.string() }).nullable(),
  detail: z.record(z.string(), z.unknown()),
});
export type TimelineItem = z.infer<typeof timelineItemSchema>;

export const eventInputSchema = z.strictObject({
  id: z.string().min(1).max(200).optional(),
  customer: z
    .strictObject({
      id: idSchema,
      externalId: z.string().min(1).max(200),
      email: z.string().min(3).max(320),
      phone: z.string().min(5).max(32),
      identities: identitiesSchema,
    })
    .partial()
    .refine(({ identities, ...fields }) => Object.keys({ ...fields, ...identities }).length > 0, { message: 'say whose event it is' }),
  name: z.string().min(1).max(200),
  occurredAt: instantSchema,
  properties: z.record(z.string().max(200), z.unknown()).optional(),
  value: moneySchema.optional(),
});
export type EventInput = z.infer<typeof eventInputSchema>;

/**
 * What becomes of an event that comes in. `late` ones are accepted, and counted as such too; `unverified`: a browser said what only a signed user may; `bad_signature`: a webhook was not signed as it should be.
 */
export const EVENT_FATES = [
  'accepted',
  'late',
  'duplicate',
  'invalid',
  'reserved_name',
  'in_future',
  'too_large',
  'unknown_customer',
  'unverified',
  'bad_signature',
] as const;
export type EventFate = (typeof EVENT_FATES)[number];

/** Each event is judged by itself, so that one bad event refuses itself and not its batch. */
export const eventsRequestSchema = z.strictObject({ events: z.array(z.unknown()).min(1).max(1000) });
export const eventsReplySchema = z.object({
  accepted: z.int(),
  duplicates: z.int(),
  rejected: z.array(z.object({ index: z.int(), code: z.enum(EVENT_FATES), message: z.string() })),
});
export type EventsReply = z.infer<typeof eventsReplySchema>;

export const segmentSchema = z.object({
  id: idSchema,
  name: z.string(),
  condition: conditionSchema,
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
export type Segment = z.infer<typeof segmentSchema>;
const segmentInput = z.strictObject({ name: z.string().min(1).max(200), condition: conditionSchema });
const countRequest = z.strictObject({ condition: conditionSchema });

export const listSchema = z.object({
  id: idSchema,
  name: z.string(),
  people: z.int(),
  origin: z.record(z.string(), z.unknown()),
  createdAt: instantSchema,
});
export type List = z.infer<typeof listSchema>;
/** A customer as they are on a list. `source`: `made` with it, `hand`, `journey:<id>` or `import:<id>`; null: not known. */
const listMemberSchema = customerSchema.extend({
  membership: z.object({ addedAt: instantSchema, source: z.string().nullable() }).nullable(),
});
export type ListMember = z.infer<typeof listMemberSchema>;
/** Where a list's people come from. `node` is a number on the canvas: of one version, or of all. */
export const listOriginSchema = z.union([
  z.strictObject({
    node: z.strictObject({
      journeyId: idSchema,
      nodeId: z.string().max(200),
      what: z.enum(NODE_PEOPLE),
      version: versionNumber.optional(),
    }),
  }),
  z.strictObject({ condition: conditionSchema }),
  z.strictObject({ segment: idSchema }),
  /** Of other lists: who is on any of them, on all of them, or on the first and none of the others. */
  z.strictObject({ lists: z.array(idSchema).min(2).max(10), how: z.enum(['any', 'all', 'firstOnly']) }),
  z.strictObject({ customers: z.array(idSchema).max(100_000) }),
  /** The so many most alike whom a search found. */
  z.strictObject({ lookAlike: z.strictObject({ id: idSchema, size: z.int().min(1) }) }),
  z.strictObject({
    report: z.strictObject({
      journeyId: idSchema,
      day: z.iso.date(),
      what: z.string().max(60),
      nodeId: z.string().max(200).optional(),
      armId: z.string().max(200).optional(),
      reason: z.string().max(40).optional(),
    }),
  }),
]);
export type ListOrigin = z.infer<typeof listOriginSchema>;

/** What the builders complete as one types. */
export const catalogueSchema = z.object({
  attributes: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(['text', 'number', 'boolean', 'date', 'list']),
      builtIn: z.boolean(),
      /** What people call it, where that is something else. */
      label: z.string().optional(),
      /** The product works it out, and nobody else writes it: what does, and what it means in each language. */
      computed: z.object({ owner: z.string(), description: z.object({ en: z.string(), 'zh-CN': z.string() }) }).optional(),
    }),
  ),
  events: z.array(z.object({ name: z.string(), properties: z.record(z.string(), z.string()) })),
  tags: z.array(z.string()),
  /** What tags were called before, and are called now. */
  formerTags: z.record(z.string(), z.string()),
});
export type Catalogue = z.infer<typeof catalogueSchema>;

/** What occurs in orders, to choose from: the most frequent of what was looked at, at most 500 of each. */
export const orderValuesSchema = z.object({
  channels: z.array(z.string()),
  stores: z.array(z.string()),
  currencies: z.array(z.string()),
  categories: z.array(z.string()),
  products: z.array(z.object({ id: z.string(), name: z.string().nullable() })),
});
export type OrderValues = z.infer<typeof orderValuesSchema>;

export const customerRoutes = {
  createCustomer: route('POST', '/customers', BUILDERS, 'Make or update one customer', {
    body: customerInputSchema,
    reply: customerSchema,
    status: 201,
  }),
  customers: route('GET', '/customers', EVERYONE, 'Customers, newest first; `query` looks for id, e-mail, phone or name', {
    query: pageQuery,
    reply: pageOf(customerSchema).extend({ total: z.int().optional() }),
  }),
  customer: route('GET', '/customers/:id', EVERYONE, 'One customer', { reply: customerDetailSchema }),
  consentHistory: route(
    'GET',
    '/customers/:id/consent',
    EVERYONE,
    'What a customer agreed to and refused, newest first, and how it is known',
    {
      reply: consentHistorySchema,
    },
  ),
  changeConsent: route(
    'PUT',
    '/customers/:id/consent',
    BUILDERS,
    'Write down what a customer agreed to or refused; what is not named stays',
    {
      body: consentChangeSchema,
      reply: consentHistorySchema,
    },
  ),
  preferencesLink: route(
    'POST',
    '/customers/:id/preferences-link',
    BUILDERS,
    'A link to the page on which a customer says what they agree to',
    {
      reply: z.object({ url: z.string() }),
      status: 201,
    },
  ),
  revokePreferences: route(
    'DELETE',
    '/customers/:id/preferences-link',
    BUILDERS,
    'Call back every link to their preferences that a customer was sent',
  ),
  timeline: route(
    'GET',
    '/customers/:id/timeline',
    EVERYONE,
    'Everything that happened with a customer, newest first, and what comes next',
    {
      query: z.strictObject({ cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(500).optional() }),
      reply: pageOf(timelineItemSchema),
    },
  ),
  eraseCustomer: route(
    'DELETE',
    '/customers/:id',
    ADMINS,
    'Erase a customer: leaves every journey at once, personal data is removed, counts stay true',
  ),
  catalogue: route('GET', '/catalogue', EVERYONE, 'Attributes, events and tags seen so far', { reply: catalogueSchema }),
  orderValues: route('GET', '/catalogue/orders', EVERYONE, 'Channels, stores, categories and products seen in orders, to choose from', {
    reply: orderValuesSchema,
  }),
  events: route('POST', '/events', BUILDERS, 'Take in up to 1,000 events; durable before it answers', {
    body: eventsRequestSchema,
    reply: eventsReplySchema,
    status: 202,
  }),
  segments: route('GET', '/segments', EVERYONE, 'Segments', { query: pageQuery, reply: pageOf(segmentSchema) }),
  segment: route('GET', '/segments/:id', EVERYONE, 'One segment', { reply: segmentSchema }),
  createSegment: route('POST', '/segments', BUILDERS, 'Make a segment', { body: segmentInput, reply: segmentSchema, status: 201 }),
  changeSegment: route('PUT', '/segments/:id', BUILDERS, 'Change a segment', { body: segmentInput, reply: segmentSchema }),
  deleteSegment: route('DELETE', '/segments/:id', BUILDERS, 'Delete a segment that nothing uses'),
  countSegment: route('POST', '/segments/count', EVERYONE, 'How many people a condition holds for', {
    body: countRequest,
    reply: z.object({ count: z.int(), milliseconds: z.number(), reach: z.record(z.string(), z.int()) }),
  }),
  sampleSegment: route('POST', '/segments/sample', EVERYONE, 'A few people a condition holds for', {
    body: countRequest,
    reply: pageOf(customerSchema),
  }),
  matchSegment: route('POST', '/segments/match', EVERYONE, 'Does this person match, and why not', {
    body: z.strictObject({ condition: conditionSchema, customerId: idSchema }),
    reply: z.object({ matches: z.boolean(), leaves: z.array(z.object({ path: z.string(), holds: z.boolean(), saw: z.unknown() })) }),
  }),
  overlapSegments: route('POST', '/segments/overlap', EVERYONE, 'How many people conditions have in common, two to four of them', {
    body: z.strictObject({ conditions: z.array(conditionSchema).min(2).max(4) }),
    reply: z.object({
      /** How many each holds of, in the order of the conditions. */
      counts: z.array(z.int()),
      /** How many exactly these hold of and no other, by their places in the order; only those that hold of somebody, the most first. */
      combinations: z.array(z.object({ of: z.array(z.int()), people: z.int() })),
      milliseconds: z.number(),
    }),
  }),
  segmentCustomers: route('GET', '/segments/:id/customers', EVERYONE, 'The people of a segment', {
    query: pageQuery,
    reply: pageOf(customerSchema),
  }),
  lists: route('GET', '/lists', EVERYONE, 'Lists', { query: pageQuery, reply: pageOf(listSchema) }),
  createList: route(
    'POST',
    '/lists',
    EVERYONE,
    'Make a list from a condition, a segment, other lists, customers, a number of a report, or one on the canvas',
    {
      body: z.strictObject({ name: z.string().min(1).max(200), from: listOriginSchema }),
      reply: listSchema,
      status: 201,
    },
  ),
  listCustomers: route('GET', '/lists/:id/customers', EVERYONE, 'The people of a list, and since when and why they are on it', {
    query: pageQuery,
    reply: pageOf(listMemberSchema),
  }),
  changeListMembers: route('POST', '/lists/:id/members', BUILDERS, 'Put people on a list, and take others off it', {
    body: z
      .strictObject({ add: z.array(idSchema).max(1000), remove: z.array(idSchema).max(1000) })
      .partial()
      .refine(({ add, remove }) => add !== undefined || remove !== undefined, { message: 'say whom to add or to remove' }),
    reply: listSchema,
  }),
  deleteList: route('DELETE', '/lists/:id', BUILDERS, 'Delete a list that nothing uses'),
};
