import type { ImportPreview } from '@wayfare/contracts';
import { type Clock, invalid } from '@wayfare/kernel';
import { currentActor, type Database, recordChange, type Tx } from '@wayfare/platform';
import { isStorable } from '../identity/keys.js';
import { readHead } from './csv/head.js';
import { failImport } from './ending.js';
import { type Beginning, takeHead } from './files/beginning.js';
import { openSource, rowsSource, type TextSource } from './files/source.js';
import { TABLE_DELIMITER, type TableRow } from './files/table.js';
import { keepOffComputed } from './mapping/computed.js';
import { ambiguousFormats, guessMapping } from './mapping/guess.js';
import { ImportProblem } from './problem.js';
import { findRemembered, readImport } from './records.js';
import { asProblem, type Opening, openFile, type SourceRows, settleMapping, storeFile, type Upload, type Wishes } from './upload.js';

export interface ArrivalsDeps {
  readonly database: Database;
  readonly clock: Clock;
  /** The largest file that is taken, packed or unpacked, in bytes; 2 GiB where absent. */
  readonly mostBytes?: number;
}

/** An import that has come in; not ready where its file can't be read. */
export interface Arrived {
  readonly id: string;
  readonly isReady: boolean;
}

const MOST_BYTES = 2 * 1024 ** 3;
const LONGEST_NAME = 255;
const SAMPLES = 5;

const INSERT = `
  INSERT INTO imports (kind, state, file_name, mapping, consent, columns, options, origin, created_by, created_at)
  VALUES ($1, $10, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`;
const STORED = 'UPDATE imports SET file_bytes = $2, structure = $3, facts = $4 WHERE id = $1';

const fileNameOf = (name: string): string => name.replace(/[\p{Cc}\p{Surrogate}]/gu, '').slice(-LONGEST_NAME) || 'file.csv';

async function* numbered(columns: readonly string[], portions: SourceRows['rows']): AsyncGenerator<TableRow[]> {
  let number = 1;
  yield [{ number, cells: columns }];
  for await (const rows of portions)
    yield rows.map((cells) => {
      number += 1;
      return { number, cells };
    });
}

/** What is known of an import beside its rows. */
interface Label {
  readonly name: string;
  readonly origin: object | null;
  /** Done in the same transaction. */
  readonly within?: NonNullable<SourceRows['within']>;
}

/** A file whose header has been read, and where its columns go. */
interface Opened {
  readonly source: TextSource;
  readonly text: AsyncIterable<Buffer>;
  readonly opening: Opening;
}

/** Takes files in, and rows that the product reads itself: all of them are kept as plain CSV until they have been applied. */
export class Arrivals {
  constructor(private readonly deps: ArrivalsDeps) {}

  /**
   * What is wrong with the file ends in an import with the state `failed` that says so.
   * @throws AppError `invalid` where the mapping does not fit the file, `too_large`
   */
  async takeFile(upload: Upload): Promise<Arrived> {
    this.checkConsent(upload);
    const source = await this.openUpload(upload, false).catch(asProblem);
    return this.take(source, upload, { name: upload.fileName, origin: null });
  }

  /** @throws AppError `invalid` where the mapping does not fit the columns, `too_large`; whatever the rows fail with */
  async takeRows(rows: SourceRows): Promise<Arrived> {
    this.checkConsent(rows);
    return this.take(rowsSource(numbered(rows.columns, rows.rows), null), rows, rows);
  }

  /** @throws ImportProblem where the beginning of the file can't be read */
  async preview(upload: Upload): Promise<ImportPreview> {
    const source = await this.openUpload(upload, true);
    return this.reading(source, async (beginning) => {
      if (beginning instanceof ImportProblem) throw beginning;
      const { columns, delimiter, samples } = readHead(beginning.head, false, this.delimiterOf(source, upload));
      const remembered = await findRemembered(this.deps.database, upload.kind, columns);
      const mapping = remembered?.mapping ?? guessMapping(upload.kind, columns, samples);
      const shown = samples.slice(0, SAMPLES);
      return {
        delimiter,
        file: source.facts,
        remembered: remembered && { importId: remembered.id, fileName: remembered.fileName, options: remembered.options },
        columns: columns.map((name, at) => ({
          name,
          target: mapping[name] || null,
          samples: shown.map((row) => row[at] ?? ''),
          dateFormats: ambiguousFormats(samples.map((row) => row[at] ?? '')),
        })),
      };
    });
  }

  /**
   * Whether what is to become of a file that has come in already fits it.
   * @throws AppError `invalid` naming each column
   */
  async checkWishes(tx: Tx, id: string, wishes: Wishes & Required<Pick<Wishes, 'mapping'>>): Promise<void> {
    this.checkConsent(wishes);
    const [row] = await tx.query<{ columns: string[] }>('SELECT columns FROM imports WHERE id = $1', [id]);
    const head = { columns: row?.columns ?? [], delimiter: '', samples: [] };
    await keepOffComputed(tx, wishes, { ...head, mapping: settleMapping(head, wishes) });
  }

  private checkConsent({ consent }: Wishes): void {
    if (!Object.keys(consent ?? {}).every(isStorable))
      throw invalid('The consent names no channel.', [{ path: 'consent', code: 'invalid', message: 'not a channel' }]);
  }

  private openUpload({ stream, options }: Upload, isBeginning: boolean): Promise<TextSource> {
    return openSource(stream, options ?? {}, { isBeginning, mostBytes: this.mostBytes });
  }

  private get mostBytes(): number {
    return this.deps.mostBytes ?? MOST_BYTES;
  }

  private delimiterOf({ table }: TextSource, { options }: Wishes): string | undefined {
    return table ? TABLE_DELIMITER : options?.delimiter;
  }

  private async take(source: TextSource | ImportProblem, wishes: Wishes, label: Label): Promise<Arrived> {
    if (source instanceof ImportProblem) return this.insert(source, wishes, label);
    return this.reading(source, async (beginning) => {
      if (beginning instanceof ImportProblem) return this.insert(beginning, wishes, label);
      const opened = await this.open(source, beginning, wishes).catch(asProblem);
      return this.insert(opened, wishes, label);
    });
  }

  private async open(source: TextSource, beginning: Beginning, wishes: Wishes): Promise<Opened> {
    const opening = openFile(wishes, beginning, this.delimiterOf(source, wishes));
    return { source, text: beginning.bytes, opening: await keepOffComputed(this.deps.database, wishes, opening) };
  }

  /** Has `work` read a text, and closes what it is read from however that ends. */
  private async reading<T>(source: TextSource, work: (beginning: Beginning | ImportProblem) => Promise<T>): Promise<T> {
    try {
      const beginning = await takeHead(source.text).catch(asProblem);
      try {
        return await work(beginning);
      } finally {
        if (!(beginning instanceof ImportProblem)) await beginning.bytes.return?.();
      }
    } finally {
      await source.close();
    }
  }

  /** Writes the import down with its file, or with what is wrong with it; both stand, or neither. */
  private async insert(opened: Opened | ImportProblem, wishes: Wishes, label: Label): Promise<Arrived> {
    const { database, clock } = this.deps;
    return database.transaction(async (tx) => {
      const id = await this.insertRow(tx, opened instanceof ImportProblem ? null : opened.opening, wishes, label);
      const problem = opened instanceof ImportProblem ? opened : await this.store(tx, id, opened);
      if (problem) await failImport(tx, id, problem, clock.now());
      const { kind, fileName, state } = await readImport(tx, id);
      // what a person started is in the audit trail; a source that is read every few minutes is not, each time
      if (label.origin === null) await recordChange(tx, clock, { action: 'created', kind: 'import', id, after: { kind, fileName, state } });
      await label.within?.(tx, id);
      return { id, isReady: !problem };
    });
  }

  private async insertRow(
    tx: Tx,
    opening: Opening | null,
    { kind, consent, options, check }: Wishes,
    { name, origin }: Label,
  ): Promise<string> {
    const [row] = await tx.query<{ id: string }>(INSERT, [
      kind,
      fileNameOf(name),
      JSON.stringify(opening?.mapping ?? {}),
      JSON.stringify(consent ?? {}),
      opening?.columns ?? [],
      JSON.stringify(options ?? {}),
      origin === null ? null : JSON.stringify(origin),
      currentActor(),
      this.deps.clock.now(),
      check ? 'checking' : 'queued',
    ]);
    if (!row) throw new Error('the import was not inserted');
    return row.id;
  }

  private async store(tx: Tx, id: string, { source, text, opening }: Opened): Promise<ImportProblem | null> {
    try {
      const { delimiter } = opening;
      const { bytes, structure } = await storeFile(tx, id, text, delimiter, { mostBytes: this.mostBytes });
      const { rows, ...stored } = structure;
      const { facts, table } = source;
      const read = {
        delimiter,
        ...stored,
        headerLine: table?.headerRow ?? 1,
        countsRows: table !== null,
        hasErrors: table?.hasErrors ?? false,
      };
      await tx.query(STORED, [id, bytes, JSON.stringify(read), JSON.stringify({ file: facts, rows: table?.rows ?? rows })]);
      return null;
    } catch (error) {
      return asProblem(error);
    }
  }
}
