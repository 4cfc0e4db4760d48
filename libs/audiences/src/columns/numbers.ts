import { inTurns } from './turns.js';

/** More rows than one column may have: what asks for them is asked of the tables. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

const MOST = 24_000_000;

/** Numbers of which nobody knows beforehand how many will come. */
export class Numbers {
  private values = new Float64Array(1024);
  length = 0;

  add(value: number): void {
    if (this.length === this.values.length) {
      if (this.length >= MOST) throw new TooLarge(`more than ${MOST} rows`);
      const larger = new Float64Array(this.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length] = value;
    this.length += 1;
  }

  at(place: number): number {
    return this.values[place] as number;
  }

  /** Copies the numbers at these places, one after the other. */
  async inOrder<Target extends Float64Array | Int32Array>(places: Int32Array, to: Target, signal?: AbortSignal): Promise<Target> {
    const { values } = this;
    await inTurns(
      places.length,
      (from, end) => {
        for (let at = from; at < end; at += 1) to[at] = values[places[at] as number] as number;
      },
      signal,
    );
    return to;
  }

  toArray(): Float64Array {
    return this.values.slice(0, this.length);
  }
}
