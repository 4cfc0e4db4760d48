import { PURPOSE_BASES } from '@wayfare/kernel';
import { z } from 'zod';
import { idSchema } from './common.js';
import { ADMINS, EVERYONE, route } from './route.js';

/** What customers and colleagues read, in each language of the product. */
const nameSchema = z.strictObject({ en: z.string().trim().min(1).max(80), 'zh-CN': z.string().trim().min(1).max(80) });
const detailSchema = z.strictObject({ en: z.string().trim().max(300), 'zh-CN': z.string().trim().max(300) });

/** What messages are for. */
export const messagePurposeSchema = z.object({
  key: z.string(),
  names: nameSchema,
  /** What it means, for whoever is asked to agree. */
  details: detailSchema,
  /** `agreement`: who agreed to it. `objection`: who agreed to the channel and did not refuse it. `service`: everybody, it belongs to what they have ordered. */
  basis: z.enum(PURPOSE_BASES),
  isArchived: z.boolean(),
});
export type MessagePurposeDetail = z.infer<typeof messagePurposeSchema>;

const keySchema = z.string().regex(/^[a-z][a-z0-9_]{0,29}$/, 'small letters, digits and _, beginning with a letter');

export const purposeRoutes = {
  purposes: route('GET', '/purposes', EVERYONE, 'What messages are for: purposes that customers agree to or refuse one by one', {
    reply: z.object({
      items: z.array(messagePurposeSchema),
      /** The journeys under way that send the mail by which people confirm what they were signed up for. */
      confirmedBy: z.array(z.object({ id: idSchema, name: z.string() })),
    }),
  }),
  createPurpose: route('POST', '/purposes', ADMINS, 'Add a purpose; its key and its basis stay as they are for ever', {
    body: z.strictObject({ key: keySchema, names: nameSchema, details: detailSchema.optional(), basis: z.enum(PURPOSE_BASES) }),
    reply: messagePurposeSchema,
    status: 201,
  }),
  changePurpose: route('PATCH', '/purposes/:id', ADMINS, 'Say a purpose in other words, put it away or take it out again', {
    body: z.strictObject({ names: nameSchema, details: detailSchema, isArchived: z.boolean() }).partial(),
    reply: messagePurposeSchema,
  }),
};
