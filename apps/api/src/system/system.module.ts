import { Module } from '@nestjs/common';
import { DocsController } from '../openapi/docs.controller.js';
import { WebController } from '../web/web.controller.js';
import { HealthController } from './health.controller.js';
import { MetricsController } from './metrics.controller.js';
import { QueuesController } from './queues.controller.js';

@Module({ controllers: [HealthController, MetricsController, QueuesController, DocsController, WebController] })
export class SystemModule {}
