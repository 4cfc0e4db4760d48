import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppError } from '@wayfare/kernel';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { contentSecurity } from './content-security.js';
import { sendProblem } from './problem-filter.js';
import { toAppError } from './problems.js';

const MEBIBYTE = 1024 * 1024;
/** Enough for a template with its pictures inlined, and for a list of 100,000 ids. */
const BODY_LIMIT = 8 * MEBIBYTE;
const UPLOAD_LIMIT = 8 * 1024 * MEBIBYTE;
/** Signed links carry an address within them. */
const LONGEST_PATH_PART = 6_000;

const MINUTE_MS = 60_000;

/**
 * Fastify under Nest. A request may take long (an upload over a slow line, moving the virtual clock), so only its headers are hurried;
 * what waits for nothing is bounded by size instead.
 */
export const createAdapter = (trustProxy: boolean): FastifyAdapter =>
  new FastifyAdapter({
    logger: false,
    trustProxy,
    bodyLimit: BODY_LIMIT,
    requestTimeout: 60 * MINUTE_MS,
    keepAliveTimeout: 75_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: LONGEST_PATH_PART },
    genReqId: () => randomUUID(),
    // What the router itself refuses (a malformed address) meets none of our filters.
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(toAppError(error, request.id), request, reply),
  });

/** What is signed is signed as it came, byte for byte. */
const RAW = /^\/api\/v1\/hooks\//;
const PLAIN = /^\/api\/v1\/collect(\?|$)/;

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/** The plugins, in the order in which a request meets them. `publicUrl` says whether people reach us over https. */
export const registerPlugins = async (app: NestFastifyApplication, publicUrl: string): Promise<void> => {
  const secure = publicUrl.startsWith('https://');
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: contentSecurity() },
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: secure,
    originAgentCluster: secure,
    strictTransportSecurity: secure,
  });
  await app.register(cookie);
  await app.register(rateLimit, {
    global: false,
    // Calls from this machine itself are nobody's flood; behind a proxy the address is that of the client (WAYFARE_TRUST_PROXY).
    allowList: (request) => LOOPBACK.test(request.ip),
    errorResponseBuilder: (_request, { ttl }) => {
      const seconds = Math.ceil(ttl / 1000);
      return new AppError('too_many_requests', 429, `Too many requests. Try again in ${seconds} seconds.`, { values: { seconds } });
    },
  });
  await app.register(multipart, { limits: { fileSize: UPLOAD_LIMIT, files: 1, fields: 10, fieldSize: MEBIBYTE, headerPairs: 50 } });
};

/**
 * How bodies are read: JSON as Fastify does, which refuses `__proto__`, though an empty body is no body also where a client says that it is
 * JSON; and forms, which the unsubscribe page and mail programs send.
 */
export const registerParsers = (app: NestFastifyApplication): void => {
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeContentTypeParser(['application/json', 'text/plain']);
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (RAW.test(request.url)) done(null, body);
    else if (body.length === 0) done(null, undefined);
    else void parseJson(request, body.toString(), done);
  });
  // browsers send this without asking beforehand whether they may, also while a page is being left
  fastify.addContentTypeParser('text/plain', { parseAs: 'string', bodyLimit: MEBIBYTE }, (request, body, done) => {
    if (PLAIN.test(request.url)) void parseJson(request, body.toString(), done);
    else done(new AppError('unsupported_content', 415, 'This kind of content is not understood here. Send application/json.'));
  });
  fastify.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: MEBIBYTE }, (_request, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(body.toString())));
  });
};
