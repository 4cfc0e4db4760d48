import { isUtf8 } from 'node:buffer';
import { ImportProblem } from '../problem.js';

/** What is known of a file's text once it has been looked through. */
export interface Structure {
  /** No cell is quoted and every line ends alike: lines and delimiters can be split as they stand. */
  readonly isPlain: boolean;
  /** Some cell holds the zero character, which no database stores. */
  readonly hasNul: boolean;
  /** Lines on which a quoted cell goes on after its closing quote. Their rows are rejected. */
  readonly strayQuotes: readonly number[];
  /** About how many rows stand below the header: empty lines are counted, and what is quoted over several lines is one. */
  readonly rows: number;
}

const [LF, CR, QUOTE] = [0x0a, 0x0d, 0x22];
/** What is longer is no row but a quote that is not closed; it also bounds what is held in memory. */
const LONGEST_ROW_BYTES = 4 * 1024 * 1024;
const MOST_STRAY_QUOTES = 10_000;
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

type Place = 'start' | 'inside' | 'quoted' | 'after-quote';

/** How many bytes at the end begin a character that goes on in the next chunk. */
const cutOff = (bytes: Buffer): number => {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
};

/**
 * Looks through a file before anything of it is applied: whether it is UTF-8, and where its quotes open and close. A quote that is never
 * closed, or closed only lines later by what was meant to open another cell, would make one row of many; so the file is refused as a whole.
 * A quoted cell is closed by a quote before a delimiter or the end of the line (RFC 4180); a quote inside an unquoted cell is a plain character.
 */
export class StructureCheck {
  private place: Place = 'start';
  private line = 1;
  private rowBytes = 0;
  private openedAt = 1;
  private seenQuote = false;
  private loneCr = false;
  private lastWasCr = false;
  private hasNul = false;
  private first = true;
  private tail: Buffer = Buffer.alloc(0);
  private ended = 0;
  private readonly stray = new Set<number>();

  constructor(private readonly delimiter: number) {}

  /** @throws ImportProblem */
  feed(chunk: Buffer): void {
    const bytes = this.first && chunk.subarray(0, 3).equals(BOM) ? chunk.subarray(3) : chunk;
    this.first = false;
    this.checkEncoding(bytes);
    this.hasNul ||= bytes.includes(0);
    this.findLoneCr(bytes);
    const isQuoted = this.place === 'quoted' || this.place === 'after-quote' || bytes.includes(QUOTE);
    if (isQuoted || this.loneCr) this.walk(bytes);
    else this.skip(bytes);
  }

  /** @throws ImportProblem */
  end(): Structure {
    if (this.tail.length > 0) throw this.notUtf8();
    if (this.place === 'quoted') throw this.unclosed();
    return {
      isPlain: !this.seenQuote && !this.loneCr && !this.lastWasCr,
      hasNul: this.hasNul,
      strayQuotes: [...this.stray],
      rows: Math.max(0, this.ended + (this.rowBytes > 0 ? 1 : 0) - 1),
    };
  }

  private checkEncoding(bytes: Buffer): void {
    const whole = this.tail.length > 0 ? Buffer.concat([this.tail, bytes]) : bytes;
    const cut = cutOff(whole);
    this.tail = Buffer.from(whole.subarray(whole.length - cut));
    if (!isUtf8(whole.subarray(0, whole.length - cut))) throw this.notUtf8();
  }

  /** Without quotes only the lines matter. */
  private skip(bytes: Buffer): void {
    let from = 0;
    for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, from)) {
      this.lengthen(at - from);
      this.endLine();
      from = at + 1;
    }
    this.lengthen(bytes.length - from);
    const last = bytes[bytes.length - 1];
    if (last !== undefined) this.place = last === this.delimiter || last === LF || last === CR ? 'start' : 'inside';
  }

  private walk(bytes: Buffer): void {
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      this.lengthen(1);
      if (byte === QUOTE) this.quote();
      else if (this.place !== 'quoted') this.plain(byte);
      if (byte === LF) this.line += 1;
    }
  }

  private quote(): void {
    if (this.place === 'start') {
      this.seenQuote = true;
      this.openedAt = this.line;
      this.place = 'quoted';
    } else if (this.place === 'quoted') this.place = 'after-quote';
    else if (this.place === 'after-quote') this.place = 'quoted';
  }

  private plain(byte: number): void {
    if (byte === this.delimiter) this.place = 'start';
    else if (byte === LF || byte === CR) {
      this.place = 'start';
      this.rowBytes = 0;
      if (byte === LF || this.loneCr) this.ended += 1;
    } else {
      if (this.place === 'after-quote') this.strayQuote();
      this.place = 'inside';
    }
  }

  private strayQuote(): void {
    if (this.openedAt !== this.line || this.stray.size >= MOST_STRAY_QUOTES) throw this.unclosed();
    this.stray.add(this.line);
  }

  private findLoneCr(bytes: Buffer): void {
    if (this.lastWasCr && bytes[0] !== LF) this.loneCr = true;
    this.lastWasCr = bytes[bytes.length - 1] === CR;
    for (let at = bytes.indexOf(CR); at !== -1 && at < bytes.length - 1 && !this.loneCr; at = bytes.indexOf(CR, at + 1))
      if (bytes[at + 1] !== LF) this.loneCr = true;
  }

  private lengthen(bytes: number): void {
    this.rowBytes += bytes;
    if (this.rowBytes <= LONGEST_ROW_BYTES) return;
    throw new ImportProblem('row_too_long', `The row at line ${this.line} is longer than ${LONGEST_ROW_BYTES} bytes.`, { line: this.line });
  }

  private endLine(): void {
    this.line += 1;
    this.ended += 1;
    this.rowBytes = 0;
  }

  private unclosed(): ImportProblem {
    return new ImportProblem('unclosed_quote', `A quote opens in line ${this.openedAt} and is not closed where its cell ends.`, {
      line: this.openedAt,
    });
  }

  private notUtf8(): ImportProblem {
    return new ImportProblem(
      'not_utf8',
      `The text near line ${this.line} is not UTF-8. Save the file as "CSV UTF-8" and import it again.`,
      { line: this.line },
    );
  }
}
