import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const BYTES = 32;
const TOKEN_PREFIX = 'wf_';
const SHOWN = TOKEN_PREFIX.length + 6;

/** What is kept of a token: whoever reads the database can't sign in with it. A token is 32 random bytes, so a plain hash is enough. */
export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

export const newSessionToken = (): string => randomBytes(BYTES).toString('base64url');

/** An API token begins with `wf_`, so that it is recognised where it should not be (in a repository, in a chat). */
export const newApiToken = (): string => `${TOKEN_PREFIX}${randomBytes(BYTES).toString('base64url')}`;

/** The beginning of an API token, which its owner knows it by: too little to guess the rest. */
export const shownPrefix = (token: string): string => token.slice(0, SHOWN);

/**
 * The CSRF token of a session follows from the session's own secret, so that it can be told again at each `GET /me` though only hashes are
 * kept; another site can neither read the cookie nor work it out.
 */
export const csrfTokenOf = (sessionToken: string): string => createHmac('sha256', sessionToken).update('wayfare csrf').digest('base64url');

export const isSameSecret = (one: Buffer, other: Buffer): boolean => one.length === other.length && timingSafeEqual(one, other);
