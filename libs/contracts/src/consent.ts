import { z } from 'zod';
import { idSchema, instantSchema } from './common.js';

/**
 * What is agreed to besides being written to by a channel: being looked at for scores, traits and look-alikes; data being passed on to others. Each holds until it is
 * refused, where a channel waits until it is agreed to.
 */
export const CONSENT_PURPOSES = ['profiling', 'sharing'] as const;
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];

/** How it is known that somebody said so. */
export const consentProofSchema = z
  .strictObject({
    /** The form, page or paper on which it was said. */
    form: z.string().min(1).max(200),
    version: z.string().min(1).max(100),
    /** What the person read. */
    text: z.string().min(1).max(5000),
    url: z.string().min(1).max(1000),
    /** The address of their machine. */
    ip: z.string().min(2).max(64),
    /** Why, in the words of whoever says so for them. */
    note: z.string().min(1).max(1000),
    /** When they said it, where that is another time than now. */
    saidAt: instantSchema,
  })
  .partial();
export type ConsentProof = z.infer<typeof consentProofSchema>;

/** What is kept of how it is known: what a program sent, and where the person confirmed it themselves, that. */
const consentEvidenceSchema = z.object({
  ...consentProofSchema.shape,
  /** When somebody signed them up. */
  askedAt: instantSchema.optional(),
  /** Where the mail went. */
  address: z.string().optional(),
  /** The digest of the link that was followed. */
  link: z.string().optional(),
  /** The address of the machine that confirmed it. */
  confirmedFrom: z.string().optional(),
});
export type ConsentEvidence = z.infer<typeof consentEvidenceSchema>;

export const consentHistorySchema = z.object({
  items: z.array(
    z.object({
      /** A channel, or a purpose. */
      channel: z.string(),
      granted: z.boolean(),
      source: z.string(),
      at: instantSchema,
      /** Who wrote it down, where a person or a token did. */
      actor: z.string().nullable(),
      import: z.object({ id: idSchema, fileName: z.string() }).nullable(),
      proof: consentEvidenceSchema.nullable(),
      /** Whether it is what holds now. */
      holds: z.boolean(),
    }),
  ),
});
export type ConsentHistory = z.infer<typeof consentHistorySchema>;

/** What a colleague writes down for a customer who said it to them. */
export const consentChangeSchema = z.strictObject({
  consent: z
    .record(z.string().min(1).max(40), z.boolean())
    .refine((consent) => Object.keys(consent).length > 0, { message: 'say what about' }),
  proof: consentProofSchema.optional(),
});
