import { ImportProblem } from '../problem.js';

/** What a file is by its first bytes. */
export type Container = 'text' | 'gzip' | 'zip' | 'parquet';

const beginsWith = (head: Buffer, bytes: string): boolean => head.subarray(0, bytes.length).equals(Buffer.from(bytes, 'latin1'));

/** Formats that people try, with what they are called; a name on the file says nothing, its first bytes do. */
const REFUSED: readonly (readonly [signature: string, what: string])[] = [
  ['\xd0\xcf\x11\xe0', 'an Excel file of before 2007, or one with a password'],
  ['%PDF', 'a PDF'],
  ['7z\xbc\xaf', 'a 7-Zip archive'],
  ['Rar!', 'a RAR archive'],
  ['BZh', 'packed by bzip2'],
  ['\xfd7zXZ', 'packed by xz'],
  ['\x28\xb5\x2f\xfd', 'packed by Zstandard'],
  ['\x89PNG', 'a picture'],
  ['\xff\xd8\xff', 'a picture'],
];
const MARKUP = /^\s*<(?:\?xml|!doctype|html|table)/i;
const JSON_TEXT = /^\s*(?:\[\s*)?\{\s*"/;
const LOOKED_AT = 200;

const refused = (what: string): ImportProblem =>
  new ImportProblem('unsupported_file', `The file is ${what}. Save it as XLSX or as CSV and import it again.`, { what });

/** @throws ImportProblem `unsupported_file` where it is known to be what can't be read */
export const sniff = (head: Buffer): Container => {
  if (beginsWith(head, '\x1f\x8b')) return 'gzip';
  if (beginsWith(head, 'PK\x03\x04') || beginsWith(head, 'PK\x05\x06')) return 'zip';
  if (beginsWith(head, 'PAR1')) return 'parquet';
  const known = REFUSED.find(([signature]) => beginsWith(head, signature));
  if (known) throw refused(known[1]);
  const beginning = head.toString('latin1', 0, LOOKED_AT);
  if (MARKUP.test(beginning)) throw refused('a web page or XML');
  if (JSON_TEXT.test(beginning)) throw refused('JSON');
  return 'text';
};
