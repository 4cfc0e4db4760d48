import type { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A stream of XLSX as a file that browsers store under its name. */
export const xlsxFile = (reply: FastifyReply, name: string, content: Readable): StreamableFile => {
  void reply.type(TYPE).header('content-disposition', `attachment; filename="${name}"`).header('cache-control', 'no-store');
  return new StreamableFile(content);
};
