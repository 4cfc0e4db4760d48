import { Controller, Inject, UseInterceptors } from '@nestjs/common';
import { type BodyOf, type ReplyOf, routes } from '@wayfare/contracts';
import type { VirtualTime } from '@wayfare/engine';
import { AppError } from '@wayfare/kernel';
import { Body } from '../http/arguments.js';
import { Endpoint } from '../http/endpoint.js';
import { PatientInterceptor } from '../http/patient-interceptor.js';
import { VIRTUAL_TIME } from '../tokens.js';

/** The virtual clock, where this installation was started with one. Moving it takes as long as what comes due. */
@Controller()
export class ClockController {
  constructor(@Inject(VIRTUAL_TIME) private readonly time: VirtualTime | null) {}

  @Endpoint(routes.clock)
  clock(): Promise<ReplyOf<typeof routes.clock>> {
    return this.virtual().clock();
  }

  @Endpoint(routes.advanceClock)
  @UseInterceptors(new PatientInterceptor())
  advanceClock(@Body() body: BodyOf<typeof routes.advanceClock>): Promise<ReplyOf<typeof routes.advanceClock>> {
    return this.virtual().advanceClock(body);
  }

  private virtual(): VirtualTime {
    if (this.time === null)
      throw new AppError('real_clock', 404, 'The clock can only be moved when Wayfare was started with WAYFARE_CLOCK=virtual.');
    return this.time;
  }
}
