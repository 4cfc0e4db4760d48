import { AppError } from '@wayfare/kernel';
import type { FastifyReply } from 'fastify';
import type { Request } from '../http/request.js';
import { localeOf } from '../language/index.js';
import { brokenLinkPage } from './unsubscribe.js';

/** How often one address may ask for a page: a person who reads and presses buttons stays far below. */
export const BY_HAND = { rateLimit: { max: 60, timeWindow: 60_000 } };

/** What a personal link leads to is kept by nobody on the way, and its address is told to nobody. */
export const uncached = (reply: FastifyReply): FastifyReply =>
  reply.header('cache-control', 'no-store, private').header('referrer-policy', 'no-referrer');

/** Answers with a page for whoever holds a personal link; one that leads nowhere is said on a page too. */
export const answerPage = async (request: Request, reply: FastifyReply, html: () => Promise<string>): Promise<void> => {
  uncached(reply).type('text/html; charset=utf-8');
  try {
    await reply.send(await html());
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error;
    await reply.code(error.status).send(brokenLinkPage(localeOf(request)));
  }
};
