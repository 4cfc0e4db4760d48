import { Controller } from '@nestjs/common';
import { type BodyOf, type QueryOf, type ReplyOf, routes } from '@wayfare/contracts';
import { Suppressions } from '@wayfare/customers';
import { Body, Query } from '../http/arguments.js';
import { Endpoint } from '../http/endpoint.js';

/** Addresses that are not written to. */
@Controller()
export class SuppressionsController {
  constructor(private readonly store: Suppressions) {}

  @Endpoint(routes.suppressions)
  suppressions(@Query() query: QueryOf<typeof routes.suppressions>): Promise<ReplyOf<typeof routes.suppressions>> {
    return this.store.suppressions(query);
  }

  @Endpoint(routes.addSuppressions)
  addSuppressions(@Body() body: BodyOf<typeof routes.addSuppressions>): Promise<ReplyOf<typeof routes.addSuppressions>> {
    return this.store.addSuppressions(body);
  }

  @Endpoint(routes.liftSuppression)
  liftSuppression(@Body() body: BodyOf<typeof routes.liftSuppression>): Promise<void> {
    return this.store.liftSuppression(body);
  }
}
