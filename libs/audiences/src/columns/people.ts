import type { Tx } from '@wayfare/platform';
import { copyOut } from './copy-out.js';
import { Numbers } from './numbers.js';

/** How many ids there may be for each person before looking them up in a table would waste memory. */
const SPARSEST = 8;

/** Everybody who is not erased, each at a place of their own: the first in order of ids stands at 0. */
export class People {
  private readonly places: Int32Array | null;

  constructor(private readonly ids: Float64Array) {
    const last = ids.at(-1) ?? 0;
    this.places = last < SPARSEST * ids.length + 1024 ? new Int32Array(last + 1).fill(-1) : null;
    if (this.places) for (let at = 0; at < ids.length; at += 1) this.places[ids[at] as number] = at;
  }

  static async load(tx: Tx): Promise<People> {
    const ids = new Numbers();
    await copyOut(tx, 'SELECT id FROM customers WHERE erased_at IS NULL', [], (row) => ids.add(row.bigint()));
    return new People(ids.toArray().sort());
  }

  get size(): number {
    return this.ids.length;
  }

  get bytes(): number {
    return this.ids.byteLength + (this.places?.byteLength ?? 0);
  }

  idAt(place: number): number {
    return this.ids[place] as number;
  }

  /** The place of a person; -1 where the image knows nobody of that id. */
  placeOf(id: number): number {
    return this.places ? (this.places[id] ?? -1) : this.find(id);
  }

  /** At how many places people stand whose id is smaller. */
  placesBelow(id: number): number {
    let [low, high] = [0, this.ids.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.ids[middle] as number) < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private find(id: number): number {
    const place = this.placesBelow(id);
    return this.ids[place] === id ? place : -1;
  }
}
