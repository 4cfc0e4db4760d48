import { Controller } from '@nestjs/common';
import { type BodyOf, type QueryOf, type ReplyOf, routes } from '@wayfare/contracts';
import { Merges } from '@wayfare/customers';
import { Body, Id, Query } from '../http/arguments.js';
import { Endpoint } from '../http/endpoint.js';

/** Customers who are one person. */
@Controller()
export class MergesController {
  constructor(private readonly store: Merges) {}

  @Endpoint(routes.merges)
  merges(@Query() query: QueryOf<typeof routes.merges>): Promise<ReplyOf<typeof routes.merges>> {
    return this.store.merges(query);
  }

  @Endpoint(routes.mergeCustomers)
  mergeCustomers(@Body() body: BodyOf<typeof routes.mergeCustomers>): Promise<ReplyOf<typeof routes.mergeCustomers>> {
    return this.store.mergeCustomers(body);
  }

  @Endpoint(routes.undoMerge)
  undoMerge(@Id() id: string): Promise<ReplyOf<typeof routes.undoMerge>> {
    return this.store.undoMerge(id);
  }

  @Endpoint(routes.possibleDuplicates)
  possibleDuplicates(@Query() query: QueryOf<typeof routes.possibleDuplicates>): Promise<ReplyOf<typeof routes.possibleDuplicates>> {
    return this.store.possibleDuplicates(query);
  }

  @Endpoint(routes.keepApart)
  keepApart(@Body() body: BodyOf<typeof routes.keepApart>): Promise<void> {
    return this.store.keepApart(body);
  }
}
