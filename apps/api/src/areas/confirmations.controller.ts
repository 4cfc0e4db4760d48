import { Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { Confirmations } from '@wayfare/channels';
import type { FastifyReply } from 'fastify';
import { Part } from '../http/arguments.js';
import { Allow } from '../http/endpoint.js';
import type { Request } from '../http/request.js';
import { answerPage, BY_HAND } from '../pages/answer.js';
import { confirmConsentPage, confirmText } from '../pages/confirm.js';

/** Where the link of a confirmation mail leads: the page asks, and only its button confirms. */
@Controller()
export class ConfirmationsController {
  constructor(private readonly confirmations: Confirmations) {}

  /** Only asks: programs that look at every link of a mail must confirm nothing. */
  @Get('/c/:token')
  @Allow('public')
  @RouteConfig(BY_HAND)
  async ask(@Part('token') token: string, @Req() request: Request, @Res() reply: FastifyReply): Promise<void> {
    await answerPage(request, reply, async () => confirmConsentPage(await this.confirmations.page(token)));
  }

  @Post('/c/:token')
  @HttpCode(200)
  @Allow('public')
  @RouteConfig(BY_HAND)
  async confirm(@Part('token') token: string, @Req() request: Request, @Res() reply: FastifyReply): Promise<void> {
    await answerPage(request, reply, async () => {
      const asked = await this.confirmations.page(token);
      await this.confirmations.confirm(token, { text: confirmText(asked), ip: request.ip });
      return confirmConsentPage(await this.confirmations.page(token));
    });
  }
}
