import type { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

/** A stream of CSV as a file that browsers store under its name. */
export const csvFile = (reply: FastifyReply, name: string, content: Readable): StreamableFile => {
  void reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'no-store');
  return new StreamableFile(content);
};
