import { Module } from '@nestjs/common';
import { DocsController } from '../openapi/docs.controller.js';
import { WebController } from '../web/web.controller.js';
import { HealthController } from './health.controller.js';
import { MetricsController } from './metrics.controller.js';

@Module({ controllers: [HealthController, MetricsController, DocsController, WebController] })
export class SystemModule {}
