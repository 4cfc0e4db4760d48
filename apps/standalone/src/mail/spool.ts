import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { fromLine, MailIndex, toLine } from './mail-index.js';

interface Waiting {
  readonly to: readonly string[];
  readonly raw: Buffer;
  readonly stored: () => void;
  readonly failed: (error: unknown) => void;
}

interface Found {
  readonly index: MailIndex;
  /** How far each file can be believed; what a crash has torn stands after that. */
  readonly spoolBytes: number;
  readonly indexBytes: number;
}

const readIndex = (file: string, spoolSize: number): Found => {
  const index = new MailIndex();
  let [spoolBytes, indexBytes] = [0, 0];
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
  for (const line of lines) {
    const entry = fromLine(line);
    if (!entry || entry.offset + entry.length > spoolSize) break;
    index.add(entry);
    spoolBytes = entry.offset + entry.length;
    indexBytes += Buffer.byteLength(line) + 1;
  }
  return { index, spoolBytes, indexBytes };
};

/**
 * Mails on disk: one file to which raw mails are only ever added, and one line for each in an index file, which is read again at the next start.
 * Mails that arrive while one write is on its way go together in the next, so a flood costs few writes. A mail is answered for once both files have it.
 */
export class Spool {
  private waiting: Waiting[] = [];
  private writing: Promise<void> | undefined;

  private constructor(
    private readonly mails: FileHandle,
    private readonly lines: FileHandle,
    private index: MailIndex,
    private end: number,
  ) {}

  static async open(folder: string): Promise<Spool> {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const [mailFile, indexFile] = [path.join(folder, 'mails.spool'), path.join(folder, 'mails.index')];
    const mails = await open(mailFile, 'a+', 0o600);
    const lines = await open(indexFile, 'a+', 0o600);
    const { index, spoolBytes, indexBytes } = readIndex(indexFile, statSync(mailFile).size);
    await mails.truncate(spoolBytes);
    await lines.truncate(indexBytes);
    return new Spool(mails, lines, index, spoolBytes);
  }

  get known(): Pick<MailIndex, 'get' | 'newest' | 'stats' | 'total'> {
    return this.index;
  }

  /** Resolves once the mail is in the spool. */
  add(to: readonly string[], raw: Buffer): Promise<void> {
    return new Promise((stored, failed) => {
      this.waiting.push({ to, raw, stored, failed });
      this.writing ??= this.flush();
    });
  }

  async read(entry: { offset: number; length: number }): Promise<Buffer> {
    const raw = Buffer.alloc(entry.length);
    await this.mails.read(raw, 0, entry.length, entry.offset);
    return raw;
  }

  /** Forgets all mails. */
  async clear(): Promise<void> {
    while (this.writing) await this.writing;
    this.index = new MailIndex();
    this.end = 0;
    await this.lines.truncate(0);
    await this.mails.truncate(0);
  }

  async close(): Promise<void> {
    while (this.writing) await this.writing;
    await this.mails.close();
    await this.lines.close();
  }

  private async flush(): Promise<void> {
    while (this.waiting.length > 0) await this.write(this.waiting.splice(0));
    this.writing = undefined;
  }

  private async write(batch: readonly Waiting[]): Promise<void> {
    const receivedAt = Date.now();
    let offset = this.end;
    const entries = batch.map(({ to, raw }) => {
      const entry = { offset, length: raw.length, receivedAt, to };
      offset += raw.length;
      return entry;
    });
    try {
      await this.mails.appendFile(Buffer.concat(batch.map(({ raw }) => raw)));
      await this.lines.appendFile(entries.map(toLine).join(''));
      for (const entry of entries) this.index.add(entry);
      this.end = offset;
      for (const { stored } of batch) stored();
    } catch (error) {
      await this.mails.truncate(this.end).catch(() => undefined);
      for (const { failed } of batch) failed(error);
    }
  }
}
