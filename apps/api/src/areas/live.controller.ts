import { Controller, Options, Req, Res } from '@nestjs/common';
import { type BodyOf, type QueryOf, type ReplyOf, routes } from '@wayfare/contracts';
import { Collector, EventTypes, InboundHooks, WriteKeys } from '@wayfare/customers';
import type { FastifyReply } from 'fastify';
import { Body, Id, Part, Query } from '../http/arguments.js';
import { Allow, API_PREFIX, Endpoint } from '../http/endpoint.js';
import { headerOf, type Request } from '../http/request.js';
import { localeOf } from '../language/index.js';
import { refusalIn } from '../language/refusals.js';

/** What is known of the events that come in, and the keys and addresses by which they do. */
@Controller()
export class LiveController {
  constructor(
    private readonly types: EventTypes,
    private readonly keys: WriteKeys,
    private readonly hooks: InboundHooks,
  ) {}

  @Endpoint(routes.eventTypes)
  eventTypes(@Query() query: QueryOf<typeof routes.eventTypes>): Promise<ReplyOf<typeof routes.eventTypes>> {
    return this.types.eventTypes(query);
  }

  @Endpoint(routes.eventType)
  eventType(@Part('id') name: string): Promise<ReplyOf<typeof routes.eventType>> {
    return this.types.eventType(name);
  }

  @Endpoint(routes.changeEventType)
  changeEventType(
    @Part('id') name: string,
    @Body() body: BodyOf<typeof routes.changeEventType>,
  ): Promise<ReplyOf<typeof routes.changeEventType>> {
    return this.types.changeEventType(name, body);
  }

  @Endpoint(routes.eventFates)
  async eventFates(@Req() request: Request): Promise<ReplyOf<typeof routes.eventFates>> {
    const { counts, refused } = await this.types.eventFates();
    return { counts, refused: refused.map((one) => ({ ...one, message: refusalIn(one.message, localeOf(request)) })) };
  }

  @Endpoint(routes.writeKeys)
  writeKeys(): Promise<ReplyOf<typeof routes.writeKeys>> {
    return this.keys.writeKeys();
  }

  @Endpoint(routes.createWriteKey)
  createWriteKey(@Body() body: BodyOf<typeof routes.createWriteKey>): Promise<ReplyOf<typeof routes.createWriteKey>> {
    return this.keys.createWriteKey(body);
  }

  @Endpoint(routes.changeWriteKey)
  changeWriteKey(@Id() id: string, @Body() body: BodyOf<typeof routes.changeWriteKey>): Promise<ReplyOf<typeof routes.changeWriteKey>> {
    return this.keys.changeWriteKey(id, body);
  }

  @Endpoint(routes.revokeWriteKey)
  revokeWriteKey(@Id() id: string): Promise<void> {
    return this.keys.revokeWriteKey(id);
  }

  @Endpoint(routes.inboundHooks)
  inboundHooks(): Promise<ReplyOf<typeof routes.inboundHooks>> {
    return this.hooks.inboundHooks();
  }

  @Endpoint(routes.createInboundHook)
  createInboundHook(@Body() body: BodyOf<typeof routes.createInboundHook>): Promise<ReplyOf<typeof routes.createInboundHook>> {
    return this.hooks.createInboundHook(body);
  }

  @Endpoint(routes.changeInboundHook)
  changeInboundHook(
    @Id() id: string,
    @Body() body: BodyOf<typeof routes.changeInboundHook>,
  ): Promise<ReplyOf<typeof routes.changeInboundHook>> {
    return this.hooks.changeInboundHook(id, body);
  }

  @Endpoint(routes.deleteInboundHook)
  deleteInboundHook(@Id() id: string): Promise<void> {
    return this.hooks.deleteInboundHook(id);
  }

  @Endpoint(routes.inboundDeliveries)
  async inboundDeliveries(@Id() id: string, @Req() request: Request): Promise<ReplyOf<typeof routes.inboundDeliveries>> {
    const { items, ...page } = await this.hooks.inboundDeliveries(id);
    return { ...page, items: items.map((one) => ({ ...one, message: one.message && refusalIn(one.message, localeOf(request)) })) };
  }

  @Endpoint(routes.tryHookMapping)
  async tryHookMapping(
    @Body() body: BodyOf<typeof routes.tryHookMapping>,
    @Req() request: Request,
  ): Promise<ReplyOf<typeof routes.tryHookMapping>> {
    const { problem, ...tried } = await this.hooks.tryHookMapping(body);
    return { ...tried, problem: problem && refusalIn(problem, localeOf(request)) };
  }
}

/** A day. */
const ASKED_AGAIN_S = '86400';

/** The doors that are open to all: browsers with a write key, other systems with a signature. Nothing is ever read by them. */
@Controller()
export class DoorsController {
  constructor(
    private readonly collector: Collector,
    private readonly hooks: InboundHooks,
  ) {}

  /** Browsers may send from anywhere; whether what they send is taken is decided when it is there, by the key and the page's origin. */
  @Options(`${API_PREFIX}${routes.collect.path}`)
  @Allow('public')
  mayCollect(@Res() reply: FastifyReply): void {
    void open(reply)
      .header('access-control-allow-methods', 'POST')
      .header('access-control-allow-headers', 'content-type')
      .header('access-control-max-age', ASKED_AGAIN_S)
      .code(204)
      .send();
  }

  @Endpoint(routes.collect)
  collect(
    @Body() body: BodyOf<typeof routes.collect>,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReplyOf<typeof routes.collect>> {
    open(reply);
    return this.collector.collect(body, headerOf(request, 'origin'));
  }

  @Endpoint(routes.receiveHook)
  receiveHook(@Id() id: string, @Req() request: Request): Promise<ReplyOf<typeof routes.receiveHook>> {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    return this.hooks.receive(id, { body, signature: headerOf(request, 'wayfare-signature') });
  }
}

/** The answer says nothing that its reader did not send, and goes without cookies: any page may read it, so that it learns that a key is not for it. */
const open = (reply: FastifyReply): FastifyReply =>
  reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin');
