import path from 'node:path';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { AppError } from '@wayfare/kernel';
import type { Core } from '@wayfare/wiring';
import type { FastifyReply } from 'fastify';
import { Operational } from '../http/endpoint.js';
import { headerOf, pathOf, type Request } from '../http/request.js';
import { CORE } from '../tokens.js';
import { isLasting, type WebFile, WebFiles } from './web-files.js';

/** Below these nothing is a page of the web app. */
const NOT_PAGES = /^\/(api|t|u|metrics)(\/|$)/;
/** Its last part has a dot in it. */
const FILE = /\.[^/]*$/;
/** What the pages of other websites load. */
const FOR_OTHERS = 'sdk.js';
const AN_HOUR = 'public, max-age=3600';
const FOR_EVER = 'public, max-age=31536000, immutable';

/**
 * The built web app. Every address that is no file is a page of it and gets its one document, which then finds the page by itself. Built files
 * carry a hash in their names and are kept for ever; the document is asked for anew each time.
 */
@Controller()
@Operational()
export class WebController {
  private readonly files: WebFiles;

  constructor(@Inject(CORE) { config }: Core) {
    this.files = new WebFiles(path.resolve(config.webFolder));
  }

  @Get('*')
  page(@Req() request: Request, @Res() reply: FastifyReply): void {
    const wanted = pathOf(request);
    const name = FILE.test(wanted) ? wanted.slice(1) : 'index.html';
    const file = NOT_PAGES.test(wanted) ? undefined : this.files.file(name);
    if (!file) throw new AppError('no_such_page', 404, 'There is nothing at this address.');
    void reply.header('cache-control', isLasting(name) ? FOR_EVER : name === FOR_OTHERS ? AN_HOUR : 'no-cache');
    if (name === FOR_OTHERS) void reply.header('cross-origin-resource-policy', 'cross-origin');
    send(file, request, reply);
  }
}

const send = ({ type, etag, body, gzip }: WebFile, request: Request, reply: FastifyReply): void => {
  void reply.header('etag', etag).header('vary', 'accept-encoding').type(type);
  if (headerOf(request, 'if-none-match') === etag) void reply.code(304).send();
  else if (gzip && /\bgzip\b/.test(headerOf(request, 'accept-encoding') ?? '')) void reply.header('content-encoding', 'gzip').send(gzip);
  else void reply.send(body);
};
