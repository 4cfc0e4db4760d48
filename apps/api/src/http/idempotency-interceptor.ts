import { type CallHandler, type ExecutionContext, type NestInterceptor, StreamableFile } from '@nestjs/common';
import type { IdempotencyKeys, StoredAnswer } from '@wayfare/access';
import type { FastifyReply } from 'fastify';
import { catchError, from, mergeMap, type Observable, of } from 'rxjs';
import { headerOf, type Request } from './request.js';

/** What makes two requests the same. An uploaded file is streamed, so of it only the length counts. */
const fingerprint = (request: Request): string =>
  JSON.stringify([
    request.method,
    request.url,
    headerOf(request, 'if-match') ?? null,
    request.isMultipart() ? headerOf(request, 'content-length') : (request.body ?? null),
  ]);

/** Gives writes that carry an `Idempotency-Key` one outcome, however often they are sent. */
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly keys: IdempotencyKeys) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<Request>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const key = headerOf(request, 'idempotency-key');
    if (key === undefined || request.caller === null || request.method === 'GET') return next.handle();
    const { actor } = request.caller;
    const stored = await this.keys.claim(actor, key, fingerprint(request));
    return stored ? of(replayed(reply, stored)) : this.carryOut(actor, key, reply, next);
  }

  private carryOut(actor: string, key: string, reply: FastifyReply, next: CallHandler): Observable<unknown> {
    const keep = async (body: unknown): Promise<unknown> => {
      if (body instanceof StreamableFile) await this.keys.forget(actor, key);
      else await this.keys.finish(actor, key, { status: reply.statusCode, body });
      return body;
    };
    const forget = async (error: unknown): Promise<never> => {
      await this.keys.forget(actor, key);
      throw error;
    };
    return next.handle().pipe(
      mergeMap((body) => from(keep(body))),
      catchError((error: unknown) => from(forget(error))),
    );
  }
}

const replayed = (reply: FastifyReply, { status, body }: StoredAnswer): unknown => {
  void reply.code(status).header('idempotency-replayed', 'true');
  return body;
};
