import { Bytes } from '../../bytes.js';
import { ImportProblem } from '../../problem.js';
import type { Archive } from '../archive.js';
import { XmlReader } from './xml.js';

const PATH = 'xl/sharedStrings.xml';
/** What a server may hold in memory for one file. */
const MOST_BYTES = 256 * 1024 * 1024;
const FIRST_COUNT = 1024;

/** `_x000D_` stands for a character that XML can't hold. */
export const unescapeXlsx = (text: string): string =>
  text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))) : text;

/** The texts of a workbook, which its cells name by number: one after the other in a single buffer, since a large file has millions of them. */
export class SharedStrings extends Bytes {
  private ends = new Uint32Array(FIRST_COUNT);
  private count = 0;

  /** @throws ImportProblem `too_packed` where they would take more memory than a file may */
  static async read(archive: Archive): Promise<SharedStrings> {
    const strings = new SharedStrings();
    if (!archive.has(PATH)) return strings;
    let text = '';
    let isText = false;
    let isPhonetic = false;
    const reader = new XmlReader({
      open: (name) => {
        if (name === 'rPh') isPhonetic = true;
        else if (name === 't') isText = !isPhonetic;
      },
      text: (part) => {
        if (isText) text += part;
      },
      close: (name) => {
        if (name === 't') isText = false;
        else if (name === 'rPh') isPhonetic = false;
        else if (name === 'si') {
          strings.add(unescapeXlsx(text));
          text = '';
        }
      },
    });
    for await (const chunk of archive.read(PATH)) reader.feed(chunk);
    reader.end();
    return strings;
  }

  /** The text of a number; `null` where there is none. */
  at(index: number): string | null {
    if (!Number.isInteger(index) || index < 0 || index >= this.count) return null;
    return this.toText(index === 0 ? 0 : (this.ends[index - 1] ?? 0), this.ends[index] ?? 0);
  }

  private add(text: string): void {
    this.write(text);
    if (this.length > MOST_BYTES)
      throw new ImportProblem('too_packed', 'The texts of the workbook take too much room. Save the sheet as CSV and import that.');
    if (this.count === this.ends.length) {
      const wider = new Uint32Array(this.ends.length * 2);
      wider.set(this.ends);
      this.ends = wider;
    }
    this.ends[this.count] = this.length;
    this.count += 1;
  }
}
