import { Controller, Get, Header, Inject, Req } from '@nestjs/common';
import { ADMINS } from '@wayfare/contracts';
import type { Core } from '@wayfare/wiring';
import { Allow } from '../http/endpoint.js';
import type { Request } from '../http/request.js';
import { localeOf } from '../language/index.js';
import { CORE } from '../tokens.js';
import { queueBoardPage, readQueues } from './queue-board.js';

/** The board of the queues, for administrators. */
@Controller('/admin/queues')
export class QueuesController {
  constructor(@Inject(CORE) private readonly core: Core) {}

  @Get()
  @Allow(ADMINS)
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  async board(@Req() request: Request): Promise<string> {
    const { database, queues } = this.core;
    return queueBoardPage(await readQueues(database, queues), localeOf(request));
  }
}
