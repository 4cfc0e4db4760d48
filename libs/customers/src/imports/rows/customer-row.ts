import { isTimeZone } from '@wayfare/kernel';
import { emailKey, normaliseEmail, normalisePhone } from '../../identity/keys.js';
import type { Person } from '../../identity/people.js';
import type { CsvRecord } from '../csv/records.js';
import type { MappedColumn } from '../mapping/mapping.js';
import type { Reject } from '../reasons.js';
import { cellToJson } from '../values/json.js';
import { readBoolean, readList } from '../values/read.js';
import { type FileFacts, judgeShape, RowProblems } from './row-reader.js';

const NONE: readonly string[] = [];
const union = (some: readonly string[], others: readonly string[]): readonly string[] =>
  others.length === 0 ? some : [...new Set([...some, ...others])];

/**
 * Somebody of a customers file: one row, or all of a chunk's rows of theirs put together. An empty cell says nothing: what is known already
 * stays. A class with all fields from the start, and no object more for a row than needed: a file has a million of them.
 */
export class ImportedPerson implements Person {
  externalId: string | null = null;
  /** The address to write to. */
  email: string | null = null;
  emailKey: string | null = null;
  emailKeys: readonly string[] = NONE;
  phone: string | null = null;
  phones: readonly string[] = NONE;
  timeZone: string | null = null;
  locale: string | null = null;
  /** Members of a JSON object without its braces: `"city":"x","age":5`. Where a name stands twice, jsonb keeps the later. */
  attributes = '';
  tags: readonly string[] = NONE;
  /** Channels that the rows themselves speak of. */
  consent: Readonly<Record<string, boolean>> | null = null;

  constructor(readonly line: number) {}

  /** Takes in a later row, or rows, of the same person: what they say wins. */
  merge(later: ImportedPerson): void {
    this.externalId ??= later.externalId;
    this.email = later.email ?? this.email;
    this.emailKeys = union(this.emailKeys, later.emailKeys);
    this.phone = later.phone ?? this.phone;
    this.phones = union(this.phones, later.phones);
    this.timeZone = later.timeZone ?? this.timeZone;
    this.locale = later.locale ?? this.locale;
    this.attributes =
      this.attributes === '' || later.attributes === '' ? this.attributes + later.attributes : `${this.attributes},${later.attributes}`;
    this.tags = union(this.tags, later.tags);
    if (later.consent) this.consent = { ...this.consent, ...later.consent };
  }
}

export type CustomerRead =
  | { readonly row: ImportedPerson; readonly rejects: null }
  | { readonly row: null; readonly rejects: readonly Reject[] };

const LOCALE = /^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/;
const LONGEST_KEY = 200;

/** Reads one cell into the draft, an attribute into its members of JSON; says whether it could. */
type CellReader = (draft: ImportedPerson, cell: string, attributes: string[]) => boolean;

const isZone = new Map<string, boolean>();
const knownZone = (zone: string): boolean => {
  const known = isZone.get(zone) ?? isTimeZone(zone);
  if (isZone.size < 1000) isZone.set(zone, known);
  return known;
};

const attributeReader = ({ name, kind }: MappedColumn): CellReader => {
  const key = `${JSON.stringify(name)}:`;
  return (_, cell, parts) => {
    const json = cellToJson(kind, cell);
    if (json === null) return false;
    parts.push(key + json);
    return true;
  };
};

const FIELDS: Readonly<Record<string, CellReader>> = {
  externalId: (draft, cell) => {
    draft.externalId = cell;
    return cell.length <= LONGEST_KEY;
  },
  email: (draft, cell) => {
    draft.email = normaliseEmail(cell);
    draft.emailKey = draft.email === null ? null : emailKey(draft.email);
    return draft.email !== null;
  },
  phone: (draft, cell) => {
    draft.phone = normalisePhone(cell);
    return draft.phone !== null;
  },
  timeZone: (draft, cell) => {
    draft.timeZone = cell;
    return knownZone(cell);
  },
  locale: (draft, cell) => {
    draft.locale = cell;
    return cell.length <= 35 && LOCALE.test(cell);
  },
  tags: (draft, cell) => {
    draft.tags = readList(cell);
    return draft.tags.every((tag) => tag.length <= LONGEST_KEY);
  },
};

const readerOf = (column: MappedColumn): CellReader => {
  if (column.field === 'attributes') return attributeReader(column);
  if (column.field === 'consent')
    return (draft, cell) => {
      const granted = readBoolean(cell);
      if (granted !== null) draft.consent = { ...draft.consent, [column.name]: granted };
      return granted !== null;
    };
  const reader = FIELDS[column.field];
  if (!reader) throw new Error(`no reader for ${column.field}`);
  return reader;
};

/** Reads the rows of one customers file: what each column does is decided once. */
export const customerRowReader = (facts: FileFacts): ((record: CsvRecord) => CustomerRead) => {
  const readers = facts.mapped.map((column) => ({ column, read: readerOf(column) }));
  const width = facts.columns.length;
  const needsLook = facts.hasNul || facts.strayQuotes.size > 0;
  // joined at the end, so that one flat text comes of many pieces
  const attributes: string[] = [];
  return (record) => {
    let problems: RowProblems | null = null;
    if (needsLook || record.cells.length !== width) {
      problems = new RowProblems(record, width);
      judgeShape(record, facts, problems);
      if (problems.rejects.length > 0) return { row: null, rejects: problems.rejects };
    }
    const draft = new ImportedPerson(record.line);
    attributes.length = 0;
    for (const { column, read } of readers) {
      const cell = (record.cells[column.position] ?? '').trim();
      if (cell === '' || read(draft, cell, attributes)) continue;
      problems ??= new RowProblems(record, width);
      problems.unreadable(column, cell);
    }
    draft.attributes = attributes.join(',');
    if (draft.externalId === null && draft.email === null && draft.phone === null && !problems?.rejects.length) {
      problems = new RowProblems(record, width);
      problems.add('', '', 'no_identity');
    }
    return problems?.rejects.length ? { row: null, rejects: problems.rejects } : { row: draft, rejects: null };
  };
};
