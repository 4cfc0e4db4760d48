import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { LOCALES, type Locale } from '@wayfare/contracts';
import type { Core } from '@wayfare/wiring';
import type { FastifyReply } from 'fastify';
import { Operational } from '../http/endpoint.js';
import type { Request } from '../http/request.js';
import { localeOf } from '../language/index.js';
import { CORE } from '../tokens.js';
import { type OpenApi, openApiDocument } from './document.js';
import { docsPage } from './page.js';

/** The description of the interface, for programs and for people. It is made when somebody first asks. */
@Controller('/api')
@Operational()
export class DocsController {
  private document: OpenApi | undefined;
  private readonly pages = new Map<Locale, string>();

  constructor(@Inject(CORE) private readonly core: Core) {}

  @Get('/openapi.json')
  openapi(): OpenApi {
    this.document ??= openApiDocument(this.core.config.publicUrl ?? '');
    return this.document;
  }

  /** In the language of `lang`, else in the one that the browser asks for. */
  @Get('/docs')
  docs(@Query('lang') lang: string | undefined, @Req() request: Request, @Res({ passthrough: true }) reply: FastifyReply): string {
    const locale = LOCALES.find((known) => known === lang) ?? localeOf(request);
    const page = this.pages.get(locale) ?? docsPage(this.openapi(), locale);
    this.pages.set(locale, page);
    void reply.header('vary', 'accept-language').type('text/html; charset=utf-8');
    return page;
  }
}
