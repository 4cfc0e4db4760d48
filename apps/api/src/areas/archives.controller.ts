import { Controller } from '@nestjs/common';
import { ARCHIVE_KINDS, type Archive as ArchiveReply, type ReplyOf, routes } from '@wayfare/contracts';
import { type Archive, Archives } from '@wayfare/platform';
import { Id } from '../http/arguments.js';
import { Endpoint } from '../http/endpoint.js';

const told = ({ kind, writtenAt, droppedAt, restoredUntil, ...archive }: Archive): ArchiveReply[] => {
  const known = ARCHIVE_KINDS.find((one) => one === kind);
  const instants = {
    writtenAt: writtenAt.toISOString(),
    droppedAt: droppedAt?.toISOString() ?? null,
    restoredUntil: restoredUntil?.toISOString() ?? null,
  };
  return known ? [{ ...archive, kind: known, ...instants }] : [];
};

const toldOne = (archive: Archive): ArchiveReply => {
  const [reply] = told(archive);
  if (!reply) throw new Error(`an archive of ${archive.kind} is none that anybody can ask for`);
  return reply;
};

/** What is no longer in the database, and its way back, for administrators. */
@Controller()
export class ArchivesController {
  constructor(private readonly kept: Archives) {}

  @Endpoint(routes.archives)
  async archives(): Promise<ReplyOf<typeof routes.archives>> {
    return { hasFolder: this.kept.hasFolder, items: (await this.kept.list()).flatMap(told) };
  }

  @Endpoint(routes.restoreArchive)
  async restoreArchive(@Id() id: string): Promise<ReplyOf<typeof routes.restoreArchive>> {
    return toldOne(await this.kept.restore(id));
  }

  @Endpoint(routes.letArchiveGo)
  async letArchiveGo(@Id() id: string): Promise<ReplyOf<typeof routes.letArchiveGo>> {
    return toldOne(await this.kept.letGo(id));
  }
}
