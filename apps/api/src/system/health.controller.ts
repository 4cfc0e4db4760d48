import { Controller, Get, Inject, Res } from '@nestjs/common';
import { checkHealth } from '@wayfare/platform';
import { type Core, probesOf } from '@wayfare/wiring';
import type { FastifyReply } from 'fastify';
import { Operational } from '../http/endpoint.js';
import { CORE } from '../tokens.js';

/** Is this process alive; can it work. The boot id tells who started it that it is this one that answers. */
@Controller('/api/health')
@Operational()
export class HealthController {
  constructor(@Inject(CORE) private readonly core: Core) {}

  @Get('/live')
  live(): object {
    return { ok: true, bootId: this.core.config.bootId };
  }

  @Get('/ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const health = await checkHealth(probesOf(this.core));
    void reply.code(health.ok ? 200 : 503).header('cache-control', 'no-store');
    return { ...health, bootId: this.core.config.bootId };
  }
}
