import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { type CallHandler, type ExecutionContext, type NestInterceptor, StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { firstValueFrom, from, type Observable } from 'rxjs';

/** How long an answer is simply waited for, and how often a sign of life is given after that. */
const DEFAULTS = { beginMs: 60_000, beatMs: 15_000 };

/**
 * For answers that may take many minutes. Clients and proxies give up on an answer that does not begin (Node's fetch after five minutes), so a
 * late one begins with blanks, which JSON allows, until it is there. Once it has begun its status can't be taken back: what fails then breaks
 * the connection.
 */
export class PatientInterceptor implements NestInterceptor {
  constructor(private readonly times: { readonly beginMs: number; readonly beatMs: number } = DEFAULTS) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return from(this.answer(firstValueFrom(next.handle()), context.switchToHttp().getResponse<FastifyReply>()));
  }

  private async answer(result: Promise<unknown>, reply: FastifyReply): Promise<unknown> {
    const soon = await within(result, this.times.beginMs);
    if (soon) return soon.value;
    void reply.type('application/json; charset=utf-8');
    return new StreamableFile(Readable.from(withBlanks(result, this.times.beatMs), { objectMode: false }));
  }
}

const within = async (result: Promise<unknown>, ms: number): Promise<{ value: unknown } | null> => {
  const done = new AbortController();
  const late = pause(ms, null, { signal: done.signal }).catch(() => null);
  try {
    return await Promise.race([result.then((value) => ({ value })), late]);
  } finally {
    done.abort();
  }
};

async function* withBlanks(result: Promise<unknown>, beatMs: number): AsyncGenerator<string> {
  for (let found = await within(result, beatMs); ; found = await within(result, beatMs)) {
    if (found) {
      yield JSON.stringify(found.value);
      return;
    }
    yield ' ';
  }
}
