import type { IdentityRules, RowMatching } from '@wayfare/contracts';
import { isTimeZone } from '@wayfare/kernel';
import { keyValueOf } from '../../identity/by-key.js';
import { emailKey, NO_OTHERS, normaliseEmail, type OtherKey } from '../../identity/keys.js';
import { addOthers, type Person } from '../../identity/people.js';
import { normalisePhone } from '../../identity/phone.js';
import { SAID_NOTHING, type Said } from '../../identity/same-person.js';
import type { CsvRecord } from '../csv/records.js';
import type { MappedColumn } from '../mapping/mapping.js';
import type { Reject, RejectReason } from '../reasons.js';
import { readDate } from '../values/dates.js';
import type { MemberBytes } from '../values/members.js';
import { readBoolean, readList } from '../values/read.js';
import { cellOf, type FileFacts, judgeShape, RowProblems } from './row-reader.js';

const NONE: readonly string[] = [];
const NO_RECORDS: readonly CsvRecord[] = [];
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
  others: readonly OtherKey[] = NO_OTHERS;
  said: Said = SAID_NOTHING;
  timeZone: string | null = null;
  locale: string | null = null;
  /** Where the attributes stand among those of the chunk. */
  attributesFrom: number;
  attributesTo: number;
  tags: readonly string[] = NONE;
  /** Channels that the rows themselves speak of. */
  consent: Readonly<Record<string, boolean>> | null = null;
  /** How many rows of the file are put together here. */
  rows = 1;
  /** These rows, where some of them may still have to be rejected. */
  records: readonly CsvRecord[] = NO_RECORDS;

  /** @param members the attributes of all people of the chunk */
  constructor(
    readonly line: number,
    readonly members: MemberBytes,
  ) {
    this.attributesFrom = members.length;
    this.attributesTo = members.length;
  }

  /** The attributes as a JSON text. */
  get attributes(): string {
    return `{${this.members.toText(this.attributesFrom, this.attributesTo)}}`;
  }

  /**
   * Takes in a later row, or rows, of the same person and the same chunk: what they say wins.
   * @param isWhole an empty cell says that there is nothing: the later row alone says how they are
   */
  merge(later: ImportedPerson, isWhole: boolean): void {
    this.rows += later.rows;
    if (later.records.length > 0) this.records = [...this.records, ...later.records];
    this.externalId ??= later.externalId;
    this.email = later.email ?? this.email;
    this.emailKeys = union(this.emailKeys, later.emailKeys);
    this.phone = later.phone ?? this.phone;
    this.phones = union(this.phones, later.phones);
    this.others = addOthers(this.others, later.others);
    this.timeZone = later.timeZone ?? (isWhole ? null : this.timeZone);
    this.locale = later.locale ?? (isWhole ? null : this.locale);
    if (isWhole) [this.attributesFrom, this.attributesTo] = [later.attributesFrom, later.attributesTo];
    else this.mergeAttributes(later);
    this.tags = union(this.tags, later.tags);
    if (later.consent) this.consent = { ...this.consent, ...later.consent };
  }

  private mergeAttributes({ attributesFrom: from, attributesTo: to }: ImportedPerson): void {
    if (to === from) return;
    const isFirst = this.attributesTo === this.attributesFrom;
    this.attributesFrom = isFirst ? from : this.members.join([this.attributesFrom, this.attributesTo], [from, to]);
    this.attributesTo = isFirst ? to : this.members.length;
  }
}

export type CustomerRead =
  | { readonly row: ImportedPerson; readonly rejects: null }
  | { readonly row: null; readonly rejects: readonly Reject[] };

const LOCALE = /^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/;
const LONGEST_KEY = 200;

/** Reads one cell into the draft; says whether it could. */
type CellReader = (draft: ImportedPerson, cell: string) => boolean;

const isZone = new Map<string, boolean>();
const knownZone = (zone: string): boolean => {
  const known = isZone.get(zone) ?? isTimeZone(zone);
  if (isZone.size < 1000) isZone.set(zone, known);
  return known;
};

/** What people must agree in is noted as it will stand among the attributes. */
const noting = ({ name, kind, format }: MappedColumn, read: CellReader): CellReader => {
  return (draft, cell) => {
    const text = kind === 'date' ? readDate(cell, format) : cell;
    if (text !== null) draft.said = { ...draft.said, [name]: [text] };
    return read(draft, cell);
  };
};

const attributeReader = ({ name, kind, format }: MappedColumn): CellReader => {
  const key = `${JSON.stringify(name)}:`;
  if (format !== null)
    return ({ members, attributesFrom }, cell) => {
      const date = readDate(cell, format);
      return date !== null && members.add(attributesFrom, key, 'text', date);
    };
  return ({ members, attributesFrom }, cell) => members.add(attributesFrom, key, kind, cell);
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

const readerOf = (column: MappedColumn, { mustAgree, callingCode }: IdentityRules): CellReader => {
  if (column.field === 'attributes') {
    const read = attributeReader(column);
    return mustAgree.includes(column.name) && (column.kind === 'text' || column.kind === 'date') ? noting(column, read) : read;
  }
  if (column.field === 'consent')
    return (draft, cell) => {
      const granted = readBoolean(cell);
      if (granted !== null) draft.consent = { ...draft.consent, [column.name]: granted };
      return granted !== null;
    };
  if (column.field === 'identities')
    return (draft, cell) => {
      draft.others = [...draft.others, { kind: column.name, value: cell }];
      return cell.length <= LONGEST_KEY;
    };
  if (column.field === 'phone')
    return (draft, cell) => {
      draft.phone = normalisePhone(cell, callingCode);
      return draft.phone !== null;
    };
  const reader = FIELDS[column.field];
  if (!reader) throw new Error(`no reader for ${column.field}`);
  return reader;
};

const namesNobody = ({ externalId, email, phone, others }: ImportedPerson): boolean =>
  externalId === null && email === null && phone === null && others.length === 0;

/** Whether rows may be rejected that can be read: only who is looked up can tell. */
export const mayRefuse = ({ updateBy, unknown }: RowMatching): boolean => updateBy !== undefined || unknown === 'reject';

/** What speaks against a row of which all cells can be read: a tag that may not come in, or what it wants by which somebody could be recognised, or by which rows are to be matched: the column, its value, the reason. */
const wantingIn = (draft: ImportedPerson, { mapped, tags, matching: { updateBy } }: FileFacts): [string, string, RejectReason] | null => {
  if (namesNobody(draft)) return ['', '', 'no_identity'];
  const refused = tags && draft.tags.find((tag) => !tags.has(tag));
  if (refused) return [mapped.find(({ field }) => field === 'tags')?.column ?? '', refused, 'unapproved_tag'];
  if (updateBy === undefined || keyValueOf(updateBy, draft) !== null) return null;
  const column = mapped.find(({ field, name }) => (name === '' ? field : `${field}.${name}`) === updateBy);
  return [column?.column ?? '', '', 'missing'];
};

/** Reads the rows of one customers file: what each column does is decided once. */
export const customerRowReader = (facts: FileFacts): ((record: CsvRecord, members: MemberBytes) => CustomerRead) => {
  const readers = facts.mapped.map((column) => ({ column, read: readerOf(column, facts.identity) }));
  const width = facts.columns.length;
  const keepsRecords = mayRefuse(facts.matching);
  const needsLook = facts.hasNul || facts.hasErrors || facts.strayQuotes.size > 0;
  return (record, members) => {
    let problems: RowProblems | null = null;
    if (needsLook || record.cells.length !== width) {
      problems = new RowProblems(record, width);
      judgeShape(record, facts, problems);
      if (problems.rejects.length > 0) return { row: null, rejects: problems.rejects };
    }
    const draft = new ImportedPerson(record.line, members);
    for (const { column, read } of readers) {
      const cell = cellOf(record, column, facts);
      if (cell === '' || read(draft, cell)) continue;
      problems ??= new RowProblems(record, width);
      problems.unreadable(column, cell);
    }
    draft.attributesTo = members.length;
    const wanting = problems?.rejects.length ? null : wantingIn(draft, facts);
    if (wanting) {
      problems = new RowProblems(record, width);
      problems.add(...wanting);
    }
    if (keepsRecords) draft.records = [record];
    if (!problems?.rejects.length) return { row: draft, rejects: null };
    members.rewind(draft.attributesFrom);
    return { row: null, rejects: problems.rejects };
  };
};
