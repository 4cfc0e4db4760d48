import { applyDecorators, HttpCode, RequestMapping, RequestMethod, SetMetadata } from '@nestjs/common';
import type { Allowed, AnyRoute, Method, ReplyOf } from '@wayfare/contracts';

/** All routes of the contracts stand below this. */
export const API_PREFIX = '/api/v1';

const ROUTE = 'wayfare:route';
const ALLOW = 'wayfare:allow';
const OPERATIONAL = 'wayfare:operational';

/** What a handler of a route gives: its reply, or, where that is no JSON, a file or nothing. */
type Answer<Reply> = undefined extends Reply ? unknown : Reply;
type Handler<Reply> = (...args: never[]) => Answer<Reply> | Promise<Answer<Reply>>;
type HandlerDecorator<Reply> = <T extends Handler<Reply>>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<T>,
) => void;

const METHODS: Readonly<Record<Method, RequestMethod>> = {
  GET: RequestMethod.GET,
  POST: RequestMethod.POST,
  PUT: RequestMethod.PUT,
  PATCH: RequestMethod.PATCH,
  DELETE: RequestMethod.DELETE,
};

/**
 * Makes a method the handler of one route of the contracts: where it is, who may call it, what it answers with when all is well. The
 * method's type is held against the route's reply; query and body are checked against the route's schemas by `@Query` and `@Body`.
 */
export const Endpoint = <R extends AnyRoute>(route: R): HandlerDecorator<ReplyOf<R>> =>
  applyDecorators(
    RequestMapping({ path: `${API_PREFIX}${route.path}`, method: METHODS[route.method] }),
    HttpCode(route.status),
    SetMetadata(ROUTE, route),
    SetMetadata(ALLOW, route.allow),
  );

/** Says who may call a handler outside the contracts. A handler that says nothing answers nobody. */
export const Allow = (allowed: Allowed): MethodDecorator => SetMetadata(ALLOW, allowed);

/** A controller that tells of the process itself or gives files of its own: open to all, and needing neither the clock nor the database. */
export const Operational = (): ClassDecorator => SetMetadata(OPERATIONAL, true);

type Target = Parameters<typeof Reflect.getMetadata>[1];

export const routeOf = (handler: Target): AnyRoute | undefined => Reflect.getMetadata(ROUTE, handler);
export const allowedOf = (handler: Target): Allowed => Reflect.getMetadata(ALLOW, handler) ?? [];
export const isOperational = (controller: Target): boolean => Reflect.getMetadata(OPERATIONAL, controller) === true;
