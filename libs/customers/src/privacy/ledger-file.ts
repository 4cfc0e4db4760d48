import { randomUUID } from 'node:crypto';
import { access, mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { LEDGER_HEAD, type LedgerEntry, ledgerLine, readLedger } from '@wayfare/contracts';
import type { Database, Logger } from '@wayfare/platform';
import type { Erasures } from './erasures.js';

/** So many at a time are looked up. */
const AT_ONCE = 10_000;

const STATE = `SELECT count(*) || ' ' || coalesce(max(erased_at)::text, '') AS state FROM erasures`;

/** Somebody else may have had the same number in another time of the database. */
const keyOf = ({ customerId, createdAt }: LedgerEntry): string => `${customerId} ${createdAt ?? ''}`;

const isMissing = (error: unknown): boolean => typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';

/**
 * A copy of the ledger of erasures beside the backups, in a file that `WAYFARE_ERASURES` names.
 *
 * A database that is restored has everybody back who was erased since the backup was made, and its own ledger does not know of them. The file does: each worker reads it at its start, before it does anything else, and erases
 * again who came back. It is written anew, whole and in one go, within seconds of an erasure, and keeps what it said, so that an old database takes nothing out of it. A line says a number and when its owner came and
 * was erased: who has the number in another database, or got it after the restore, came at another instant and is left alone.
 */
export class ErasureLedgerFile {
  /** What of the table stands in the file. */
  private kept: string | undefined;
  private isFailing = false;

  constructor(
    private readonly deps: {
      readonly database: Database;
      readonly logger: Logger;
      readonly erasures: Pick<Erasures, 'applyErasures' | 'entries'>;
      /** null: nobody has said where. */
      readonly file: string | null;
    },
  ) {}

  /**
   * Erases again who came back with a backup.
   * @throws Error where there is a file that can't be read: who starts must not go on, or somebody who was erased would be written to
   */
  async applyAgain(): Promise<void> {
    const { erasures, logger } = this.deps;
    const entries = await this.read();
    let erased = 0;
    for (let at = 0; at < entries.length; at += AT_ONCE)
      erased += (await erasures.applyErasures({ erasures: entries.slice(at, at + AT_ONCE) })).erased;
    if (erased > 0) logger.warn({ erased }, 'erased again who had come back with a backup');
  }

  /** Writes down who was erased meanwhile. A folder that can't be written to is said once, and tried again at the next call. */
  async keep(): Promise<void> {
    const { file, database, logger } = this.deps;
    if (file === null) return;
    try {
      const [row] = await database.query<{ state: string }>(STATE);
      if (row?.state === this.kept && (await this.isThere(file))) return;
      await this.write(file);
      this.kept = row?.state;
      this.isFailing = false;
    } catch (error) {
      if (!this.isFailing) logger.error({ err: error, file }, 'the copy of the ledger of erasures can’t be kept');
      this.isFailing = true;
    }
  }

  private async isThere(file: string): Promise<boolean> {
    return access(file).then(
      () => true,
      () => false,
    );
  }

  private async read(): Promise<readonly LedgerEntry[]> {
    const { file } = this.deps;
    if (file === null) return [];
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      if (isMissing(error)) return `${LEDGER_HEAD}\n`;
      throw error;
    });
    const read = readLedger(text);
    if ('badLine' in read) throw new Error(`WAYFARE_ERASURES: line ${read.badLine} of ${file} is not of the form ${LEDGER_HEAD}`);
    return read.entries;
  }

  private async write(file: string): Promise<void> {
    const all = new Map((await this.read()).map((entry) => [keyOf(entry), entry]));
    for await (const entries of this.deps.erasures.entries()) for (const entry of entries) all.set(keyOf(entry), entry);
    const folder = path.dirname(file);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const part = `${file}.${randomUUID()}.part`;
    const handle = await open(part, 'wx', 0o600);
    try {
      await handle.writeFile(`${[LEDGER_HEAD, ...[...all.values()].map(ledgerLine)].join('\n')}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, file);
    const place = await open(folder, 'r');
    await place.sync().finally(() => place.close());
  }
}
