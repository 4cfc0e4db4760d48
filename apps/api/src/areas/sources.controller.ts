import { Controller } from '@nestjs/common';
import { type BodyOf, type QueryOf, type ReplyOf, routes } from '@wayfare/contracts';
import { Feeds, Sources } from '@wayfare/customers';
import { Body, Id, Query } from '../http/arguments.js';
import { Endpoint } from '../http/endpoint.js';

/** Databases and HTTP interfaces that customers, events and orders are read from. */
@Controller()
export class SourcesController {
  constructor(private readonly store: Sources) {}

  @Endpoint(routes.sources)
  sources(): Promise<ReplyOf<typeof routes.sources>> {
    return this.store.sources();
  }

  @Endpoint(routes.source)
  source(@Id() id: string): Promise<ReplyOf<typeof routes.source>> {
    return this.store.source(id);
  }

  @Endpoint(routes.createSource)
  createSource(@Body() body: BodyOf<typeof routes.createSource>): Promise<ReplyOf<typeof routes.createSource>> {
    return this.store.createSource(body);
  }

  @Endpoint(routes.trySource)
  trySource(@Body() body: BodyOf<typeof routes.trySource>): Promise<ReplyOf<typeof routes.trySource>> {
    return this.store.trySource(body);
  }

  @Endpoint(routes.changeSource)
  changeSource(@Id() id: string, @Body() body: BodyOf<typeof routes.changeSource>): Promise<ReplyOf<typeof routes.changeSource>> {
    return this.store.changeSource(id, body);
  }

  @Endpoint(routes.deleteSource)
  deleteSource(@Id() id: string): Promise<void> {
    return this.store.deleteSource(id);
  }

  @Endpoint(routes.sourceTables)
  sourceTables(@Id() id: string): Promise<ReplyOf<typeof routes.sourceTables>> {
    return this.store.sourceTables(id);
  }

  @Endpoint(routes.previewSource)
  previewSource(@Id() id: string, @Body() body: BodyOf<typeof routes.previewSource>): Promise<ReplyOf<typeof routes.previewSource>> {
    return this.store.previewSource(id, body);
  }
}

/** What is read from the sources, and the runs that read it. */
@Controller()
export class FeedsController {
  constructor(private readonly store: Feeds) {}

  @Endpoint(routes.createFeed)
  createFeed(@Id() id: string, @Body() body: BodyOf<typeof routes.createFeed>): Promise<ReplyOf<typeof routes.createFeed>> {
    return this.store.createFeed(id, body);
  }

  @Endpoint(routes.sourceFeed)
  sourceFeed(@Id() id: string): Promise<ReplyOf<typeof routes.sourceFeed>> {
    return this.store.sourceFeed(id);
  }

  @Endpoint(routes.changeFeed)
  changeFeed(@Id() id: string, @Body() body: BodyOf<typeof routes.changeFeed>): Promise<ReplyOf<typeof routes.changeFeed>> {
    return this.store.changeFeed(id, body);
  }

  @Endpoint(routes.pauseFeed)
  pauseFeed(@Id() id: string, @Body() body: BodyOf<typeof routes.pauseFeed>): Promise<ReplyOf<typeof routes.pauseFeed>> {
    return this.store.pauseFeed(id, body);
  }

  @Endpoint(routes.deleteFeed)
  deleteFeed(@Id() id: string): Promise<void> {
    return this.store.deleteFeed(id);
  }

  @Endpoint(routes.runFeed)
  runFeed(@Id() id: string, @Body() body: BodyOf<typeof routes.runFeed>): Promise<ReplyOf<typeof routes.runFeed>> {
    return this.store.runFeed(id, body);
  }

  @Endpoint(routes.feedRuns)
  feedRuns(@Id() id: string, @Query() query: QueryOf<typeof routes.feedRuns>): Promise<ReplyOf<typeof routes.feedRuns>> {
    return this.store.feedRuns(id, query);
  }

  @Endpoint(routes.cancelSourceRun)
  cancelSourceRun(@Id() id: string): Promise<ReplyOf<typeof routes.cancelSourceRun>> {
    return this.store.cancelSourceRun(id);
  }
}
