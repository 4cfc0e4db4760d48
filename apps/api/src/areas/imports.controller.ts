import { Controller, Req, Res, type StreamableFile } from '@nestjs/common';
import { type BodyOf, type QueryOf, type ReplyOf, routes } from '@wayfare/contracts';
import { Imports } from '@wayfare/customers';
import type { FastifyReply } from 'fastify';
import { Body, Id, Query } from '../http/arguments.js';
import { csvFile } from '../http/csv-file.js';
import { Endpoint } from '../http/endpoint.js';
import type { Request } from '../http/request.js';
import { withUpload } from '../http/upload.js';
import { localeOf } from '../language/index.js';

/** Files with customers, events or orders. */
@Controller()
export class ImportsController {
  constructor(private readonly store: Imports) {}

  @Endpoint(routes.createImport)
  createImport(@Req() request: Request): Promise<ReplyOf<typeof routes.createImport>> {
    return withUpload(request, (upload) => this.store.createImport(upload));
  }

  @Endpoint(routes.previewImport)
  previewImport(@Req() request: Request): Promise<ReplyOf<typeof routes.previewImport>> {
    return withUpload(request, (upload) => this.store.previewImport(upload));
  }

  @Endpoint(routes.importValues)
  importValues(@Body() body: BodyOf<typeof routes.importValues>, @Req() request: Request): Promise<ReplyOf<typeof routes.importValues>> {
    return this.store.importValues(body, localeOf(request));
  }

  @Endpoint(routes.imports)
  imports(@Query() query: QueryOf<typeof routes.imports>): Promise<ReplyOf<typeof routes.imports>> {
    return this.store.imports(query);
  }

  @Endpoint(routes.import)
  import(@Id() id: string): Promise<ReplyOf<typeof routes.import>> {
    return this.store.import(id);
  }

  @Endpoint(routes.checkImport)
  checkImport(@Id() id: string, @Body() body: BodyOf<typeof routes.checkImport>): Promise<ReplyOf<typeof routes.checkImport>> {
    return this.store.checkImport(id, body);
  }

  @Endpoint(routes.startImport)
  startImport(@Id() id: string): Promise<ReplyOf<typeof routes.startImport>> {
    return this.store.startImport(id);
  }

  @Endpoint(routes.cancelImport)
  cancelImport(@Id() id: string): Promise<ReplyOf<typeof routes.cancelImport>> {
    return this.store.cancelImport(id);
  }

  @Endpoint(routes.rejectedRows)
  async rejectedRows(@Id() id: string, @Req() request: Request, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    return csvFile(reply, `import-${id}-rejected.csv`, await this.store.rejectedRows(id, localeOf(request)));
  }
}
