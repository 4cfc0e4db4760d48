const FIRST_SIZE = 64 * 1024;
/** UTF-8 takes at most three bytes for each unit of a text. */
const MOST_BYTES_OF_A_UNIT = 3;
/** Up to here a loop is faster than the way out of JavaScript and back. */
const SHORT = 24;
const ASCII_END = 0x80;

/** Text written into one buffer that grows to what is needed: a million rows leave no strings behind for the collector to move about. */
export class Bytes {
  protected bytes = Buffer.allocUnsafe(FIRST_SIZE);
  protected end = 0;

  get length(): number {
    return this.end;
  }

  /** Forgets what was written from there on; the buffer stays. */
  rewind(to: number): void {
    this.end = to;
  }

  copyFrom(source: Bytes, from: number, to: number): void {
    this.reserve(to - from);
    this.end += source.bytes.copy(this.bytes, this.end, from, to);
  }

  toText(from: number, to: number): string {
    return this.bytes.toString('utf8', from, to);
  }

  protected write(text: string): void {
    this.reserve(text.length * MOST_BYTES_OF_A_UNIT);
    if (text.length <= SHORT && this.writeAscii(text)) return;
    this.end += this.bytes.write(text, this.end);
  }

  protected reserve(size: number): void {
    const needed = this.end + size;
    if (needed <= this.bytes.length) return;
    const wider = Buffer.allocUnsafe(Math.max(needed, this.bytes.length * 2));
    this.bytes.copy(wider, 0, 0, this.end);
    this.bytes = wider;
  }

  private writeAscii(text: string): boolean {
    const { bytes, end } = this;
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit >= ASCII_END) return false;
      bytes[end + at] = unit;
    }
    this.end += text.length;
    return true;
  }
}
