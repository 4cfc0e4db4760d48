import { z } from 'zod';
import { idSchema, instantSchema } from './common.js';
import { attributeValueSchema } from './customers.js';
import { ADMINS, BUILDERS, EVERYONE, route } from './route.js';

/**
 * Whom attributes come from: a colleague on a page, a program by the interface, a browser, files, data sources and steps of journeys. `computed`: the product works it out; `earlier`: it is not known, since it was there before
 * that was written down.
 */
export const ATTRIBUTE_SOURCES = ['page', 'api', 'browser', 'import', 'feed', 'journey'] as const;
export type AttributeSource = (typeof ATTRIBUTE_SOURCES)[number];

/** A kind of source, or one of it: `import`, `feed:3`. */
const sourceSchema = z.string().max(60);

export const attributeClaimSchema = z.object({
  /** null: that there is none. */
  value: attributeValueSchema,
  source: sourceSchema,
  kind: z.enum([...ATTRIBUTE_SOURCES, 'computed', 'earlier']),
  /** The name of the file, data source or journey. */
  sourceName: z.string().nullable(),
  at: instantSchema.nullable(),
  /** The customer of whom it was said, where that is somebody who has become part of this one. */
  part: idSchema.nullable(),
});
export type AttributeClaim = z.infer<typeof attributeClaimSchema>;

/** How a customer is reached: what the interface calls by these names on their own row. Their rules are those of the names with an `@` before: `@email`. */
export const CONTACT_FIELDS = ['email', 'phone', 'timeZone', 'locale'] as const;
export type ContactField = (typeof CONTACT_FIELDS)[number];

const claimedSchema = z.object({
  name: z.string(),
  /** What holds. */
  holds: attributeClaimSchema,
  /** What others say, the next to hold first. */
  also: z.array(attributeClaimSchema),
});

export const customerAttributesSchema = z.object({
  items: z.array(claimedSchema),
  /** The same of e-mail address, phone number, time zone and language. */
  contact: z.array(claimedSchema.extend({ name: z.enum(CONTACT_FIELDS) })),
});
export type CustomerAttributes = z.infer<typeof customerAttributesSchema>;

const ruleSchema = z.object({
  /** null: of all attributes that have no rule of their own. */
  name: z.string().min(1).max(200).nullable(),
  /** The strongest first. Who is not named is weaker than all who are; among equals the latest counts. */
  sources: z
    .array(sourceSchema.regex(/^(page|api|browser|import|journey|feed(:\d{1,19})?)$/))
    .max(50)
    .refine((sources) => new Set(sources).size === sources.length, { message: 'each source once' }),
});

export const attributeRulesSchema = z.object({
  items: z.array(ruleSchema),
  /** Data sources that can be named besides the kinds. */
  feeds: z.array(z.object({ source: sourceSchema, name: z.string() })),
  /** While customers are brought in line with a change: how far that is. */
  run: z.object({ done: z.int(), total: z.int() }).nullable(),
});
export type AttributeRules = z.infer<typeof attributeRulesSchema>;

export const attributeRoutes = {
  customerAttributes: route(
    'GET',
    '/customers/:id/attributes',
    EVERYONE,
    'What is known of a customer: from whom, since when, and what others say',
    {
      reply: customerAttributesSchema,
    },
  ),
  withdrawAttribute: route(
    'POST',
    '/customers/:id/attributes/withdraw',
    BUILDERS,
    'Take back what one source says of an attribute; what the next one says holds from then on',
    {
      body: z.strictObject({
        name: z.string().min(1).max(200),
        source: sourceSchema,
        part: idSchema.nullable().default(null),
        /** `contact`: the name is one of e-mail address, phone number, time zone and language, and not of an attribute. */
        kind: z.enum(['attribute', 'contact']).default('attribute'),
      }),
      reply: customerAttributesSchema,
      status: 200,
    },
  ),
  attributeRules: route('GET', '/attribute-rules', EVERYONE, 'Which sources of attributes go before which', {
    reply: attributeRulesSchema,
  }),
  changeAttributeRule: route(
    'PUT',
    '/attribute-rules',
    ADMINS,
    'Say which sources go before which, for one attribute or for all others; customers are brought in line. No sources: there is no rule',
    { body: ruleSchema, reply: attributeRulesSchema },
  ),
};
