import { Controller } from '@nestjs/common';
import { type BodyOf, type QueryOf, type ReplyOf, routes } from '@wayfare/contracts';
import { Consents, Customers, Ingestion } from '@wayfare/customers';
import { Engine } from '@wayfare/engine';
import { Timeline } from '@wayfare/reports';
import { Body, Id, Query } from '../http/arguments.js';
import { Endpoint } from '../http/endpoint.js';

/** Customers, what is known of them, and what they do. */
@Controller()
export class CustomersController {
  constructor(
    private readonly store: Customers,
    private readonly ingestion: Ingestion,
    private readonly engine: Engine,
    private readonly lines: Timeline,
    private readonly consents: Consents,
  ) {}

  @Endpoint(routes.createCustomer)
  createCustomer(@Body() body: BodyOf<typeof routes.createCustomer>): Promise<ReplyOf<typeof routes.createCustomer>> {
    return this.store.createCustomer(body);
  }

  @Endpoint(routes.customers)
  customers(@Query() query: QueryOf<typeof routes.customers>): Promise<ReplyOf<typeof routes.customers>> {
    return this.store.customers(query);
  }

  @Endpoint(routes.customer)
  customer(@Id() id: string): Promise<ReplyOf<typeof routes.customer>> {
    return this.store.customer(id);
  }

  @Endpoint(routes.consentHistory)
  consentHistory(@Id() id: string): Promise<ReplyOf<typeof routes.consentHistory>> {
    return this.consents.consentHistory(id);
  }

  @Endpoint(routes.changeConsent)
  changeConsent(@Id() id: string, @Body() body: BodyOf<typeof routes.changeConsent>): Promise<ReplyOf<typeof routes.changeConsent>> {
    return this.consents.changeConsent(id, body);
  }

  @Endpoint(routes.timeline)
  timeline(@Id() id: string, @Query() query: QueryOf<typeof routes.timeline>): Promise<ReplyOf<typeof routes.timeline>> {
    return this.lines.timeline(id, query);
  }

  @Endpoint(routes.eraseCustomer)
  eraseCustomer(@Id() id: string): Promise<void> {
    return this.engine.erase(id);
  }

  @Endpoint(routes.catalogue)
  catalogue(): Promise<ReplyOf<typeof routes.catalogue>> {
    return this.store.catalogue();
  }

  @Endpoint(routes.orderValues)
  orderValues(): Promise<ReplyOf<typeof routes.orderValues>> {
    return this.store.orderValues();
  }

  @Endpoint(routes.events)
  events(@Body() body: BodyOf<typeof routes.events>): Promise<ReplyOf<typeof routes.events>> {
    return this.ingestion.events(body);
  }
}
