import { PassThrough, Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { NOTES, sheetEnd, sheetStart, workbookNotes, xmlOfRow } from './xlsx-xml.js';

/** A text, a number, or a share (0.062 is shown as 6.20%). Texts are written as texts: no cell is ever read as a formula. */
export type Cell = string | number | null | { readonly share: number | null };

export interface SheetSource {
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>;
}

/** What a sheet can hold (ECMA-376 leaves it to the program; this is Excel's and LibreOffice's), less its head. */
export const ROWS_PER_SHEET = 1_048_575;
/** Rows are handed on in lumps: a chunk for each row would cost more than the row. */
const LUMP = 64 * 1024;

async function* follow(rows: SheetSource['rows']): AsyncGenerator<readonly Cell[], undefined> {
  yield* rows;
}

/** One sheet's XML for as long as the sheet has room; says through `state` whether the rows have ended. */
async function* sheetXml(head: readonly string[], rows: AsyncIterator<readonly Cell[]>, limit: number, state: { ended: boolean }) {
  let lump = sheetStart(head);
  for (let count = 0; count < limit; count += 1) {
    const { value, done } = await rows.next();
    if (done || value === undefined) {
      state.ended = true;
      break;
    }
    lump += xmlOfRow(value);
    if (lump.length < LUMP) continue;
    yield lump;
    lump = '';
  }
  yield lump + sheetEnd;
}

const addText = (zip: ZipFile, path: string, text: string): void => zip.addBuffer(Buffer.from(text, 'utf8'), path);

/** Where a workbook is at: the sheet that is being written ends with the download. */
interface Progress {
  current: Readable | null;
}

/** Writes the sheets one after the other; one that is full goes on in the next, under its name and a number. */
const fill = async (zip: ZipFile, sheets: readonly SheetSource[], limit: number, progress: Progress): Promise<void> => {
  const names: string[] = [];
  for (const { name, head, rows } of sheets) {
    const source = follow(rows);
    const state = { ended: false };
    try {
      for (let part = 1; !state.ended; part += 1) {
        names.push(part === 1 ? name : `${name} ${part}`);
        progress.current = Readable.from(sheetXml(head, source, limit, state), { objectMode: false });
        zip.addReadStream(progress.current, `xl/worksheets/sheet${names.length}.xml`);
        await finished(progress.current);
      }
    } finally {
      await source.return(undefined);
    }
  }
  for (const [path, text] of [...NOTES, ...workbookNotes(names)]) addText(zip, path, text);
  zip.end();
};

/** A workbook as it is being written: a zip of SpreadsheetML, streamed, in bounded memory. */
export const xlsxOf = (sheets: readonly SheetSource[], rowsPerSheet = ROWS_PER_SHEET): Readable => {
  const zip = new ZipFile();
  const output = new PassThrough();
  const progress: Progress = { current: null };
  output.once('close', () => progress.current?.destroy());
  fill(zip, sheets, rowsPerSheet, progress).catch((error: unknown) =>
    output.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  pipeline(zip.outputStream, output).catch((error: unknown) => output.destroy(error instanceof Error ? error : new Error(String(error))));
  return output;
};
