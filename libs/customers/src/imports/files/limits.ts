import { AppError } from '@wayfare/kernel';
import { ImportProblem } from '../problem.js';

/** Up to here a file may be packed as tightly as it likes. */
const FREE_BYTES = 64 * 1024 * 1024;
/** Tables pack ten- to hundredfold; what packs more is meant to fill a disk. */
const MOST_TIMES = 400;

/** What a file is limited to, whatever it says of itself. */
export interface SizeLimit {
  /** Of what comes in, and of what it is unpacked to. */
  readonly mostBytes: number;
}

export const tooLarge = ({ mostBytes }: SizeLimit): AppError =>
  new AppError('too_large', 413, `The file is larger than ${mostBytes} bytes.`, { values: { bytes: mostBytes } });

/**
 * Bytes as they are unpacked, counted: no archive is believed about how large it is.
 * @throws AppError `too_large`, ImportProblem `too_packed`
 */
export async function* measured(unpacked: AsyncIterable<Buffer>, packedBytes: () => number, limit: SizeLimit): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of unpacked) {
    bytes += chunk.length;
    if (bytes > limit.mostBytes) throw tooLarge(limit);
    if (bytes > FREE_BYTES && bytes > packedBytes() * MOST_TIMES)
      throw new ImportProblem('too_packed', `The file unpacks to more than ${MOST_TIMES} times its size.`, { times: MOST_TIMES });
    yield chunk;
  }
}
