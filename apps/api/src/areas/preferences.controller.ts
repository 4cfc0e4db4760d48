import { Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { Preferences, type PreferencesWish } from '@wayfare/channels';
import { type ReplyOf, routes } from '@wayfare/contracts';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Id, Part } from '../http/arguments.js';
import { Allow, Endpoint } from '../http/endpoint.js';
import type { Request } from '../http/request.js';
import { answerPage, BY_HAND } from '../pages/answer.js';
import { LEAVE_REASONS, preferencesPage, wordsSaid } from '../pages/preferences.js';

const formSchema = z.object({
  act: z.enum(['save', 'leave', 'pause', 'resume']),
  shown: z.string().max(2000).default(''),
  reason: z.enum(LEAVE_REASONS).optional(),
});

interface Asked {
  readonly wish: PreferencesWish;
  readonly on: ReadonlySet<string>;
  readonly reason: string | undefined;
}

/** The fields of the form; undefined where they are none of it: the page is shown once more, and nothing was said. */
const readForm = (body: unknown): Asked | undefined => {
  const form = formSchema.safeParse(body);
  if (!form.success || typeof body !== 'object' || body === null) return undefined;
  const { act, shown, reason } = form.data;
  const on = new Set(Object.keys(body).flatMap((name) => (name.startsWith('on.') ? [name.slice('on.'.length)] : [])));
  const wish: PreferencesWish = act === 'save' ? { kind: act, on, shown: new Set(shown.split(' ')) } : { kind: act };
  return { wish, on, reason };
};

/** What customers say themselves of what they agree to: the page its signed address leads to, and the links to it. */
@Controller()
export class PreferencesController {
  constructor(private readonly preferences: Preferences) {}

  @Endpoint(routes.preferencesLink)
  preferencesLink(@Id() id: string): Promise<ReplyOf<typeof routes.preferencesLink>> {
    return this.preferences.preferencesLink(id);
  }

  @Endpoint(routes.revokePreferences)
  revokePreferences(@Id() id: string): Promise<void> {
    return this.preferences.revokePreferences(id);
  }

  @Get('/p/:token')
  @Allow('public')
  @RouteConfig(BY_HAND)
  async show(@Part('token') token: string, @Req() request: Request, @Res() reply: FastifyReply): Promise<void> {
    await answerPage(request, reply, async () => preferencesPage(await this.preferences.page(token)));
  }

  @Post('/p/:token')
  @HttpCode(200)
  @Allow('public')
  @RouteConfig(BY_HAND)
  async change(@Part('token') token: string, @Req() request: Request, @Res() reply: FastifyReply): Promise<void> {
    await answerPage(request, reply, async () => {
      const page = await this.preferences.page(token);
      const asked = readForm(request.body);
      if (!asked) return preferencesPage(page);
      const { wish, on, reason } = asked;
      await this.preferences.change(token, wish, { text: wordsSaid(page, wish.kind, on), ip: request.ip, note: reason });
      return preferencesPage(await this.preferences.page(token), wish.kind);
    });
  }
}
