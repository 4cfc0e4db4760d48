import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';

/**
 * Answers that are given while the api is ending close their connections. Fastify hangs up on those that are idle when it begins to end, but one on which a
 * request was still being answered would be kept open for its next request, and nothing ends before it.
 */
export const hangUpAfterLastAnswers = (app: NestFastifyApplication): void => {
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  let ending = false;
  fastify.addHook('preClose', (done) => {
    ending = true;
    done();
  });
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (ending) void reply.header('connection', 'close');
    done(null, payload);
  });
};
