import { Bytes } from '../bytes.js';
import type { CellKind } from '../mapping/targets.js';
import { cellToJson } from './json.js';

const [COMMA, QUOTE, BACKSLASH, SPACE, ASCII_END] = [0x2c, 0x22, 0x5c, 0x20, 0x7f];
/** What is longer, or written in another way, goes the long way round. */
const PLAIN_TEXT_UNITS = 100;
const PLAIN_NUMBER = /^(?:0|[1-9]\d{0,8})(?:\.\d{0,5}[1-9])?$/;

/**
 * Attributes of the people of a chunk, each as the members of a JSON object without its braces: `"city":"x","age":5`. A person keeps only
 * where theirs begin and end. Where a name stands twice, jsonb keeps the later.
 */
export class MemberBytes extends Bytes {
  /** Adds a member to those that begin at `from`; says whether its kind can be read from the cell. The key comes ready: `"city":`. */
  add(from: number, key: string, kind: CellKind, cell: string): boolean {
    const before = this.end;
    this.reserve(1);
    if (before > from) this.bytes[this.end++] = COMMA;
    this.write(key);
    if ((kind === 'text' && this.writePlainText(cell)) || (kind === 'number' && this.writePlainNumber(cell))) return true;
    const json = cellToJson(kind, cell);
    if (json === null) this.rewind(before);
    else this.write(json);
    return json !== null;
  }

  /** The members of two spans as one; gives where it begins. It ends where everything does. */
  join(first: readonly [number, number], second: readonly [number, number]): number {
    const from = this.end;
    this.copyFrom(this, ...first);
    this.reserve(1);
    this.bytes[this.end++] = COMMA;
    this.copyFrom(this, ...second);
    return from;
  }

  /** Text in which nothing has to be escaped. */
  private writePlainText(cell: string): boolean {
    if (cell.length > PLAIN_TEXT_UNITS) return false;
    this.reserve(cell.length + 2);
    const { bytes } = this;
    let at = this.end;
    bytes[at++] = QUOTE;
    for (let unit = 0; unit < cell.length; unit += 1) {
      const code = cell.charCodeAt(unit);
      if (code < SPACE || code >= ASCII_END || code === QUOTE || code === BACKSLASH) return false;
      bytes[at++] = code;
    }
    bytes[at++] = QUOTE;
    this.end = at;
    return true;
  }

  /** A number that stands as JSON would write it. */
  private writePlainNumber(cell: string): boolean {
    if (!PLAIN_NUMBER.test(cell)) return false;
    this.write(cell);
    return true;
  }
}
