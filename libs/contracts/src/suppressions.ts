import { z } from 'zod';
import { idSchema, instantSchema, pageOf, pageQuery } from './common.js';
import { ADMINS, BUILDERS, EVERYONE, route } from './route.js';

const channelSchema = z.enum(['email', 'sms']);
const noteSchema = z.string().trim().min(1).max(1000);

export const suppressionSchema = z.object({
  id: idSchema,
  channel: z.string(),
  address: z.string(),
  reason: z.enum(['unsubscribed', 'bounced_before', 'suppressed']),
  /** `link`, `preferences`, `pause`, `bounce`, `person` … */
  source: z.string(),
  note: z.string().nullable(),
  actor: z.string().nullable(),
  /** Null: an address that is nobody's yet. */
  customerId: idSchema.nullable(),
  createdAt: instantSchema,
  /** When it ends by itself; null: never. */
  until: instantSchema.nullable(),
});
export type Suppression = z.infer<typeof suppressionSchema>;

export const suppressionRoutes = {
  suppressions: route('GET', '/suppressions', EVERYONE, 'Addresses that are not written to, newest first; `query` is part of an address', {
    query: pageQuery.extend({ channel: channelSchema.optional() }),
    reply: pageOf(suppressionSchema),
  }),
  addSuppressions: route('POST', '/suppressions', BUILDERS, 'Leave addresses alone, whosever they are or will be', {
    body: z.strictObject({ channel: channelSchema, addresses: z.array(z.string().max(320)).min(1).max(10_000), note: noteSchema }),
    reply: z.object({ added: z.int(), already: z.int(), refused: z.array(z.string()) }),
  }),
  liftSuppression: route('POST', '/suppressions/lift', ADMINS, 'Let an address be written to again, and say why', {
    body: z.strictObject({ channel: channelSchema, address: z.string().min(1).max(320), note: noteSchema }),
    status: 204,
  }),
};
