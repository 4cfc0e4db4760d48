import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { isStorable } from '../identity/keys.js';

/** What the shop's server says of somebody who is signed in there. */
export interface UserClaims {
  readonly externalId: string;
  readonly email?: string | undefined;
}

const headerSchema = z.object({ alg: z.literal('HS256') });
const claimsSchema = z.object({
  sub: z.string().min(1).max(200).refine(isStorable),
  exp: z.number(),
  email: z.string().min(3).max(320).optional(),
});

const partOf = (text: string): unknown => {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
};

const isSame = (given: Buffer, expected: Buffer): boolean => given.length === expected.length && timingSafeEqual(given, expected);

/**
 * Reads a JWT by which the shop's own server says who its visitor is (RFC 7519, HS256 alone: a token that names another way, `none` above all, says nothing).
 * @returns null for any token that was not made with the secret, has run out, or does not say when it does
 */
export const readUserToken = (token: string, secret: string, now: Date): UserClaims | null => {
  const [header = '', payload = '', signature = '', ...rest] = token.split('.');
  if (rest.length > 0 || !headerSchema.safeParse(partOf(header)).success) return null;
  const expected = createHmac('sha256', secret).update(`${header}.${payload}`).digest();
  if (!isSame(Buffer.from(signature, 'base64url'), expected)) return null;
  const claims = claimsSchema.safeParse(partOf(payload));
  if (!claims.success || claims.data.exp * 1000 <= now.getTime()) return null;
  return { externalId: claims.data.sub, email: claims.data.email };
};
