import { Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { Caller } from '@wayfare/access';
import { type BodyOf, type ReplyOf, routes } from '@wayfare/contracts';
import { Subscriptions } from '@wayfare/reports';
import type { FastifyReply } from 'fastify';
import { Body, By, Part } from '../http/arguments.js';
import { Allow, Endpoint } from '../http/endpoint.js';
import type { Request } from '../http/request.js';
import { localeOf } from '../language/index.js';
import { answerPage, BY_HAND } from '../pages/answer.js';
import { confirmEndPage, endedPage } from '../pages/unsubscribe.js';

/** Which reports a person gets by mail, and the page that ends it, which the mail itself leads to: its address is the key. */
@Controller()
export class MorningMailController {
  constructor(private readonly subscriptions: Subscriptions) {}

  @Endpoint(routes.morningMail)
  morningMail(@By() caller: Caller): Promise<ReplyOf<typeof routes.morningMail>> {
    return this.subscriptions.morningMail(caller);
  }

  @Endpoint(routes.changeMorningMail)
  changeMorningMail(
    @By() caller: Caller,
    @Body() body: BodyOf<typeof routes.changeMorningMail>,
  ): Promise<ReplyOf<typeof routes.changeMorningMail>> {
    return this.subscriptions.changeMorningMail(caller, body);
  }

  /** Only asks: programs that look at every link of a mail must end nothing. */
  @Get('/u/morning/:token')
  @Allow('public')
  @RouteConfig(BY_HAND)
  async ask(@Part('token') token: string, @Req() request: Request, @Res() reply: FastifyReply): Promise<void> {
    await answerPage(request, reply, async () => {
      const page = await this.subscriptions.endPage(token);
      return (page.isEnded ? endedPage : confirmEndPage)(page, localeOf(request));
    });
  }

  /** From the page, and by the one click of mail programs (RFC 8058). */
  @Post('/u/morning/:token')
  @HttpCode(200)
  @Allow('public')
  @RouteConfig(BY_HAND)
  async end(@Part('token') token: string, @Req() request: Request, @Res() reply: FastifyReply): Promise<void> {
    await answerPage(request, reply, async () => {
      const page = await this.subscriptions.endPage(token);
      await this.subscriptions.end(token);
      return endedPage(page, localeOf(request));
    });
  }
}
