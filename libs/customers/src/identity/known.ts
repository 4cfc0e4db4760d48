import type { Sql } from '@wayfare/platform';
import { whoNow } from '../merging/who.js';
import { arrayLiteral } from '../sql/array-literal.js';
import { Holders } from './holders.js';
import { NO_OTHERS } from './keys.js';
import { ANY_FORMER, ANY_UNNAMED, BY_EXTERNAL_ID, BY_FORMER_EXTERNAL_ID, BY_ID } from './known.sql.js';
import type { Person } from './people.js';
import { readIdentityRules } from './rules.js';
import { SamePersonRule } from './same-person.js';

/** A person as they are named: by our own id, or by keys from outside. */
export interface NamedPerson extends Readonly<Pick<Person, 'externalId' | 'others' | 'said'>> {
  readonly id?: string | null;
  readonly emailKeys: readonly string[];
  readonly phones: readonly string[];
}

const distinct = (values: readonly (string | null | undefined)[]): string[] => [
  ...new Set(values.filter((value) => typeof value === 'string')),
];

const findFormer = async (
  sql: Sql,
  named: readonly string[],
  found: ReadonlyMap<string, string>,
): Promise<{ value: string; id: string }[]> => {
  const missing = named.filter((value) => !found.has(value));
  if (missing.length === 0) return [];
  const [former] = await sql.query<{ some: boolean }>(ANY_FORMER);
  return former?.some ? sql.query<{ value: string; id: string }>(BY_FORMER_EXTERNAL_ID, [arrayLiteral(missing)]) : [];
};

/** Customers by our own ids; who has become part of another one is that one. */
const living = async (sql: Sql, ids: readonly string[], found: readonly { id: string }[]): Promise<ReadonlyMap<string, string>> => {
  const alive = new Map(found.map(({ id }) => [id, id]));
  const missing = ids.filter((id) => !alive.has(id));
  return missing.length === 0 ? alive : new Map([...alive, ...(await whoNow(sql, missing))]);
};

/** The customers that hold any of the keys of some people, as they were when they were looked up. */
export class KnownCustomers {
  private constructor(
    private readonly ids: ReadonlyMap<string, string>,
    private readonly externalIds: ReadonlyMap<string, string>,
    private readonly holders: Holders | null,
  ) {}

  /** Addresses are looked up for those alone whom no external id has found, and who could be found by one. */
  static async find(sql: Sql, people: readonly NamedPerson[]): Promise<KnownCustomers> {
    const ids = distinct(people.map(({ id }) => id));
    const named = distinct(people.map(({ externalId }) => externalId));
    const byId = ids.length > 0 ? await sql.query<{ id: string }>(BY_ID, [ids]) : [];
    const byName = named.length > 0 ? await sql.query<{ value: string; id: string }>(BY_EXTERNAL_ID, [arrayLiteral(named)]) : [];
    const externalIds = new Map(byName.map(({ value, id }) => [value, id]));
    for (const { value, id } of await findFormer(sql, named, externalIds)) externalIds.set(value, id);
    const strangers = people.filter(({ externalId }) => externalId !== null && !externalIds.has(externalId));
    const [unnamed] = strangers.length > 0 ? await sql.query<{ some: boolean }>(ANY_UNNAMED) : [];
    const asked = people.filter(
      ({ externalId, emailKeys, phones, others = NO_OTHERS }) =>
        emailKeys.length + phones.length + others.length > 0 && (externalId === null || (unnamed?.some && !externalIds.has(externalId))),
    );
    const holders = asked.length > 0 ? await Holders.find(sql, asked, new SamePersonRule(await readIdentityRules(sql))) : null;
    return new KnownCustomers(await living(sql, ids, byId), externalIds, holders);
  }

  /** The customer with our own id, or whom they have become part of. */
  livingAs(id: string): string | undefined {
    return this.ids.get(id);
  }

  /**
   * Who a person is: the customer with their external id; else the oldest with one of their other identities, else of their e-mail addresses, else of their phone numbers, whom nothing speaks against. A person with an external id is never taken
   * for a customer who has another one; found by an address, they give theirs to a customer who has none (`gainsExternalId`). Whoever is asked for next is held against what this one has said, too.
   */
  customerOf(person: NamedPerson): { id: string; gainsExternalId: boolean } | null {
    const named = person.externalId === null ? undefined : this.externalIds.get(person.externalId);
    if (named !== undefined) return { id: named, gainsExternalId: false };
    const id = this.holders?.take(person);
    return id === undefined ? null : { id, gainsExternalId: person.externalId !== null };
  }
}
