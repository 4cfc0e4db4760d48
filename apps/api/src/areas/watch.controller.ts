import { Controller } from '@nestjs/common';
import { type ReplyOf, routes } from '@wayfare/contracts';
import { Watch } from '@wayfare/engine';
import { Endpoint } from '../http/endpoint.js';

/** How the engine stands, for administrators. */
@Controller()
export class WatchController {
  constructor(private readonly watch: Watch) {}

  @Endpoint(routes.system)
  system(): Promise<ReplyOf<typeof routes.system>> {
    return this.watch.system();
  }
}
