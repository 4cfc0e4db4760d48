import type { Json } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';
import type { KnownAttribute } from './learning/discover.js';
import type { Traits } from './learning/features.js';
import { ATTRIBUTES, EVENTS_BETWEEN, EVENTS_OF, TRAITS_OF, toCompare } from './look-alikes.sql.js';

interface TraitsRow {
  readonly id: string;
  readonly attributes: Record<string, Json>;
  readonly tags: string[];
  readonly locale: string | null;
  readonly timeZone: string | null;
  readonly createdAt: Date;
  readonly role: 'hidden' | null;
}

interface EventRow {
  readonly id: string;
  readonly name: string;
  readonly times: number;
  readonly last: Date;
}

/** Somebody with all that is known of them and may make them alike. */
export interface Known {
  readonly id: string;
  readonly isHidden: boolean;
  readonly traits: Traits;
}

/** So many people are read at once. */
const PORTION = 5_000;
const BUILT_IN: readonly KnownAttribute[] = [
  { name: 'locale', kind: 'text', isSensitive: false },
  { name: 'timeZone', kind: 'text', isSensitive: false },
  { name: 'createdAt', kind: 'date', isSensitive: false },
];

export const readKnownAttributes = async (sql: Sql): Promise<KnownAttribute[]> => [
  ...BUILT_IN,
  ...(await sql.query<KnownAttribute & object>(ATTRIBUTES)),
];

const joined = (rows: readonly TraitsRow[], events: readonly EventRow[]): Known[] => {
  const byPerson = new Map<string, Record<string, { times: number; last: Date }>>();
  for (const { id, name, times, last } of events) byPerson.set(id, Object.assign(byPerson.get(id) ?? {}, { [name]: { times, last } }));
  return rows.map(({ id, role, attributes, tags, locale, timeZone, createdAt }) => ({
    id,
    isHidden: role === 'hidden',
    traits: { attributes: { ...attributes, locale, timeZone, createdAt: createdAt.toISOString() }, tags, events: byPerson.get(id) ?? {} },
  }));
};

export const readTraits = async (sql: Sql, ids: readonly string[], now: Date): Promise<Traits[]> => {
  const all: Traits[] = [];
  for (let at = 0; at < ids.length; at += PORTION) {
    const portion = ids.slice(at, at + PORTION);
    const rows = await sql.query<TraitsRow & object>(TRAITS_OF, [portion]);
    const events = await sql.query<EventRow & object>(EVENTS_OF, [portion, now]);
    all.push(...joined(rows, events).map(({ traits }) => traits));
  }
  return all;
};

/** A piece of people in order of their ids, of whom some may be found. */
export interface Piece {
  readonly from: string;
  readonly to: string;
}

export const readPiece = async (
  sql: Sql,
  { from, to }: Piece,
  search: { readonly id: string; readonly excludeLists: readonly string[]; readonly reach: 'email' | null },
  /** Of these events alone is to be known. */
  events: readonly string[],
  now: Date,
): Promise<Known[]> => {
  const rows = await sql.query<TraitsRow & object>(toCompare(search.reach), [search.id, from, to, search.excludeLists]);
  const done = events.length === 0 ? [] : await sql.query<EventRow & object>(EVENTS_BETWEEN, [from, to, events, now]);
  return joined(rows, done);
};
