import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { Access } from '@wayfare/access';
import { ADMINS } from '@wayfare/contracts';
import { type Core } from '@wayfare/wiring';
import type { FastifyReply } from 'fastify';
import { admit } from '../http/access-guard.js';
import { Operational } from '../http/endpoint.js';
import { headerOf, type Request } from '../http/request.js';
import { CORE } from '../tokens.js';

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;
const isFromHere = (request: Request): boolean =>
  LOOPBACK.test(request.raw.socket.remoteAddress ?? '') && headerOf(request, 'x-forwarded-for') === undefined;

/** What Prometheus reads: without asking from this machine itself, from elsewhere with an administrator's API token. */
@Controller()
@Operational()
export class MetricsController {
  constructor(
    @Inject(CORE) private readonly core: Core,
    private readonly access: Access,
  ) {}

  @Get('/metrics')
  async metrics(@Req() request: Request, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    if (!isFromHere(request)) await admit(this.access, request, ADMINS);
    void reply.type(this.core.metrics.contentType);
    return this.core.metrics.text();
  }
}
