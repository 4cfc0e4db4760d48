import type { Readable } from 'node:stream';

/** A code as a line of a file, or as one that was made up, gives it. */
export interface Code {
  readonly line: number;
  readonly code: string;
}

export const LONGEST_CODE = 100;

/** Letters and digits that nobody takes for one another, when a code is read aloud or typed from paper. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** A code from bytes of chance: 32 letters, so that each byte gives one evenly. */
export const codeFrom = (bytes: Uint8Array, prefix: string): string =>
  prefix + [...bytes].map((byte) => ALPHABET[byte % 32] ?? '').join('');

/** How many codes of so many letters there are. */
export const codesOf = (length: number): number => 32 ** length;

/** The first cell of a line, without the quotes that a spreadsheet may have put around it. */
const firstCell = (line: string): string => {
  const text = line.trim();
  if (!text.startsWith('"')) return (text.split(/[,;\t]/, 1)[0] ?? '').trim();
  return /^"((?:[^"]|"")*)"/.exec(text)?.[1]?.replaceAll('""', '"').trim() ?? text;
};

const isHeading = (cell: string): boolean => /^(coupon[ _-]?)?codes?$/i.test(cell) || cell === '券码' || cell === '优惠码';

/** The codes of a file, one a line: plain text, or the first column of a CSV. Empty lines say nothing, and a heading in the first is none. */
export async function* codesIn(stream: Readable): AsyncGenerator<Code> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  let line = 0;
  const read = function* (lines: readonly string[]): Generator<Code> {
    for (const text of lines) {
      line += 1;
      const code = firstCell(line === 1 ? text.replace(/^\uFEFF/, '') : text);
      if (code !== '' && !(line === 1 && isHeading(code))) yield { line, code };
    }
  };
  for await (const chunk of stream) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r\n|\n|\r/);
    rest = lines.pop() ?? '';
    yield* read(lines);
  }
  if (rest !== '') yield* read([rest]);
}
