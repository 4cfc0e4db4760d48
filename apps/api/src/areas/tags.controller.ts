import { Controller } from '@nestjs/common';
import type { Caller } from '@wayfare/access';
import { Tags } from '@wayfare/audiences';
import { type BodyOf, type QueryOf, type ReplyOf, routes } from '@wayfare/contracts';
import { Body, By, Id, Part, Query } from '../http/arguments.js';
import { Endpoint } from '../http/endpoint.js';

/** What tags mean, who has them, and what put them there. */
@Controller()
export class TagsController {
  constructor(private readonly store: Tags) {}

  @Endpoint(routes.tags)
  tags(@Query() query: QueryOf<typeof routes.tags>): Promise<ReplyOf<typeof routes.tags>> {
    return this.store.tags(query);
  }

  @Endpoint(routes.createTag)
  createTag(@By() caller: Caller, @Body() body: BodyOf<typeof routes.createTag>): Promise<ReplyOf<typeof routes.createTag>> {
    return this.store.createTag(body, caller.role);
  }

  @Endpoint(routes.tag)
  tag(@Part('id') name: string): Promise<ReplyOf<typeof routes.tag>> {
    return this.store.tag(name);
  }

  @Endpoint(routes.changeTag)
  changeTag(@Part('id') name: string, @Body() body: BodyOf<typeof routes.changeTag>): Promise<ReplyOf<typeof routes.changeTag>> {
    return this.store.changeTag(name, body);
  }

  @Endpoint(routes.renameTag)
  renameTag(@Part('id') name: string, @Body() body: BodyOf<typeof routes.renameTag>): Promise<ReplyOf<typeof routes.renameTag>> {
    return this.store.renameTag(name, body);
  }

  @Endpoint(routes.mergeTag)
  mergeTag(@Part('id') name: string, @Body() body: BodyOf<typeof routes.mergeTag>): Promise<ReplyOf<typeof routes.mergeTag>> {
    return this.store.mergeTag(name, body);
  }

  @Endpoint(routes.approveTag)
  approveTag(@Part('id') name: string): Promise<ReplyOf<typeof routes.approveTag>> {
    return this.store.approveTag(name);
  }

  @Endpoint(routes.tagHistory)
  tagHistory(@Part('id') name: string, @Query() query: QueryOf<typeof routes.tagHistory>): Promise<ReplyOf<typeof routes.tagHistory>> {
    return this.store.tagHistory(name, query);
  }

  @Endpoint(routes.tagRun)
  tagRun(): Promise<ReplyOf<typeof routes.tagRun>> {
    return this.store.tagRun();
  }

  @Endpoint(routes.computeTags)
  computeTags(): Promise<void> {
    return this.store.computeTags();
  }

  @Endpoint(routes.cancelTags)
  cancelTags(): Promise<void> {
    return this.store.cancelTags();
  }

  @Endpoint(routes.customerTags)
  customerTags(@Id() id: string): Promise<ReplyOf<typeof routes.customerTags>> {
    return this.store.customerTags(id);
  }

  @Endpoint(routes.changeCustomerTags)
  changeCustomerTags(@Id() id: string, @Body() body: BodyOf<typeof routes.changeCustomerTags>): Promise<void> {
    return this.store.changeCustomerTags(id, body);
  }
}
