import { pipeline, Readable } from 'node:stream';
import { constants, createGunzip } from 'node:zlib';
import { ImportProblem } from '../problem.js';
import { measured, type SizeLimit } from './limits.js';

/** The code that Node gives an error of its own. */
export const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** What zlib says of a stream, as what is wrong with the file; anything else is not the file's fault. */
export const asArchiveProblem = (error: unknown): unknown => {
  const code = codeOf(error);
  if (code === 'Z_BUF_ERROR') return new ImportProblem('cut_off', 'The packed file ends too early: it was cut off on its way.');
  if (code.startsWith('Z_')) return new ImportProblem('broken_file', 'The packed file is damaged and can’t be unpacked.');
  return error;
};

/**
 * Unpacks while it comes in.
 * @param isBeginning whether only its beginning is there, so that it may break off anywhere
 * @throws ImportProblem `cut_off`, `broken_file` (its check sum too), `too_packed`
 */
export async function* gunzipped(bytes: AsyncIterable<Buffer>, limit: SizeLimit, isBeginning: boolean): AsyncGenerator<Buffer> {
  let packed = 0;
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const chunk of bytes) {
      packed += chunk.length;
      yield chunk;
    }
  }
  const gunzip = createGunzip(isBeginning ? { finishFlush: constants.Z_SYNC_FLUSH } : {});
  pipeline(Readable.from(counted(), { objectMode: false }), gunzip, () => undefined);
  try {
    yield* measured(gunzip, () => packed, limit);
  } catch (error) {
    throw asArchiveProblem(error);
  } finally {
    gunzip.destroy();
  }
}
