import type { Caller } from '@wayfare/access';
import type { FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls; set by the access guard, null where nobody is recognised. */
    caller: Caller | null;
  }
}

export type Request = FastifyRequest;

/** A header that may stand once; the first where it was sent more often. */
export const headerOf = (request: Request, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
};

/** The path as the client wrote it, without the query, which may hold what no log should. */
export const pathOf = (request: Request): string => request.url.split('?', 1)[0] ?? request.url;
