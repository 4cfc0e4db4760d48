import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger, Metrics } from '@wayfare/platform';

/** Asked so often, and so little worth, that they are logged only when one looks closely. */
const QUIET = /^\/(api\/health|metrics|assets)\b/;

/**
 * One line and one measure for each request. The route's pattern is logged, not the address: that may hold a token of a link or a person's
 * e-mail address.
 */
export const logRequests = (app: NestFastifyApplication, logger: Logger, metrics: Metrics): void => {
  const seconds = metrics.histogram('http_request_seconds', 'How long requests took', ['method', 'route', 'status']);
  const fastify = app.getHttpAdapter().getInstance();
  fastify.decorateRequest('caller', null);
  fastify.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id);
  });
  fastify.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    seconds.observe({ method: request.method, route, status: String(reply.statusCode) }, ms / 1000);
    const line = {
      request: request.id,
      method: request.method,
      route,
      status: reply.statusCode,
      ms,
      actor: request.caller?.actor,
      ip: request.ip,
    };
    logger[QUIET.test(route) ? 'debug' : 'info'](line, 'request');
  });
};
