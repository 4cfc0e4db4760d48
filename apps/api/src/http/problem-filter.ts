import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { AppError } from '@wayfare/kernel';
import type { Logger } from '@wayfare/platform';
import type { FastifyReply } from 'fastify';
import { localeOf } from '../language/index.js';
import { toAppError, toProblem } from './problems.js';
import { pathOf, type Request } from './request.js';

/** The one place where errors become answers. Only what the caller can't mend is logged as an error. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const error = toAppError(thrown, request.id);
    this.log(error, request);
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    const seconds = error.detail.values?.seconds;
    if (error.status === 429 && seconds !== undefined) void reply.header('retry-after', String(seconds));
    if (error.status === 401) void reply.header('www-authenticate', 'Bearer');
    void reply
      .code(error.status)
      .type('application/problem+json')
      .send(toProblem(error, localeOf(request)));
  }

  private log(error: AppError, request: Request): void {
    if (error.blame === 'caller') return;
    const about = { err: error, reference: request.id, method: request.method, path: pathOf(request) };
    this.logger[error.blame === 'us' ? 'error' : 'warn'](about, 'a request could not be served');
  }
}

/** Answers with an error's document and with the headers that belong to it. */
export const sendProblem = (error: AppError, request: Request, reply: FastifyReply): void => {
  const seconds = error.detail.values?.seconds;
  if (error.status === 429 && seconds !== undefined) void reply.header('retry-after', String(seconds));
  if (error.status === 401) void reply.header('www-authenticate', 'Bearer');
  void reply
    .code(error.status)
    .type('application/problem+json')
    .send(toProblem(error, localeOf(request)));
};
