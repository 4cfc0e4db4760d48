import { PassThrough, Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import type { Tx } from '@wayfare/platform';
import { ZipFile } from 'yazl';
import { type GivenTable, givenHtml } from './given-html.js';
import { GIVEN } from './person-tables.js';

const AT_ONCE = 1000;
/** Pages are for reading: all rows are in the JSON. */
const SHOWN = 500;

type Row = Record<string, unknown>;

/** The rows of a query, some at a time, in the caller's transaction: somebody may have a hundred thousand events. */
async function* rowsOf(tx: Tx, query: string, customerIds: readonly string[]): AsyncGenerator<Row> {
  for (const customerId of customerIds) yield* rowsOfOne(tx, query, customerId);
}

async function* rowsOfOne(tx: Tx, query: string, customerId: string): AsyncGenerator<Row> {
  await tx.query(`DECLARE given NO SCROLL CURSOR FOR ${query}`, [customerId]);
  for (;;) {
    const rows = await tx.query<Row>(`FETCH ${AT_ONCE} FROM given`);
    yield* rows;
    if (rows.length < AT_ONCE) break;
  }
  await tx.query('CLOSE given');
}

/** One table as JSON; what has gone by is counted and its beginning kept for the pages. */
async function* jsonOf(rows: AsyncIterable<Row>, note: (row: Row) => void): AsyncGenerator<string> {
  let before = '[\n';
  for await (const row of rows) {
    note(row);
    yield before + JSON.stringify(row);
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

export interface Given {
  readonly zip: Readable;
  /** How many rows it holds; once it has been read to its end. */
  readonly entries: Promise<number>;
}

interface About {
  readonly customerId: string;
  /** Who has become part of them: what stands under their numbers is theirs. */
  readonly parts: readonly string[];
  readonly sender: string;
  readonly madeAt: string;
}

const fill = async (zip: ZipFile, tx: Tx, { customerId, parts, sender, madeAt }: About): Promise<number> => {
  const tables: GivenTable[] = [];
  for (const [table, query] of GIVEN) {
    const rows: Row[] = [];
    let count = 0;
    const json = Readable.from(
      jsonOf(rowsOf(tx, query, [customerId, ...parts]), (row) => {
        count += 1;
        if (rows.length < SHOWN) rows.push(row);
      }),
      { objectMode: false },
    );
    zip.addReadStream(json, `json/${table}.json`);
    await finished(json);
    tables.push({ table, rows, count });
  }
  const contents = { customerId, sender, madeAt, entries: Object.fromEntries(tables.map(({ table, count }) => [table, count])) };
  zip.addBuffer(Buffer.from(`${JSON.stringify(contents, null, 2)}\n`), 'contents.json');
  for (const language of ['en', 'zh'] as const)
    zip.addBuffer(Buffer.from(givenHtml(language, tables, sender, madeAt)), `your-data.${language}.html`);
  zip.end();
  return tables.reduce((sum, { count }) => sum + count, 0);
};

/**
 * Everything of one person as a ZIP: `json/<table>.json` for machines, a page to read in each language. Read in one snapshot, the caller's transaction.
 * Errors of reading end the stream.
 */
export const givenZip = (tx: Tx, about: About): Given => {
  const zip = new ZipFile();
  const output = new PassThrough();
  const stop = (error: unknown): void => void output.destroy(error instanceof Error ? error : new Error(String(error)));
  const entries = fill(zip, tx, about);
  entries.catch(stop);
  pipeline(zip.outputStream, output).catch(stop);
  return { zip: output, entries };
};
