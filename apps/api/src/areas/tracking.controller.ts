import { Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { Tracking } from '@wayfare/channels';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Part } from '../http/arguments.js';
import { Allow } from '../http/endpoint.js';
import { headerOf, type Request } from '../http/request.js';
import { answerPage, uncached } from '../pages/answer.js';
import { confirmPage, donePage } from '../pages/unsubscribe.js';

/** A mail program that shows a picture, a person who reads a mail: far below this. */
const LIMIT = { rateLimit: { max: 600, timeWindow: 60_000 } };
/** One transparent pixel. */
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** What the page's second button says; anything else, as mail programs send it, means what the message was for. */
const formSchema = z.object({ from: z.literal('everything') });

const agentOf = (request: Request): string => headerOf(request, 'user-agent') ?? '';
/** An address as a header may hold it: what is no ASCII travels percent-encoded. One that is plain already is left as its author wrote it. */
const asHeader = (url: string): string => (/^[\x21-\x7e]+$/.test(url) ? url : new URL(url).href);

/**
 * What people reach from a message: tracked links, the pixel, the page to unsubscribe. Open to all, since the address itself is the key. Each
 * answer is given after what it tells has been written down.
 */
@Controller()
export class TrackingController {
  constructor(private readonly tracking: Tracking) {}

  @Get('/t/c/:token')
  @Allow('public')
  @RouteConfig(LIMIT)
  async click(@Part('token') token: string, @Req() request: Request, @Res() reply: FastifyReply): Promise<void> {
    const url = await this.tracking.click(token, agentOf(request), request.method);
    await uncached(reply).redirect(asHeader(url), 302);
  }

  @Get('/t/o/:token')
  @Allow('public')
  @RouteConfig(LIMIT)
  async open(@Part('token') token: string, @Req() request: Request, @Res() reply: FastifyReply): Promise<void> {
    await this.tracking.open(token.replace(/\.gif$/, ''), agentOf(request));
    await uncached(reply).header('cross-origin-resource-policy', 'cross-origin').type('image/gif').send(PIXEL);
  }

  /** Only asks: programs that look at every link of a mail must unsubscribe nobody. */
  @Get('/u/:token')
  @Allow('public')
  @RouteConfig(LIMIT)
  async ask(@Part('token') token: string, @Req() request: Request, @Res() reply: FastifyReply): Promise<void> {
    await answerPage(request, reply, async () => {
      const page = await this.tracking.unsubscribePage(token);
      return page.isUnsubscribed ? donePage(page) : confirmPage(page);
    });
  }

  /** From the page, and by the one click of mail programs (RFC 8058). */
  @Post('/u/:token')
  @HttpCode(200)
  @Allow('public')
  @RouteConfig(LIMIT)
  async unsubscribe(@Part('token') token: string, @Req() request: Request, @Res() reply: FastifyReply): Promise<void> {
    const everything = formSchema.safeParse(request.body).success;
    await answerPage(request, reply, async () => {
      // a link that leads nowhere is told before anything is written
      await this.tracking.unsubscribePage(token);
      await this.tracking.unsubscribe(token, everything);
      return donePage(await this.tracking.unsubscribePage(token));
    });
  }
}
