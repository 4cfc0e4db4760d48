import type { RowMatching } from '@wayfare/contracts';
import type { Sql } from '@wayfare/platform';
import { CustomersByKey, type Matched } from '../../identity/by-key.js';
import { KnownCustomers } from '../../identity/known.js';
import type { Reject, RejectReason } from '../reasons.js';
import type { ImportedPerson } from '../rows/customer-row.js';
import { RowProblems } from '../rows/row-reader.js';

export interface Found {
  readonly id: string;
  readonly person: ImportedPerson;
}

/** Whom the rows of a chunk are about. */
export interface Sorted {
  /** Who is known, each customer once, in order of their ids. */
  readonly found: readonly Found[];
  readonly strangers: readonly ImportedPerson[];
  /** Those whose rows are rejected, though all of their cells can be read. */
  readonly refused: readonly { readonly person: ImportedPerson; readonly reason: RejectReason }[];
}

const WHY: Readonly<Record<Exclude<Matched, object>, RejectReason>> = {
  nobody: 'unknown_customer',
  ambiguous_key: 'ambiguous_key',
  other_number: 'other_number',
};

type Matcher = (person: ImportedPerson) => Matched;

const matcherOf = async (sql: Sql, people: readonly ImportedPerson[], updateBy: string | undefined): Promise<Matcher> => {
  if (updateBy === undefined) {
    const known = await KnownCustomers.find(sql, people);
    return (person) => known.customerOf(person) ?? 'nobody';
  }
  const customers = await CustomersByKey.find(sql, updateBy, people);
  const numbers = new Map<string, ImportedPerson>();
  return (person) => {
    const { externalId } = person;
    const isTaken = externalId !== null && (numbers.get(externalId) ?? person) !== person;
    if (isTaken) return 'other_number';
    if (externalId !== null) numbers.set(externalId, person);
    return customers.of(person);
  };
};

/** Looks the people of a chunk up, by the one rule of the same person or by the one key that was chosen. */
export const sortPeople = async (
  sql: Sql,
  people: readonly ImportedPerson[],
  { updateBy, unknown, empty }: RowMatching,
): Promise<Sorted> => {
  const match = await matcherOf(sql, people, updateBy);
  const byId = new Map<string, ImportedPerson>();
  const strangers: ImportedPerson[] = [];
  const refused: { person: ImportedPerson; reason: RejectReason }[] = [];
  for (const person of people) {
    const matched = match(person);
    const same = typeof matched === 'object' ? byId.get(matched.id) : undefined;
    if (matched === 'nobody' && unknown !== 'reject') strangers.push(person);
    else if (typeof matched !== 'object') refused.push({ person, reason: WHY[matched] });
    else if (same) same.merge(person, empty === 'clear');
    else byId.set(matched.id, person);
  }
  const found = [...byId].map(([id, person]) => ({ id, person }));
  return { found: found.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1)), strangers, refused };
};

/** What is said of the rows of those who are refused. */
export const rejectsOf = (refused: Sorted['refused'], width: number): Reject[] =>
  refused.flatMap(({ person, reason }) =>
    person.records.flatMap((record) => {
      const problems = new RowProblems(record, width);
      problems.add('', '', reason);
      return problems.rejects;
    }),
  );
