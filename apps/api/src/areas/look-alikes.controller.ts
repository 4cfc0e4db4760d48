import { Controller } from '@nestjs/common';
import { LookAlikes } from '@wayfare/audiences';
import { type BodyOf, type QueryOf, type ReplyOf, routes } from '@wayfare/contracts';
import { Body, Id, Query } from '../http/arguments.js';
import { Endpoint } from '../http/endpoint.js';

/** Searches for people like those of a segment or a list. */
@Controller()
export class LookAlikesController {
  constructor(private readonly store: LookAlikes) {}

  @Endpoint(routes.lookAlikes)
  lookAlikes(@Query() query: QueryOf<typeof routes.lookAlikes>): Promise<ReplyOf<typeof routes.lookAlikes>> {
    return this.store.lookAlikes(query);
  }

  @Endpoint(routes.createLookAlike)
  createLookAlike(@Body() body: BodyOf<typeof routes.createLookAlike>): Promise<ReplyOf<typeof routes.createLookAlike>> {
    return this.store.createLookAlike(body);
  }

  @Endpoint(routes.lookAlike)
  lookAlike(@Id() id: string): Promise<ReplyOf<typeof routes.lookAlike>> {
    return this.store.lookAlike(id);
  }

  @Endpoint(routes.cancelLookAlike)
  cancelLookAlike(@Id() id: string): Promise<ReplyOf<typeof routes.cancelLookAlike>> {
    return this.store.cancelLookAlike(id);
  }

  @Endpoint(routes.deleteLookAlike)
  deleteLookAlike(@Id() id: string): Promise<void> {
    return this.store.deleteLookAlike(id);
  }

  @Endpoint(routes.lookAlikePeople)
  lookAlikePeople(
    @Id() id: string,
    @Query() query: QueryOf<typeof routes.lookAlikePeople>,
  ): Promise<ReplyOf<typeof routes.lookAlikePeople>> {
    return this.store.lookAlikePeople(id, query);
  }
}
