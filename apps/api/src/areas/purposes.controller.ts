import { Controller } from '@nestjs/common';
import { type BodyOf, type ReplyOf, routes } from '@wayfare/contracts';
import { Purposes } from '@wayfare/customers';
import { Body, Part } from '../http/arguments.js';
import { Endpoint } from '../http/endpoint.js';

/** What messages are for. */
@Controller()
export class PurposesController {
  constructor(private readonly store: Purposes) {}

  @Endpoint(routes.purposes)
  purposes(): Promise<ReplyOf<typeof routes.purposes>> {
    return this.store.purposes();
  }

  @Endpoint(routes.createPurpose)
  createPurpose(@Body() body: BodyOf<typeof routes.createPurpose>): Promise<ReplyOf<typeof routes.createPurpose>> {
    return this.store.createPurpose(body);
  }

  @Endpoint(routes.changePurpose)
  changePurpose(@Part('id') key: string, @Body() body: BodyOf<typeof routes.changePurpose>): Promise<ReplyOf<typeof routes.changePurpose>> {
    return this.store.changePurpose(key, body);
  }
}
