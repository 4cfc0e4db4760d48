import { Controller, Res } from '@nestjs/common';
import { type BodyOf, type QueryOf, type ReplyOf, routes } from '@wayfare/contracts';
import { Journeys } from '@wayfare/engine';
import type { FastifyReply } from 'fastify';
import { Body, Id, IfMatch, Part, Query } from '../http/arguments.js';
import { Endpoint } from '../http/endpoint.js';

type Journey = ReplyOf<typeof routes.journey>;

/** The draft's revision is its ETag, which a save sends back in `If-Match`. */
const tagged = async (reply: FastifyReply, journey: Promise<Journey>): Promise<Journey> => {
  const found = await journey;
  void reply.header('etag', `"${found.revision}"`);
  return found;
};

/** What is no number is the number of nothing. */
const numberIn = (part: string): number => (/^\d{1,7}$/.test(part) ? Number(part) : 0);

/** Journeys and their drafts. */
@Controller()
export class JourneysController {
  constructor(private readonly store: Journeys) {}

  @Endpoint(routes.journeys)
  journeys(@Query() query: QueryOf<typeof routes.journeys>): Promise<ReplyOf<typeof routes.journeys>> {
    return this.store.journeys(query);
  }

  @Endpoint(routes.journey)
  journey(@Id() id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<Journey> {
    return tagged(reply, this.store.journey(id));
  }

  @Endpoint(routes.createJourney)
  createJourney(@Body() body: BodyOf<typeof routes.createJourney>, @Res({ passthrough: true }) reply: FastifyReply): Promise<Journey> {
    return tagged(reply, this.store.createJourney(body));
  }

  @Endpoint(routes.renameJourney)
  renameJourney(
    @Id() id: string,
    @Body() body: BodyOf<typeof routes.renameJourney>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Journey> {
    return tagged(reply, this.store.renameJourney(id, body));
  }

  @Endpoint(routes.deleteJourney)
  deleteJourney(@Id() id: string): Promise<void> {
    return this.store.deleteJourney(id);
  }

  @Endpoint(routes.saveDraft)
  saveDraft(
    @Id() id: string,
    @Body() body: BodyOf<typeof routes.saveDraft>,
    @IfMatch() ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Journey> {
    return tagged(reply, this.store.saveDraft(id, body, ifMatch));
  }

  @Endpoint(routes.validateJourney)
  validateJourney(@Id() id: string): Promise<ReplyOf<typeof routes.validateJourney>> {
    return this.store.validateJourney(id);
  }
}

/** What was published, what would be, and the way back. */
@Controller()
export class EditsController {
  constructor(private readonly store: Journeys) {}

  @Endpoint(routes.journeyChanges)
  journeyChanges(@Id() id: string): Promise<ReplyOf<typeof routes.journeyChanges>> {
    return this.store.journeyChanges(id);
  }

  @Endpoint(routes.restoreVersion)
  restoreVersion(
    @Id() id: string,
    @Part('number') number: string,
    @IfMatch() ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Journey> {
    return tagged(reply, this.store.restoreVersion(id, numberIn(number), ifMatch));
  }

  @Endpoint(routes.versions)
  versions(@Id() id: string): Promise<ReplyOf<typeof routes.versions>> {
    return this.store.versions(id);
  }

  @Endpoint(routes.journeyVersion)
  journeyVersion(@Id() id: string, @Part('number') number: string): Promise<ReplyOf<typeof routes.journeyVersion>> {
    return this.store.journeyVersion(id, numberIn(number));
  }
}

/** Journeys that run: the one key, and what is seen afterwards. */
@Controller()
export class RunningController {
  constructor(private readonly store: Journeys) {}

  @Endpoint(routes.launchSheet)
  launchSheet(@Id() id: string): Promise<ReplyOf<typeof routes.launchSheet>> {
    return this.store.launchSheet(id);
  }

  @Endpoint(routes.launch)
  launch(@Id() id: string, @Body() body: BodyOf<typeof routes.launch>): Promise<ReplyOf<typeof routes.launch>> {
    return this.store.launch(id, body);
  }

  @Endpoint(routes.pause)
  pause(@Id() id: string): Promise<ReplyOf<typeof routes.pause>> {
    return this.store.pause(id);
  }

  @Endpoint(routes.resume)
  resume(@Id() id: string, @Body() body: BodyOf<typeof routes.resume>): Promise<ReplyOf<typeof routes.resume>> {
    return this.store.resume(id, body);
  }

  @Endpoint(routes.deciles)
  deciles(@Id() id: string, @Query() query: QueryOf<typeof routes.deciles>): Promise<ReplyOf<typeof routes.deciles>> {
    return this.store.deciles(id, query);
  }

  @Endpoint(routes.why)
  why(@Id() id: string, @Query() query: QueryOf<typeof routes.why>): Promise<ReplyOf<typeof routes.why>> {
    return this.store.why(id, query);
  }

  @Endpoint(routes.overdue)
  overdue(@Id() id: string): Promise<ReplyOf<typeof routes.overdue>> {
    return this.store.overdue(id);
  }

  @Endpoint(routes.stop)
  stop(@Id() id: string): Promise<ReplyOf<typeof routes.stop>> {
    return this.store.stop(id);
  }

  @Endpoint(routes.decideGuard)
  decideGuard(@Id() id: string, @Body() body: BodyOf<typeof routes.decideGuard>): Promise<ReplyOf<typeof routes.decideGuard>> {
    return this.store.decideGuard(id, body);
  }

  @Endpoint(routes.chooseArm)
  chooseArm(@Id() id: string, @Part('nodeId') nodeId: string, @Body() body: BodyOf<typeof routes.chooseArm>): Promise<void> {
    return this.store.chooseArm(id, nodeId, body);
  }

  @Endpoint(routes.live)
  live(@Id() id: string, @Query() query: QueryOf<typeof routes.live>): Promise<ReplyOf<typeof routes.live>> {
    return this.store.live(id, query);
  }

  @Endpoint(routes.replay)
  replay(@Id() id: string): Promise<ReplyOf<typeof routes.replay>> {
    return this.store.replay(id);
  }

  @Endpoint(routes.nodePeople)
  nodePeople(@Id() id: string, @Query() query: QueryOf<typeof routes.nodePeople>): Promise<ReplyOf<typeof routes.nodePeople>> {
    return this.store.nodePeople(id, query);
  }
}
