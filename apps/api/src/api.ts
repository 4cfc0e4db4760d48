import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Core, Services } from '@wayfare/wiring';
import { appModule } from './app.module.js';
import { AccessGuard } from './http/access-guard.js';
import { ActorInterceptor } from './http/actor-interceptor.js';
import { ClockGuard } from './http/clock-guard.js';
import { createAdapter, registerParsers, registerPlugins } from './http/fastify.js';
import { IdempotencyInterceptor } from './http/idempotency-interceptor.js';
import { hangUpAfterLastAnswers } from './http/last-answers.js';
import { nestLogger } from './http/nest-logger.js';
import { ProblemFilter } from './http/problem-filter.js';
import { logRequests } from './http/request-log.js';

/** The HTTP side of Wayfare, ready to listen (which is when its routes are mounted). A request passes: log, plugins, clock, access, actor, idempotency key, controller. */
export const createApi = async (core: Core, services: Services, mailbox: string | null): Promise<NestFastifyApplication> => {
  const { config, logger, clock, metrics } = core;
  services.watch.measure(metrics);
  const app = await NestFactory.create<NestFastifyApplication>(appModule(core, services, mailbox), createAdapter(config.trustProxy), {
    logger: nestLogger(logger),
    abortOnError: false,
    bodyParser: false,
  });
  logRequests(app, logger, metrics);
  hangUpAfterLastAnswers(app);
  await registerPlugins(app, config.publicUrl ?? '');
  registerParsers(app);
  app.useGlobalFilters(new ProblemFilter(logger));
  app.useGlobalGuards(new ClockGuard(clock), new AccessGuard(services.access));
  app.useGlobalInterceptors(new ActorInterceptor(), new IdempotencyInterceptor(services.idempotencyKeys));
  return app;
};
