import { Controller } from '@nestjs/common';
import { Lists, Segments } from '@wayfare/audiences';
import { type BodyOf, type QueryOf, type ReplyOf, routes } from '@wayfare/contracts';
import { Body, Gone, Id, Query } from '../http/arguments.js';
import { Endpoint } from '../http/endpoint.js';

/** Segments: people by a condition. */
@Controller()
export class SegmentsController {
  constructor(private readonly store: Segments) {}

  @Endpoint(routes.historySources)
  historySources(): Promise<ReplyOf<typeof routes.historySources>> {
    return this.store.historySources();
  }

  @Endpoint(routes.segments)
  segments(@Query() query: QueryOf<typeof routes.segments>): Promise<ReplyOf<typeof routes.segments>> {
    return this.store.segments(query);
  }

  @Endpoint(routes.segment)
  segment(@Id() id: string): Promise<ReplyOf<typeof routes.segment>> {
    return this.store.segment(id);
  }

  @Endpoint(routes.createSegment)
  createSegment(@Body() body: BodyOf<typeof routes.createSegment>): Promise<ReplyOf<typeof routes.createSegment>> {
    return this.store.createSegment(body);
  }

  @Endpoint(routes.changeSegment)
  changeSegment(@Id() id: string, @Body() body: BodyOf<typeof routes.changeSegment>): Promise<ReplyOf<typeof routes.changeSegment>> {
    return this.store.changeSegment(id, body);
  }

  @Endpoint(routes.deleteSegment)
  deleteSegment(@Id() id: string): Promise<void> {
    return this.store.deleteSegment(id);
  }

  @Endpoint(routes.countSegment)
  countSegment(@Body() body: BodyOf<typeof routes.countSegment>, @Gone() gone: AbortSignal): Promise<ReplyOf<typeof routes.countSegment>> {
    return this.store.countSegment(body, gone);
  }

  @Endpoint(routes.sampleSegment)
  sampleSegment(
    @Body() body: BodyOf<typeof routes.sampleSegment>,
    @Gone() gone: AbortSignal,
  ): Promise<ReplyOf<typeof routes.sampleSegment>> {
    return this.store.sampleSegment(body, gone);
  }

  @Endpoint(routes.matchSegment)
  matchSegment(@Body() body: BodyOf<typeof routes.matchSegment>): Promise<ReplyOf<typeof routes.matchSegment>> {
    return this.store.matchSegment(body);
  }

  @Endpoint(routes.overlapSegments)
  overlapSegments(
    @Body() body: BodyOf<typeof routes.overlapSegments>,
    @Gone() gone: AbortSignal,
  ): Promise<ReplyOf<typeof routes.overlapSegments>> {
    return this.store.overlapSegments(body, gone);
  }

  @Endpoint(routes.segmentCustomers)
  segmentCustomers(
    @Id() id: string,
    @Query() query: QueryOf<typeof routes.segmentCustomers>,
  ): Promise<ReplyOf<typeof routes.segmentCustomers>> {
    return this.store.segmentCustomers(id, query);
  }

  @Endpoint(routes.segmentDays)
  segmentDays(@Id() id: string): Promise<ReplyOf<typeof routes.segmentDays>> {
    return this.store.segmentDays(id);
  }

  @Endpoint(routes.segmentMoves)
  segmentMoves(@Id() id: string, @Query() query: QueryOf<typeof routes.segmentMoves>): Promise<ReplyOf<typeof routes.segmentMoves>> {
    return this.store.segmentMoves(id, query);
  }

  @Endpoint(routes.segmentUses)
  segmentUses(@Id() id: string): Promise<ReplyOf<typeof routes.segmentUses>> {
    return this.store.segmentUses(id);
  }
}

/** Lists: people one by one. */
@Controller()
export class ListsController {
  constructor(private readonly store: Lists) {}

  @Endpoint(routes.lists)
  lists(@Query() query: QueryOf<typeof routes.lists>): Promise<ReplyOf<typeof routes.lists>> {
    return this.store.lists(query);
  }

  @Endpoint(routes.list)
  list(@Id() id: string): Promise<ReplyOf<typeof routes.list>> {
    return this.store.list(id);
  }

  @Endpoint(routes.listUses)
  listUses(@Id() id: string): Promise<ReplyOf<typeof routes.listUses>> {
    return this.store.listUses(id);
  }

  @Endpoint(routes.createList)
  createList(@Body() body: BodyOf<typeof routes.createList>): Promise<ReplyOf<typeof routes.createList>> {
    return this.store.createList(body);
  }

  @Endpoint(routes.listCustomers)
  listCustomers(@Id() id: string, @Query() query: QueryOf<typeof routes.listCustomers>): Promise<ReplyOf<typeof routes.listCustomers>> {
    return this.store.listCustomers(id, query);
  }

  @Endpoint(routes.changeListMembers)
  changeListMembers(
    @Id() id: string,
    @Body() body: BodyOf<typeof routes.changeListMembers>,
  ): Promise<ReplyOf<typeof routes.changeListMembers>> {
    return this.store.changeListMembers(id, body);
  }

  @Endpoint(routes.deleteList)
  deleteList(@Id() id: string): Promise<void> {
    return this.store.deleteList(id);
  }
}
