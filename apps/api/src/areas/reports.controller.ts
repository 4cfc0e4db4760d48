import { Controller, Res, type StreamableFile } from '@nestjs/common';
import { type QueryOf, type ReplyOf, routes } from '@wayfare/contracts';
import { Reports } from '@wayfare/reports';
import type { FastifyReply } from 'fastify';
import { Id, Query } from '../http/arguments.js';
import { csvFile } from '../http/csv-file.js';
import { Endpoint } from '../http/endpoint.js';
import { xlsxFile } from '../http/xlsx-file.js';

/** What happened: the response report, the morning brief, the search. */
@Controller()
export class ReportsController {
  constructor(private readonly reports: Reports) {}

  @Endpoint(routes.report)
  report(@Id() id: string, @Query() query: QueryOf<typeof routes.report>): Promise<ReplyOf<typeof routes.report>> {
    return this.reports.report(id, query);
  }

  @Endpoint(routes.experiments)
  experiments(@Id() id: string): Promise<ReplyOf<typeof routes.experiments>> {
    return this.reports.experiments(id);
  }

  @Endpoint(routes.responses)
  responses(@Id() id: string, @Query() query: QueryOf<typeof routes.responses>): Promise<ReplyOf<typeof routes.responses>> {
    return this.reports.responses(id, query);
  }

  @Endpoint(routes.reportPeople)
  reportPeople(@Id() id: string, @Query() query: QueryOf<typeof routes.reportPeople>): Promise<ReplyOf<typeof routes.reportPeople>> {
    return this.reports.reportPeople(id, query);
  }

  @Endpoint(routes.reportCsv)
  async reportCsv(
    @Id() id: string,
    @Query() query: QueryOf<typeof routes.reportCsv>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return csvFile(reply, `journey-${id}-${query.day}.csv`, await this.reports.reportCsv(id, query));
  }

  @Endpoint(routes.reportXlsx)
  async reportXlsx(
    @Id() id: string,
    @Query() query: QueryOf<typeof routes.reportXlsx>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return xlsxFile(reply, `journey-${id}-${query.day}.xlsx`, await this.reports.reportXlsx(id, query));
  }

  @Endpoint(routes.reportPeopleCsv)
  async reportPeopleCsv(
    @Id() id: string,
    @Query() query: QueryOf<typeof routes.reportPeopleCsv>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return csvFile(reply, `journey-${id}-${query.day}-${query.what}.csv`, await this.reports.reportPeopleCsv(id, query));
  }

  @Endpoint(routes.reportPeopleXlsx)
  async reportPeopleXlsx(
    @Id() id: string,
    @Query() query: QueryOf<typeof routes.reportPeopleXlsx>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return xlsxFile(reply, `journey-${id}-${query.day}-${query.what}.xlsx`, await this.reports.reportPeopleXlsx(id, query));
  }

  @Endpoint(routes.reportDays)
  reportDays(@Id() id: string): Promise<ReplyOf<typeof routes.reportDays>> {
    return this.reports.reportDays(id);
  }

  @Endpoint(routes.sendDays)
  sendDays(@Query() query: QueryOf<typeof routes.sendDays>): Promise<ReplyOf<typeof routes.sendDays>> {
    return this.reports.sendDays(query);
  }

  @Endpoint(routes.home)
  home(): Promise<ReplyOf<typeof routes.home>> {
    return this.reports.home();
  }

  @Endpoint(routes.search)
  search(@Query() query: QueryOf<typeof routes.search>): Promise<ReplyOf<typeof routes.search>> {
    return this.reports.search(query);
  }
}
