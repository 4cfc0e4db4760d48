import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Caller } from '@wayfare/access';
import { type AnyRoute, idSchema } from '@wayfare/contracts';
import { AppError, invalid, notFound } from '@wayfare/kernel';
import type { FastifyReply } from 'fastify';
import { localeOf } from '../language/index.js';
import { routeOf } from './endpoint.js';
import { headerOf, type Request } from './request.js';
import { readAs } from './validation.js';

const requestOf = (context: ExecutionContext): Request => context.switchToHttp().getRequest<Request>();

const endpointOf = (context: ExecutionContext): AnyRoute => {
  const route = routeOf(context.getHandler());
  if (!route) throw new Error(`${context.getClass().name}.${context.getHandler().name} is no endpoint`);
  return route;
};

/** The query string as the route's schema reads it. */
export const Query = createParamDecorator((_: undefined, context: ExecutionContext) => {
  const request = requestOf(context);
  const { query } = endpointOf(context);
  return query ? readAs(query, request.query, localeOf(request)) : undefined;
});

/** The body as the route's schema reads it. */
export const Body = createParamDecorator((_: undefined, context: ExecutionContext) => {
  const request = requestOf(context);
  const { body } = endpointOf(context);
  return body ? readAs(body, request.body ?? {}, localeOf(request)) : undefined;
});

/** The `:id` of the path. What can't be an id is the id of nothing. */
export const Id = createParamDecorator((_: undefined, context: ExecutionContext): string => {
  const { id } = requestOf(context).params as { id?: string };
  if (!idSchema.safeParse(id).success) throw notFound('object', String(id).slice(0, 40));
  return String(id);
});

/** A text of the path, such as a token. */
export const Part = createParamDecorator((name: string, context: ExecutionContext): string => {
  const parts = requestOf(context).params as Record<string, string | undefined>;
  return parts[name] ?? '';
});

/** Who calls. */
export const By = createParamDecorator((_: undefined, context: ExecutionContext): Caller => {
  const { caller } = requestOf(context);
  if (!caller) throw new AppError('not_signed_in', 401, 'Sign in, or send an API token.');
  return caller;
});

/** Aborted when whoever asked has gone away before the answer was sent: then nobody needs it any more. */
export const Gone = createParamDecorator((_: undefined, context: ExecutionContext): AbortSignal => {
  const { raw } = context.switchToHttp().getResponse<FastifyReply>();
  const gone = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) gone.abort(new AppError('gone_away', 499, 'Whoever asked has gone away.'));
  });
  return gone.signal;
});

/** `If-Match: "7"`, the revision that the author had read; undefined where the header is absent or `*`, which both mean "whatever it is now". */
export const IfMatch = createParamDecorator((_: undefined, context: ExecutionContext): string | undefined => {
  const header = headerOf(requestOf(context), 'if-match')?.trim();
  if (header === undefined || header === '*') return undefined;
  if (/^(?:W\/)?"\d{1,9}"$/.test(header)) return header;
  throw invalid('If-Match does not hold.', [
    {
      path: 'If-Match',
      code: 'bad_revision',
      message: 'Send the ETag as it was given: a revision in quotes, such as "7".',
    },
  ]);
});
