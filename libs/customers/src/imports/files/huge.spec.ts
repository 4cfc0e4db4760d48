import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { testFolder } from '@wayfare/platform/testing';
import { ZipFile } from 'yazl';
import { workbookParts } from '../../testing/workbook.js';

const SHEET = 'xl/worksheets/sheet1.xml';
const COLUMNS = 'ABCDEFGHIJ';
const ROWS = 62_000;
const MIB = 1024 * 1024;
const PATIENCE_MS = 400_000;
/** A process that would end if a fifth of the sheet were kept as objects. */
const SMALL = '--max-old-space-size=64';

/** The XML of a sheet, row by row: a header, and rows whose cells hold half a kilobyte each. */
function* sheetXml(): Generator<Buffer> {
  yield Buffer.from('<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>');
  for (let row = 1; row <= ROWS + 1; row += 1) {
    const cells = [...COLUMNS].map((letter, at) => {
      const said = row === 1 ? `column ${letter}` : (at === 0 ? `c${row} ` : '').padEnd(460, `${(row * 7919 + at).toString(36)} 文 `);
      return `<c r="${letter}${row}" t="inlineStr"><is><t>${said}</t></is></c>`;
    });
    yield Buffer.from(`<row r="${row}">${cells.join('')}</row>`);
  }
  yield Buffer.from('</sheetData></worksheet>');
}

/** A workbook on the disk whose one sheet is written as it is packed; gives how many bytes its XML has. */
const writeWorkbook = async (file: string): Promise<number> => {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(workbookParts([{ name: 'members', rows: [] }])))
    if (name !== SHEET) zip.addBuffer(Buffer.from(content), name);
  let bytes = 0;
  const counted = function* () {
    for (const piece of sheetXml()) {
      bytes += piece.length;
      yield piece;
    }
  };
  zip.addReadStream(Readable.from(counted(), { objectMode: false }), SHEET, { compressionLevel: 1 });
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(file));
  return bytes;
};

/** Runs a module in a process of its own and gives what it prints. */
const inProcess = async (code: string, ...flags: readonly string[]): Promise<string> => {
  const child = spawn(process.execPath, [...flags, '--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [printed, [exit]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (exit !== 0) throw new Error(`the process ended with ${String(exit)}`);
  return printed;
};

it(
  'a workbook with 300 MB in one sheet is read whole in the memory of a small process',
  async () => {
    const folder = testFolder('huge');
    const workbook = path.join(folder, 'huge.xlsx');
    expect(await writeWorkbook(workbook)).toBeGreaterThan(300_000_000);
    const reader = path.resolve('node_modules', '.cache', `wayfare-reader-${process.pid}`, 'source.mjs');
    await inProcess(`
      import { bundle } from './scripts/lib/bundle.mjs';
      await bundle('libs/customers/src/imports/files/source.ts', ${JSON.stringify(reader)});`);
    const printed = await inProcess(
      `
      import { createReadStream, rmSync } from 'node:fs';
      import path from 'node:path';
      const { openSource } = await import(${JSON.stringify(reader)});
      rmSync(path.dirname(${JSON.stringify(reader)}), { recursive: true });
      const source = await openSource(createReadStream(${JSON.stringify(workbook)}), {}, { mostBytes: 2 ** 32, isBeginning: false });
      let [lines, bytes] = [0, 0];
      for await (const piece of source.text) {
        bytes += piece.length;
        for (const byte of piece) if (byte === 10) lines += 1;
      }
      await source.close();
      console.log(JSON.stringify({ lines, bytes, peakMiB: process.resourceUsage().maxRSS / 1024 }));`,
      SMALL,
    );
    const { lines, bytes, peakMiB }: { lines: number; bytes: number; peakMiB: number } = JSON.parse(printed);
    expect(lines).toBe(ROWS + 1);
    expect(bytes).toBeGreaterThan(250 * MIB);
    // buffers that nobody holds any more are collected sooner or later: later on a busy machine
    expect(peakMiB).toBeLessThan(450);
  },
  PATIENCE_MS,
);
