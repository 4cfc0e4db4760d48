import { z } from 'zod';
import { createdSchema, idSchema, instantSchema, moneySchema } from './common.js';
import { attributesSchema, EVENT_FATES, eventsReplySchema } from './customers.js';
import { ADMINS, BUILDERS, EVERYONE, route } from './route.js';

/** By which door events come in: the API, browsers with the SDK, signed webhooks of other systems. */
export const EVENT_SOURCES = ['api', 'browser', 'hook'] as const;
export type EventSource = (typeof EVENT_SOURCES)[number];

const kindSchema = z.enum(['text', 'number', 'boolean', 'date', 'list']);

export const eventTypeSchema = z.object({
  name: z.string(),
  description: z.string().nullable(),
  hidden: z.boolean(),
  firstSeenAt: instantSchema,
  lastSeenAt: instantSchema,
  properties: z.int(),
  /** Properties of which values of more than one kind have been seen. */
  mixed: z.int(),
  /** Events on each of the last 30 days, the oldest first; the last is today. */
  days: z.array(z.int()),
});
export type EventType = z.infer<typeof eventTypeSchema>;

export const eventTypeDetailSchema = eventTypeSchema.extend({
  /** How many events were looked at for what follows: of many that come in together, a few. */
  lookedAt: z.int(),
  fields: z.array(
    z.object({
      name: z.string(),
      /** The share of the events looked at that had it. */
      fill: z.number(),
      /** The usual kind first; any other is unexpected. */
      kinds: z.array(z.object({ kind: kindSchema, seen: z.int(), samples: z.array(z.string()), lastSeenAt: instantSchema })),
    }),
  ),
  usedBy: z.array(z.object({ kind: z.enum(['journey', 'segment']), id: idSchema, name: z.string() })),
});
export type EventTypeDetail = z.infer<typeof eventTypeDetailSchema>;

export const eventFatesSchema = z.object({
  /** Sums of the last seven days. */
  counts: z.array(z.object({ source: z.enum(EVENT_SOURCES), fate: z.enum(EVENT_FATES), events: z.int(), lastAt: instantSchema })),
  /** The newest that were refused, without whom they named. */
  refused: z.array(
    z.object({
      id: idSchema,
      at: instantSchema,
      source: z.enum(EVENT_SOURCES),
      fate: z.enum(EVENT_FATES),
      name: z.string().nullable(),
      message: z.string(),
      excerpt: z.string(),
    }),
  ),
});
export type EventFates = z.infer<typeof eventFatesSchema>;

const originSchema = z.string().regex(/^https?:\/\/[a-z0-9.[\]:-]{1,255}$/i, 'an origin, such as https://shop.example');
const writeKeyInput = z.strictObject({
  name: z.string().trim().min(1).max(120),
  /** Pages of these origins alone may send; none: pages of any. */
  origins: z.array(originSchema).max(50).default([]),
  perMinute: z.int().min(1).max(1_000_000).default(6_000),
});
export const writeKeySchema = z.object({
  id: idSchema,
  name: z.string(),
  key: z.string(),
  origins: z.array(z.string()),
  perMinute: z.int(),
  createdAt: instantSchema,
});
export type WriteKey = z.infer<typeof writeKeySchema>;

const pointerSchema = z
  .string()
  .max(300)
  .regex(/^(\/.*)?$/, 'a JSON pointer, such as /data/customer/email');
/** Where in the foreign JSON each part of an event stands; what begins with `=` is meant as it is written. */
export const hookMappingSchema = z.strictObject({
  name: z.union([pointerSchema, z.string().regex(/^=.{1,200}$/)]),
  id: pointerSchema.optional(),
  occurredAt: pointerSchema.optional(),
  externalId: pointerSchema.optional(),
  email: pointerSchema.optional(),
  phone: pointerSchema.optional(),
  amount: pointerSchema.optional(),
  currency: z.union([pointerSchema, z.string().regex(/^=[A-Z]{3}$/)]).optional(),
  properties: z.record(z.string().min(1).max(200), pointerSchema).default({}),
});
export type HookMapping = z.infer<typeof hookMappingSchema>;

export const inboundHookSchema = z.object({
  id: idSchema,
  name: z.string(),
  mapping: hookMappingSchema,
  enabled: z.boolean(),
  createdAt: instantSchema,
  lastAt: instantSchema.nullable(),
});
export type InboundHook = z.infer<typeof inboundHookSchema>;

export const deliverySchema = z.object({
  id: idSchema,
  at: instantSchema,
  fate: z.enum(EVENT_FATES),
  message: z.string().nullable(),
  event: z.string().nullable(),
  body: z.string(),
});
export type InboundDelivery = z.infer<typeof deliverySchema>;

const tried = z.object({
  event: z
    .object({
      id: z.string().nullable(),
      name: z.string(),
      customer: z.record(z.string(), z.string()),
      occurredAt: z.string(),
      properties: z.record(z.string(), z.unknown()),
      value: moneySchema.nullable(),
    })
    .nullable(),
  problem: z.string().nullable(),
});

/** What a browser sends: a key that everybody can read, a device that nobody can guess, and, where the shop's server says who it is, a token of it. */
export const collectSchema = z.strictObject({
  key: z.string().regex(/^[\w-]{1,100}$/, 'a write key'),
  device: z.string().regex(/^[\w-]{16,64}$/, 'a device id'),
  /** `token`: a JWT (HS256) of the shop's own server. */
  user: z.strictObject({ externalId: z.string().min(1).max(200).optional(), token: z.string().max(4_000).optional() }).optional(),
  /** When the browser sent it, by its own clock: what it says of instants is understood from there. */
  sentAt: instantSchema.optional(),
  items: z.array(z.unknown()).min(1).max(200),
});
export type CollectBody = z.infer<typeof collectSchema>;
const itemBase = { id: z.string().min(1).max(200), at: instantSchema };
export const collectItemSchema = z.discriminatedUnion('type', [
  z.strictObject({
    ...itemBase,
    type: z.literal('track'),
    name: z.string().min(1).max(200),
    properties: z.record(z.string().max(200), z.unknown()).optional(),
    value: moneySchema.optional(),
  }),
  z.strictObject({ ...itemBase, type: z.literal('identify'), attributes: attributesSchema.optional() }),
  z.strictObject({ ...itemBase, type: z.literal('consent'), consent: z.record(z.string().min(1).max(40), z.boolean()) }),
]);
export type CollectItem = z.infer<typeof collectItemSchema>;

export const liveRoutes = {
  eventTypes: route('GET', '/event-types', EVERYONE, 'Names of events seen so far, with how many came on each of 30 days', {
    query: z.strictObject({ query: z.string().max(200).optional(), hidden: z.enum(['true', 'false']).optional() }),
    reply: z.object({ items: z.array(eventTypeSchema) }),
  }),
  eventType: route('GET', '/event-types/:id', EVERYONE, 'One name (`id`): its properties, what they held, and who uses it', {
    reply: eventTypeDetailSchema,
  }),
  changeEventType: route('PATCH', '/event-types/:id', BUILDERS, 'Say what an event means, or leave it out of the builders', {
    body: z.strictObject({ description: z.string().max(1000).nullable().optional(), hidden: z.boolean().optional() }),
    reply: eventTypeDetailSchema,
  }),
  eventFates: route('GET', '/event-fates', EVERYONE, 'What became of the events of the last seven days, and the newest that were refused', {
    reply: eventFatesSchema,
  }),
  writeKeys: route('GET', '/write-keys', ADMINS, 'Keys with which browsers send events', {
    reply: z.object({ items: z.array(writeKeySchema) }),
  }),
  createWriteKey: route('POST', '/write-keys', ADMINS, 'Make a key for a website; `secret` is shown this once', {
    body: writeKeyInput,
    reply: createdSchema.extend({ key: z.string(), secret: z.string() }),
    status: 201,
  }),
  changeWriteKey: route('PATCH', '/write-keys/:id', ADMINS, 'Change the name, origins or rate of a key', {
    body: writeKeyInput.partial(),
    reply: writeKeySchema,
  }),
  revokeWriteKey: route('DELETE', '/write-keys/:id', ADMINS, 'Take a key back: what is sent with it is refused from now on'),
  inboundHooks: route('GET', '/inbound-hooks', ADMINS, 'Addresses to which other systems send what they have to tell', {
    reply: z.object({ items: z.array(inboundHookSchema) }),
  }),
  createInboundHook: route('POST', '/inbound-hooks', ADMINS, 'Make an address for another system; `secret` is shown this once', {
    body: z.strictObject({ name: z.string().trim().min(1).max(120), mapping: hookMappingSchema }),
    reply: createdSchema.extend({ secret: z.string() }),
    status: 201,
  }),
  changeInboundHook: route('PATCH', '/inbound-hooks/:id', ADMINS, 'Change the name or the mapping, or turn it off and on', {
    body: z.strictObject({
      name: z.string().trim().min(1).max(120).optional(),
      mapping: hookMappingSchema.optional(),
      enabled: z.boolean().optional(),
    }),
    reply: inboundHookSchema,
  }),
  deleteInboundHook: route('DELETE', '/inbound-hooks/:id', ADMINS, 'Take an address back'),
  inboundDeliveries: route('GET', '/inbound-hooks/:id/deliveries', ADMINS, 'What was last sent to an address, and what became of it', {
    reply: z.object({ items: z.array(deliverySchema) }),
  }),
  tryHookMapping: route('POST', '/inbound-hooks/try', ADMINS, 'What a mapping would make of a body; nothing is written', {
    body: z.strictObject({ mapping: hookMappingSchema, body: z.string().max(100_000) }),
    reply: tried,
  }),
  collect: route(
    'POST',
    '/collect',
    'public',
    'What browsers send by the SDK, as JSON or as text/plain; a write key says whose website it is',
    {
      body: collectSchema,
      reply: eventsReplySchema,
      status: 202,
    },
  ),
  receiveHook: route(
    'POST',
    '/hooks/:id',
    'public',
    'What another system tells, signed: `Wayfare-Signature: t=<unix seconds>,v1=<hex of HMAC-SHA256 over "t.body">`',
    {
      reply: eventsReplySchema,
      status: 202,
    },
  ),
};
