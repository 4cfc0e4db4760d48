import { SESSION_MOST_MS } from '@wayfare/access';
import type { FastifyReply } from 'fastify';

export const SESSION_COOKIE = 'wayfare_session';

/** The cookie outlives an idle session: when it ends is decided by the server alone. */
const options = (secure: boolean) => ({ path: '/', httpOnly: true, sameSite: 'lax' as const, secure });

/** @param secure whether people reach us over https: such a cookie is never sent in clear */
export const setSessionCookie = (reply: FastifyReply, token: string, secure: boolean): void => {
  void reply.setCookie(SESSION_COOKIE, token, { ...options(secure), maxAge: SESSION_MOST_MS / 1000 });
};

export const clearSessionCookie = (reply: FastifyReply, secure: boolean): void => {
  void reply.clearCookie(SESSION_COOKIE, options(secure));
};
