import { type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { actingAs } from '@wayfare/platform';
import type { Observable } from 'rxjs';
import type { Request } from './request.js';

/** Has everything below a request act on behalf of its caller, so that the audit trail names them. */
export class ActorInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { caller } = context.switchToHttp().getRequest<Request>();
    return caller ? actingAs(caller.actor, () => next.handle()) : next.handle();
  }
}
