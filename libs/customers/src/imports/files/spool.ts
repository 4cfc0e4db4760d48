import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type SizeLimit, tooLarge } from './limits.js';

/** A file that is read from its end, as archives and sheets are, while it is read. It has no name: whatever becomes of the process, nothing is left. */
export interface Spooled {
  readonly handle: FileHandle;
  readonly size: number;
  close(): Promise<void>;
}

const openNameless = async (): Promise<FileHandle> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'wayfare-import-'));
  try {
    return await open(path.join(folder, 'file'), 'wx+', 0o600);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** @throws AppError `too_large` */
export const spool = async (bytes: AsyncIterable<Buffer>, limit: SizeLimit): Promise<Spooled> => {
  const handle = await openNameless();
  try {
    let size = 0;
    for await (const chunk of bytes) {
      size += chunk.length;
      if (size > limit.mostBytes) throw tooLarge(limit);
      for (let from = 0; from < chunk.length; ) from += (await handle.write(chunk, from)).bytesWritten;
    }
    return { handle, size, close: () => handle.close() };
  } catch (error) {
    await handle.close();
    throw error;
  }
};
