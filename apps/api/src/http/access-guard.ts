import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { type Access, type Caller, mayWrite } from '@wayfare/access';
import type { Allowed } from '@wayfare/contracts';
import { AppError } from '@wayfare/kernel';
import { allowedOf, isOperational } from './endpoint.js';
import { headerOf, type Request } from './request.js';
import { SESSION_COOKIE } from './session-cookie.js';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

const bearerOf = (request: Request): string | undefined => /^Bearer\s+(\S+)$/i.exec(headerOf(request, 'authorization') ?? '')?.[1];

/**
 * Lets in who may come in: finds the caller, holds their role against what the handler declares, and asks sessions for their CSRF token on
 * writes. A handler that declares nothing lets nobody in.
 */
export class AccessGuard implements CanActivate {
  constructor(private readonly access: Access) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (isOperational(context.getClass())) return true;
    await admit(this.access, context.switchToHttp().getRequest<Request>(), allowedOf(context.getHandler()));
    return true;
  }
}

/** @throws AppError `not_signed_in` (401), `not_allowed` or `csrf` (403) */
export const admit = async (access: Access, request: Request, allowed: Allowed): Promise<void> => {
  if (allowed === 'public') return;
  const caller = await access.authenticate({ bearer: bearerOf(request), cookieToken: request.cookies[SESSION_COOKIE] });
  request.caller = caller;
  judge(request, caller, allowed);
};

const judge = (request: Request, caller: Caller | null, allowed: readonly string[]): void => {
  if (!caller) throw new AppError('not_signed_in', 401, 'Sign in, or send an API token.');
  if (!allowed.includes(caller.role)) throw new AppError('not_allowed', 403, 'Your role does not allow this.');
  if (!READS.has(request.method) && !mayWrite(caller, headerOf(request, 'x-csrf-token')))
    throw new AppError('csrf', 403, 'The request lacks the CSRF token of its session.');
};
