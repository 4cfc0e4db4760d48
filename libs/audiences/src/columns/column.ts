import type { Json } from '@wayfare/kernel';
import type { Tx } from '@wayfare/platform';
import { copyOut } from './copy-out.js';
import { emptyMask, type Mask } from './mask.js';
import { Numbers } from './numbers.js';
import type { People } from './people.js';
import type { ColumnSpec } from './spec.js';
import { inTurns } from './turns.js';

/** Each person's value as its number in a dictionary; 0: they have none. What is asked of a value is asked once for each that occurs. */
export interface Values {
  readonly codes: Int32Array;
  /** The value of code 1 stands at 1; at 0 stands `undefined`. */
  readonly values: readonly (Json | undefined)[];
  /** What was asked of the values lately and does not depend on when it is asked, with the answers by code. */
  readonly answers: Map<string, Uint8Array>;
}

/** What people did, person after person in the order of `People`: those of the third stand from `starts[2]` to before `starts[3]`, the oldest first. */
export interface Happenings {
  readonly starts: Int32Array;
  /** Microseconds since 2000, as PostgreSQL counts. */
  readonly times: Float64Array;
  readonly properties: ReadonlyMap<string, Values>;
}

export interface Column {
  readonly content: { readonly values: Values } | { readonly flags: Mask } | { readonly events: Happenings };
  /** People of whom the column does not know enough, by id: somebody's clock ran ahead when an event was received. They are asked in SQL. */
  readonly unsure: ReadonlySet<number>;
  readonly bytes: number;
}

const STRING_BYTES = 48;

/** Numbers the texts that come, each once. */
class Dictionary {
  private readonly codes = new Map<string, number>();
  readonly values: (Json | undefined)[] = [undefined];
  bytes = 0;

  codeOf(text: string | null): number {
    if (text === null) return 0;
    const known = this.codes.get(text);
    if (known !== undefined) return known;
    this.codes.set(text, this.values.length);
    const value: Json = JSON.parse(text);
    this.values.push(value);
    this.bytes += STRING_BYTES + 2 * text.length;
    return this.values.length - 1;
  }
}

const loadValues = async (tx: Tx, spec: ColumnSpec, people: People): Promise<Column> => {
  const codes = new Int32Array(people.size);
  const dictionary = new Dictionary();
  await copyOut(tx, spec.select, spec.parameters, (row) => {
    const place = people.placeOf(row.bigint());
    if (place >= 0) codes[place] = dictionary.codeOf(row.text());
  });
  return {
    content: { values: { codes, values: dictionary.values, answers: new Map() } },
    unsure: new Set(),
    bytes: codes.byteLength + dictionary.bytes,
  };
};

const loadFlags = async (tx: Tx, spec: ColumnSpec, people: People): Promise<Column> => {
  const mask = emptyMask(people.size);
  await copyOut(tx, spec.select, spec.parameters, (row) => {
    const place = people.placeOf(row.bigint());
    if (place >= 0) mask[place] = 1;
  });
  return { content: { flags: mask }, unsure: new Set(), bytes: mask.byteLength };
};

/** Where each person's part begins, from how often each place occurs. */
const startsOf = async (places: Numbers, people: number, signal: AbortSignal | undefined): Promise<Int32Array> => {
  const starts = new Int32Array(people + 1);
  await inTurns(
    places.length,
    (from, to) => {
      for (let row = from; row < to; row += 1) starts[places.at(row) + 1] = (starts[places.at(row) + 1] as number) + 1;
    },
    signal,
  );
  for (let at = 0; at < people; at += 1) starts[at + 1] = (starts[at + 1] as number) + (starts[at] as number);
  return starts;
};

/**
 * For each row the place where it belongs, so that people stand one after the other, and each one's rows in the order of time. Rows come about in
 * the order of time, so that hardly any has to move.
 */
const targetsOf = async (places: Numbers, times: Numbers, starts: Int32Array, signal: AbortSignal | undefined): Promise<Int32Array> => {
  const next = starts.slice();
  const rows = new Int32Array(places.length);
  await inTurns(
    places.length,
    (from, to) => {
      for (let row = from; row < to; row += 1) {
        const place = places.at(row);
        const first = starts[place] as number;
        let at = next[place] as number;
        next[place] = at + 1;
        for (; at > first && times.at(rows[at - 1] as number) > times.at(row); at -= 1) rows[at] = rows[at - 1] as number;
        rows[at] = row;
      }
    },
    signal,
  );
  return rows;
};

const loadEvents = async (tx: Tx, spec: Extract<ColumnSpec, { kind: 'events' }>, people: People, signal?: AbortSignal): Promise<Column> => {
  const [places, times] = [new Numbers(), new Numbers()];
  const unsure = new Set<number>();
  const read = spec.properties.map((name) => ({ name, dictionary: new Dictionary(), codes: new Numbers() }));
  await copyOut(tx, spec.select, spec.parameters, (row) => {
    const id = row.bigint();
    const time = row.bigint();
    if (row.boolean()) unsure.add(id);
    const place = people.placeOf(id);
    if (place < 0) return;
    places.add(place);
    times.add(time);
    for (const { dictionary, codes } of read) codes.add(dictionary.codeOf(row.text()));
  });
  const starts = await startsOf(places, people.size, signal);
  const rows = await targetsOf(places, times, starts, signal);
  const properties = new Map<string, Values>();
  for (const { name, dictionary, codes } of read) {
    const ordered = await codes.inOrder(rows, new Int32Array(rows.length), signal);
    properties.set(name, { codes: ordered, values: dictionary.values, answers: new Map() });
  }
  const dictionaries = read.reduce((sum, { dictionary }) => sum + dictionary.bytes, 0);
  const bytes = starts.byteLength + rows.length * (8 + 4 * read.length) + dictionaries;
  const inTime = await times.inOrder(rows, new Float64Array(rows.length), signal);
  return { content: { events: { starts, times: inTime, properties } }, unsure, bytes };
};

/** Reads a column as the transaction sees it. @throws what the signal was aborted with */
export const loadColumn = async (tx: Tx, spec: ColumnSpec, people: People, signal?: AbortSignal): Promise<Column> => {
  if (spec.kind === 'events') return loadEvents(tx, spec, people, signal);
  return spec.kind === 'values' ? loadValues(tx, spec, people) : loadFlags(tx, spec, people);
};
