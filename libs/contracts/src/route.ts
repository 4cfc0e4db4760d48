import type { z } from 'zod';

export const ROLES = ['admin', 'manager', 'reviewer'] as const;
export type Role = (typeof ROLES)[number];

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Who may call a route: anyone, or the signed-in people and tokens of these roles. */
export type Allowed = 'public' | readonly Role[];
export const EVERYONE: readonly Role[] = [...ROLES];
export const BUILDERS: readonly Role[] = ['admin', 'manager'];
export const ADMINS: readonly Role[] = ['admin'];

/**
 * One route of the HTTP interface, read by both sides: the api takes method, path, permission and schemas from it, the web
 * calls through it, OpenAPI and the routes × roles test walk the table of all of them. Paths are below `/api/v1` and
 * name their parameters with a colon.
 */
export interface Route<Query, Body, Reply> {
  readonly method: Method;
  readonly path: string;
  readonly allow: Allowed;
  readonly summary: string;
  readonly status: number;
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  /** Absent where the reply is no JSON (a file, nothing). */
  readonly reply?: z.ZodType<Reply>;
  /** `multipart` bodies are described in the summary and read as a stream. */
  readonly accepts?: 'json' | 'multipart';
}

export type AnyRoute = Route<unknown, unknown, unknown>;
export type BodyOf<R> = R extends Route<infer _Q, infer B, infer _R> ? B : never;
export type QueryOf<R> = R extends Route<infer Q, infer _B, infer _R> ? Q : never;
export type ReplyOf<R> = R extends Route<infer _Q, infer _B, infer T> ? T : never;

export const route = <Query = undefined, Body = undefined, Reply = undefined>(
  method: Method,
  path: string,
  allow: Allowed,
  summary: string,
  parts: {
    query?: z.ZodType<Query>;
    body?: z.ZodType<Body>;
    reply?: z.ZodType<Reply>;
    status?: number;
    accepts?: 'json' | 'multipart';
  } = {},
): Route<Query, Body, Reply> => ({ method, path, allow, summary, status: parts.status ?? (parts.reply ? 200 : 204), ...parts });
