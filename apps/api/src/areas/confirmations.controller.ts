import { Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { Confirmations } from '@wayfare/channels';
import { AppError } from '@wayfare/kernel';
import type { FastifyReply } from 'fastify';
import { Part } from '../http/arguments.js';
import { Allow } from '../http/endpoint.js';
import type { Request } from '../http/request.js';
import { localeOf } from '../language/index.js';
import { confirmConsentPage, confirmText } from '../pages/confirm.js';
import { brokenLinkPage } from '../pages/unsubscribe.js';

/** A person with a button: far below this. */
const LIMIT = { rateLimit: { max: 60, timeWindow: 60_000 } };

/** Where the link of a confirmation mail leads: the page asks, and only its button confirms. */
@Controller()
export class ConfirmationsController {
  constructor(private readonly confirmations: Confirmations) {}

  /** Only asks: programs that look at every link of a mail must confirm nothing. */
  @Get('/c/:token')
  @Allow('public')
  @RouteConfig(LIMIT)
  async ask(@Part('token') token: string, @Req() request: Request, @Res() reply: FastifyReply): Promise<void> {
    await this.answer(request, reply, async () => confirmConsentPage(await this.confirmations.page(token)));
  }

  @Post('/c/:token')
  @HttpCode(200)
  @Allow('public')
  @RouteConfig(LIMIT)
  async confirm(@Part('token') token: string, @Req() request: Request, @Res() reply: FastifyReply): Promise<void> {
    await this.answer(request, reply, async () => {
      const asked = await this.confirmations.page(token);
      await this.confirmations.confirm(token, { text: confirmText(asked), ip: request.ip });
      return confirmConsentPage(await this.confirmations.page(token));
    });
  }

  private async answer(request: Request, reply: FastifyReply, html: () => Promise<string>): Promise<void> {
    reply.header('cache-control', 'no-store, private').header('referrer-policy', 'no-referrer').type('text/html; charset=utf-8');
    try {
      await reply.send(await html());
    } catch (error) {
      if (!(error instanceof AppError) || error.status >= 500) throw error;
      await reply.code(error.status).send(brokenLinkPage(localeOf(request)));
    }
  }
}
