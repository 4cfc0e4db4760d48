import { Controller } from '@nestjs/common';
import { type BodyOf, type ReplyOf, routes } from '@wayfare/contracts';
import { TestRuns } from '@wayfare/engine';
import { Body, Id, Part } from '../http/arguments.js';
import { Endpoint } from '../http/endpoint.js';

/** Test people on their way through a draft. */
@Controller()
export class TestRunsController {
  constructor(private readonly store: TestRuns) {}

  @Endpoint(routes.startTestRun)
  startTestRun(@Id() id: string, @Body() body: BodyOf<typeof routes.startTestRun>): Promise<ReplyOf<typeof routes.startTestRun>> {
    return this.store.startTestRun(id, body);
  }

  @Endpoint(routes.testRun)
  testRun(@Id() id: string, @Part('number') number: string): Promise<ReplyOf<typeof routes.testRun>> {
    return this.store.testRun(id, /^\d{1,15}$/.test(number) ? Number(number) : 0);
  }
}
