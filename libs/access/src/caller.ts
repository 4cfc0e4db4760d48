import type { Locale, Role } from '@wayfare/contracts';
import type { Actor } from '@wayfare/platform';
import { hashOf, isSameSecret } from './secrets.js';

/** Who is behind a request, as the cookie or the API token says. */
export interface Caller {
  /** `user:7` or `token:3`: what the audit trail names. */
  readonly actor: Actor;
  readonly role: Role;
  /** null for an API token. */
  readonly userId: string | null;
  readonly locale: Locale | null;
  /** null for an API token, which no browser sends by itself and which therefore needs no CSRF token. */
  readonly session: CallerSession | null;
}

export interface CallerSession {
  readonly tokenHash: Buffer;
  readonly csrfHash: Buffer;
  readonly csrfToken: string;
}

/** Whether a write may be done for this caller: a session has to show its CSRF token. */
export const mayWrite = ({ session }: Caller, csrfToken: string | undefined): boolean =>
  session === null || (csrfToken !== undefined && isSameSecret(hashOf(csrfToken), session.csrfHash));
