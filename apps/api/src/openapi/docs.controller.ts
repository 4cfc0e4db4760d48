import { Controller, Get, Header, Inject } from '@nestjs/common';
import type { Core } from '@wayfare/wiring';
import { Operational } from '../http/endpoint.js';
import { CORE } from '../tokens.js';
import { type OpenApi, openApiDocument } from './document.js';
import { docsPage } from './page.js';

/** The description of the interface, for programs and for people. It is made when somebody first asks. */
@Controller('/api')
@Operational()
export class DocsController {
  private document: OpenApi | undefined;
  private page: string | undefined;

  constructor(@Inject(CORE) private readonly core: Core) {}

  @Get('/openapi.json')
  openapi(): OpenApi {
    this.document ??= openApiDocument(this.core.config.publicUrl ?? '');
    return this.document;
  }

  @Get('/docs')
  @Header('content-type', 'text/html; charset=utf-8')
  docs(): string {
    this.page ??= docsPage(this.openapi());
    return this.page;
  }
}
