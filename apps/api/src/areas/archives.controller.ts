import { Controller } from '@nestjs/common';
import { ARCHIVE_KINDS, type ReplyOf, routes } from '@wayfare/contracts';
import { Archives } from '@wayfare/platform';
import { Endpoint } from '../http/endpoint.js';

/** What is no longer in the database, for administrators. */
@Controller()
export class ArchivesController {
  constructor(private readonly kept: Archives) {}

  @Endpoint(routes.archives)
  async archives(): Promise<ReplyOf<typeof routes.archives>> {
    const items = (await this.kept.list()).flatMap(({ kind, writtenAt, droppedAt, ...archive }) => {
      const known = ARCHIVE_KINDS.find((one) => one === kind);
      return known ? [{ ...archive, kind: known, writtenAt: writtenAt.toISOString(), droppedAt: droppedAt?.toISOString() ?? null }] : [];
    });
    return { hasFolder: this.kept.hasFolder, items };
  }
}
