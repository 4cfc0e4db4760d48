import { z } from 'zod';
import { idSchema, instantSchema } from './common.js';

export const IDENTITY_KIND = /^[A-Za-z][A-Za-z0-9_]{0,39}$/;

/** Kinds that have a field of their own. */
export const OWN_FIELDS = ['externalId', 'email', 'phone'] as const;

/** Identities of other kinds by kind: `{ "openid": "o-1", "posCard": "88" }`. */
export const identitiesSchema = z
  .record(
    z
      .string()
      .regex(IDENTITY_KIND, 'a kind of identity: a letter, then letters, digits and _')
      .refine((kind) => !OWN_FIELDS.some((field) => field === kind), { message: 'has a field of its own' }),
    z.string().trim().min(1).max(200),
  )
  .refine((identities) => Object.keys(identities).length <= 20, { message: 'at most 20' });

/**
 * How one kind of identity is taken. strong: who shares a value is one person, unless something speaks against it; weak: it only leads visitors without a name to whom they are; off: it says nothing.
 * `most`: a value that more customers than these share says nothing of any of them. `perPerson`: so many different values one person has at most; null: any number.
 */
export const identityKindSchema = z.strictObject({
  kind: z.string().regex(IDENTITY_KIND, 'a letter, then letters, digits and _'),
  strength: z.enum(['strong', 'weak', 'off']),
  most: z.int().min(1).max(1000),
  perPerson: z.int().min(1).max(1000).nullable(),
});
export type IdentityKind = z.infer<typeof identityKindSchema>;

/** `mustAgree`: attributes in which two people who share only one value must not differ. `callingCode`: of phone numbers that come in without one; all are stored with it. */
export const identityRulesSchema = z.strictObject({
  automatic: z.boolean().default(true),
  callingCode: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, 'digits of a country code')
    .default('86'),
  mustAgree: z.array(z.string().min(1).max(200)).max(20).default(['name', 'birthday']),
  kinds: z
    .array(identityKindSchema)
    .min(1)
    .max(60)
    .refine((kinds) => new Set(kinds.map(({ kind }) => kind)).size === kinds.length, { message: 'each kind once' })
    .default([
      { kind: 'externalId', strength: 'strong', most: 10, perPerson: 1 },
      { kind: 'unionid', strength: 'strong', most: 10, perPerson: 1 },
      { kind: 'openid', strength: 'strong', most: 10, perPerson: 5 },
      { kind: 'phone', strength: 'strong', most: 15, perPerson: 5 },
      { kind: 'email', strength: 'strong', most: 15, perPerson: 5 },
      { kind: 'device', strength: 'weak', most: 1, perPerson: null },
      { kind: 'cookie', strength: 'weak', most: 1, perPerson: null },
    ]),
});
export type IdentityRules = z.infer<typeof identityRulesSchema>;

/**
 * What a change of the rules would do. `joined`: customers who would become part of another one and do not by the rules that hold; `parted`: those who have become part of another one, or are about to, and would not;
 * `doubtfulNow`, `doubtful`: pairs for somebody to decide on, by the rules that hold and by these. `people`: how many there are to look at.
 */
export const identityTrialSchema = z.object({
  id: idSchema,
  rules: identityRulesSchema,
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  people: z.int(),
  lookedAt: z.int(),
  joined: z.int(),
  parted: z.int(),
  doubtfulNow: z.int(),
  doubtful: z.int(),
  createdAt: instantSchema,
  finishedAt: instantSchema.nullable(),
});
export type IdentityTrial = z.infer<typeof identityTrialSchema>;
