import { crc32 } from 'node:zlib';
import { type Entry, fromFdPromise, type ZipFile } from 'yauzl';
import { ImportProblem } from '../problem.js';
import { asArchiveProblem, codeOf } from './gzip.js';
import { measured, type SizeLimit } from './limits.js';
import type { Spooled } from './spool.js';

const MOST_ENTRIES = 10_000;

const damaged = (error: unknown): unknown => {
  const known = asArchiveProblem(error);
  if (known !== error || codeOf(error) !== '') return known;
  // yauzl speaks in errors without a code: of a directory that is not there, sizes that lie, names that lead out of the archive
  return new ImportProblem('broken_file', 'The archive is damaged or was cut off, and can’t be read.');
};

/** The files of a zip archive. Nothing is believed but what has been unpacked: sizes, and the check sum that yauzl leaves to its caller. */
export class Archive {
  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
    private readonly limit: SizeLimit,
  ) {}

  /** @throws ImportProblem `broken_file` */
  static async open({ handle }: Spooled, limit: SizeLimit): Promise<Archive> {
    try {
      const zip = await fromFdPromise(handle.fd, { autoClose: false, lazyEntries: true });
      if (zip.entryCount > MOST_ENTRIES) throw new ImportProblem('broken_file', `The archive holds more than ${MOST_ENTRIES} files.`);
      const entries = new Map<string, Entry>();
      for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
      return new Archive(zip, entries, limit);
    } catch (error) {
      throw damaged(error);
    }
  }

  get names(): string[] {
    return [...this.entries.keys()];
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  /**
   * One of its files.
   * @throws ImportProblem `broken_file`, `cut_off`, `encrypted_file`, `too_packed`
   */
  async *read(name: string): AsyncGenerator<Buffer> {
    const entry = this.entries.get(name);
    if (!entry) throw new ImportProblem('broken_file', `The archive holds no ${name}.`);
    if (entry.isEncrypted()) throw new ImportProblem('encrypted_file', 'The file is protected by a password. Save it without one.');
    let sum = 0;
    try {
      const stream = await this.zip.openReadStreamPromise(entry);
      try {
        for await (const chunk of measured(stream, () => entry.compressedSize, this.limit)) {
          sum = crc32(chunk, sum);
          yield chunk;
        }
      } finally {
        stream.destroy();
      }
    } catch (error) {
      throw damaged(error);
    }
    if (sum !== entry.crc32) throw new ImportProblem('broken_file', 'The archive is damaged: a check sum does not fit.');
  }

  /** A file of a few kilobytes as text. */
  async text(name: string, mostBytes: number): Promise<string> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of this.read(name)) {
      size += chunk.length;
      if (size > mostBytes) throw new ImportProblem('broken_file', `${name} is larger than a sound file needs.`);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  }
}
