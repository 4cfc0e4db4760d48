import { Controller } from '@nestjs/common';
import { CustomerValues } from '@wayfare/audiences';
import { type BodyOf, type QueryOf, type ReplyOf, routes } from '@wayfare/contracts';
import { Body, Id, Query } from '../http/arguments.js';
import { Endpoint } from '../http/endpoint.js';

/** What customers are worth, and where they stand in their life with the company. */
@Controller()
export class ValueController {
  constructor(private readonly store: CustomerValues) {}

  @Endpoint(routes.valueOverview)
  valueOverview(): Promise<ReplyOf<typeof routes.valueOverview>> {
    return this.store.valueOverview();
  }

  @Endpoint(routes.changeValueSettings)
  changeValueSettings(@Body() body: BodyOf<typeof routes.changeValueSettings>): Promise<ReplyOf<typeof routes.changeValueSettings>> {
    return this.store.changeValueSettings(body);
  }

  @Endpoint(routes.previewTiers)
  previewTiers(@Body() body: BodyOf<typeof routes.previewTiers>): Promise<ReplyOf<typeof routes.previewTiers>> {
    return this.store.previewTiers(body);
  }

  @Endpoint(routes.computeValue)
  computeValue(): Promise<void> {
    return this.store.computeValue();
  }

  @Endpoint(routes.cancelValue)
  cancelValue(): Promise<void> {
    return this.store.cancelValue();
  }

  @Endpoint(routes.valueFlowPeople)
  valueFlowPeople(@Query() query: QueryOf<typeof routes.valueFlowPeople>): Promise<ReplyOf<typeof routes.valueFlowPeople>> {
    return this.store.valueFlowPeople(query);
  }

  @Endpoint(routes.customerValue)
  customerValue(@Id() id: string): Promise<ReplyOf<typeof routes.customerValue>> {
    return this.store.customerValue(id);
  }
}
