import { Controller, Res, StreamableFile } from '@nestjs/common';
import { type BodyOf, type QueryOf, type ReplyOf, routes } from '@wayfare/contracts';
import { Erasures, SubjectExports } from '@wayfare/customers';
import type { FastifyReply } from 'fastify';
import { Body, Id, Query } from '../http/arguments.js';
import { csvFile } from '../http/csv-file.js';
import { Endpoint } from '../http/endpoint.js';

/** What the law gives to customers: a file with everything that is known of them, and being forgotten. */
@Controller()
export class PrivacyController {
  constructor(
    private readonly exports: SubjectExports,
    private readonly erased: Erasures,
  ) {}

  @Endpoint(routes.createSubjectExport)
  createSubjectExport(@Id() id: string): Promise<ReplyOf<typeof routes.createSubjectExport>> {
    return this.exports.createSubjectExport(id);
  }

  @Endpoint(routes.subjectExports)
  subjectExports(@Query() query: QueryOf<typeof routes.subjectExports>): Promise<ReplyOf<typeof routes.subjectExports>> {
    return this.exports.subjectExports(query);
  }

  @Endpoint(routes.subjectExport)
  subjectExport(@Id() id: string): Promise<ReplyOf<typeof routes.subjectExport>> {
    return this.exports.subjectExport(id);
  }

  @Endpoint(routes.subjectExportFile)
  async subjectExportFile(@Id() id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    const file = await this.exports.subjectExportFile(id);
    void reply
      .type('application/zip')
      .header('content-disposition', `attachment; filename="customer-data-${id}.zip"`)
      .header('cache-control', 'no-store');
    return new StreamableFile(file);
  }

  @Endpoint(routes.deleteSubjectExport)
  deleteSubjectExport(@Id() id: string): Promise<void> {
    return this.exports.deleteSubjectExport(id);
  }

  @Endpoint(routes.erasures)
  erasures(@Query() query: QueryOf<typeof routes.erasures>): Promise<ReplyOf<typeof routes.erasures>> {
    return this.erased.erasures(query);
  }

  @Endpoint(routes.erasureLedger)
  erasureLedger(@Res({ passthrough: true }) reply: FastifyReply): StreamableFile {
    return csvFile(reply, 'erasures.csv', this.erased.ledger());
  }

  @Endpoint(routes.applyErasures)
  applyErasures(@Body() body: BodyOf<typeof routes.applyErasures>): Promise<ReplyOf<typeof routes.applyErasures>> {
    return this.erased.applyErasures(body);
  }
}
