import { Controller } from '@nestjs/common';
import { type ReplyOf, routes } from '@wayfare/contracts';
import { Demo } from '@wayfare/wiring';
import { Endpoint } from '../http/endpoint.js';

/** Demo data for an empty workspace. */
@Controller()
export class DemoController {
  constructor(private readonly data: Demo) {}

  @Endpoint(routes.loadDemo)
  loadDemo(): Promise<ReplyOf<typeof routes.loadDemo>> {
    return this.data.loadDemo();
  }

  @Endpoint(routes.demo)
  demo(): Promise<ReplyOf<typeof routes.demo>> {
    return this.data.demo();
  }
}
