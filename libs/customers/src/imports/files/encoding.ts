import { isUtf8 } from 'node:buffer';
import type { FileEncoding } from '@wayfare/contracts';
import { ImportProblem } from '../problem.js';

const LOOKED_AT = 64 * 1024;

/** Zeros on every other byte are Latin letters of two bytes each. */
const looksUtf16 = (head: Buffer): FileEncoding | null => {
  let [even, odd] = [0, 0];
  for (let at = 0; at < head.length; at += 1) {
    if (head[at] !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  const many = head.length / 5;
  if (odd > many && even < odd / 10) return 'utf-16le';
  return even > many && odd < even / 10 ? 'utf-16be' : null;
};

/** How many bytes of a whole UTF-8 text are at the beginning: a character may be cut off at the end. */
const isUtf8Beginning = (head: Buffer): boolean => [0, 1, 2, 3].some((cut) => isUtf8(head.subarray(0, Math.max(0, head.length - cut))));

/**
 * Whether bytes that are not UTF-8 can be taken for Chinese. Western letters of one byte can be read as GB18030 too, but then the second byte of
 * a character is mostly an ASCII letter; in Chinese text nearly every character is one of GB 2312, both bytes of which are high.
 */
const looksChinese = (head: Buffer): boolean => {
  let [common, other] = [0, 0];
  for (let at = 0; at < head.length; at += 1) {
    const lead = head[at] ?? 0;
    if (lead < 0x80) continue;
    const trail = head[at + 1];
    if (trail === undefined) break;
    if (lead >= 0xa1 && lead <= 0xf7 && trail >= 0xa1 && trail <= 0xfe) common += 1;
    else other += 1;
    at += 1;
  }
  if (common < other * 2) return false;
  try {
    new TextDecoder('gb18030', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
};

/** How a text is written, by its beginning; UTF-8 where nothing speaks for anything else, and never Windows-1252, as which every file can be read. */
export const detectEncoding = (beginning: Buffer): FileEncoding => {
  if (beginning[0] === 0xff && beginning[1] === 0xfe) return 'utf-16le';
  if (beginning[0] === 0xfe && beginning[1] === 0xff) return 'utf-16be';
  const head = beginning.subarray(0, LOOKED_AT);
  const wide = looksUtf16(head);
  if (wide) return wide;
  return !isUtf8Beginning(head) && looksChinese(head) ? 'gb18030' : 'utf-8';
};

const NAMES: Readonly<Record<FileEncoding, string>> = {
  'utf-8': 'UTF-8',
  gb18030: 'GB18030',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  'windows-1252': 'Windows-1252',
};
export const nameOfEncoding = (encoding: FileEncoding): string => NAMES[encoding];

/**
 * A text in another encoding as UTF-8, without its byte-order mark.
 * @throws ImportProblem `not_text` where it is not written in that encoding all through
 */
export async function* toUtf8(bytes: AsyncIterable<Buffer>, encoding: Exclude<FileEncoding, 'utf-8'>): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const decode = (chunk?: Buffer): string => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch {
      throw new ImportProblem(
        'not_text',
        `The text is not ${NAMES[encoding]} all through. Save the file as "CSV UTF-8" and import it again.`,
        {
          encoding: NAMES[encoding],
        },
      );
    }
  };
  for await (const chunk of bytes) {
    const text = decode(chunk);
    if (text !== '') yield Buffer.from(text);
  }
  const rest = decode();
  if (rest !== '') yield Buffer.from(rest);
}
