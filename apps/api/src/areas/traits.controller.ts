import { Controller } from '@nestjs/common';
import { Traits } from '@wayfare/audiences';
import { type BodyOf, type ReplyOf, routes } from '@wayfare/contracts';
import { Body, Part } from '../http/arguments.js';
import { Endpoint } from '../http/endpoint.js';

/** Attributes that are worked out of what people did and bought. */
@Controller()
export class TraitsController {
  constructor(private readonly store: Traits) {}

  @Endpoint(routes.traits)
  traits(): Promise<ReplyOf<typeof routes.traits>> {
    return this.store.traits();
  }

  @Endpoint(routes.createTrait)
  createTrait(@Body() body: BodyOf<typeof routes.createTrait>): Promise<ReplyOf<typeof routes.createTrait>> {
    return this.store.createTrait(body);
  }

  @Endpoint(routes.changeTrait)
  changeTrait(@Part('id') name: string, @Body() body: BodyOf<typeof routes.changeTrait>): Promise<ReplyOf<typeof routes.changeTrait>> {
    return this.store.changeTrait(name, body);
  }

  @Endpoint(routes.deleteTrait)
  deleteTrait(@Part('id') name: string): Promise<void> {
    return this.store.deleteTrait(name);
  }

  @Endpoint(routes.previewTrait)
  previewTrait(@Body() body: BodyOf<typeof routes.previewTrait>): Promise<ReplyOf<typeof routes.previewTrait>> {
    return this.store.previewTrait(body);
  }

  @Endpoint(routes.computeTraits)
  computeTraits(): Promise<void> {
    return this.store.computeTraits();
  }

  @Endpoint(routes.cancelTraits)
  cancelTraits(): Promise<void> {
    return this.store.cancelTraits();
  }
}
