import { Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { Caller } from '@wayfare/access';
import { type BodyOf, type ReplyOf, routes } from '@wayfare/contracts';
import { AppError } from '@wayfare/kernel';
import { type EndPage, Subscriptions } from '@wayfare/reports';
import type { FastifyReply } from 'fastify';
import { Body, By, Part } from '../http/arguments.js';
import { Allow, Endpoint } from '../http/endpoint.js';
import type { Request } from '../http/request.js';
import { localeOf } from '../language/index.js';
import { brokenLinkPage, confirmEndPage, endedPage } from '../pages/unsubscribe.js';

const LIMIT = { rateLimit: { max: 60, timeWindow: 60_000 } };

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
  @RouteConfig(LIMIT)
  async ask(@Part('token') token: string, @Req() request: Request, @Res() reply: FastifyReply): Promise<void> {
    const locale = localeOf(request);
    await this.show(token, request, reply, async (page) => (page.isEnded ? endedPage(page, locale) : confirmEndPage(page, locale)));
  }

  /** From the page, and by the one click of mail programs (RFC 8058). */
  @Post('/u/morning/:token')
  @HttpCode(200)
  @Allow('public')
  @RouteConfig(LIMIT)
  async end(@Part('token') token: string, @Req() request: Request, @Res() reply: FastifyReply): Promise<void> {
    await this.show(token, request, reply, async (page) => {
      await this.subscriptions.end(token);
      return endedPage(page, localeOf(request));
    });
  }

  private async show(token: string, request: Request, reply: FastifyReply, html: (page: EndPage) => Promise<string>): Promise<void> {
    reply.header('cache-control', 'no-store, private').header('referrer-policy', 'no-referrer').type('text/html; charset=utf-8');
    try {
      await reply.send(await html(await this.subscriptions.endPage(token)));
    } catch (error) {
      if (!(error instanceof AppError) || error.status >= 500) throw error;
      await reply.code(error.status).send(brokenLinkPage(localeOf(request)));
    }
  }
}
