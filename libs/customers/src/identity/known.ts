import type { Sql } from '@wayfare/platform';
import { whoNow } from '../merging/who.js';
import { arrayLiteral } from '../sql/array-literal.js';
import type { Person } from './people.js';

/** A customer who has one of the keys asked for. */
interface Holder {
  readonly id: string;
  readonly externalId: string | null;
}
/** Who has an address: the oldest customer with it, and the oldest of those who have no external id. */
interface AddressHolders {
  readonly oldest: Holder | null;
  readonly oldestUnnamed: Holder | null;
}

/** A person as they are named: by our own id, or by keys from outside. */
export interface NamedPerson extends Readonly<Pick<Person, 'externalId'>> {
  readonly id?: string | null;
  readonly emailKeys: readonly string[];
  readonly phones: readonly string[];
}

const BY_ID = 'SELECT id FROM customers WHERE id = ANY ($1::bigint[]) AND erased_at IS NULL';

const BY_EXTERNAL_ID = 'SELECT external_id AS value, id FROM customers WHERE external_id = ANY ($1::text[])';

/** External ids of customers who have become part of another one with an external id of their own: rare, so that nobody looks for them where there is none. */
const ANY_FORMER = 'SELECT EXISTS (SELECT 1 FROM merges WHERE external_id IS NOT NULL AND undone_at IS NULL) AS some';
const BY_FORMER_EXTERNAL_ID = `
  SELECT DISTINCT ON (value) value, customer_id AS id FROM identities WHERE value = ANY ($1::text[]) AND kind = 'externalId' ORDER BY value, customer_id`;

/* Each address is looked up through its index, whatever the planner thinks of the sizes: LATERAL with LIMIT allows nothing else. */
const BY_ADDRESS = `
  SELECT k.value, oldest.id, oldest.external_id AS "externalId", unnamed.id AS "unnamedId"
  FROM unnest($2::text[]) k (value),
    LATERAL (
      SELECT c.id, c.external_id FROM identities i JOIN customers c ON c.id = i.customer_id
      WHERE i.kind = $1 AND i.value = k.value ORDER BY i.customer_id LIMIT 1
    ) oldest
    LEFT JOIN LATERAL (
      SELECT c.id FROM identities i JOIN customers c ON c.id = i.customer_id
      WHERE i.kind = $1 AND i.value = k.value AND c.external_id IS NULL ORDER BY i.customer_id LIMIT 1
    ) unnamed ON oldest.external_id IS NOT NULL`;

/** Whether there is anybody who could still be given an external id. */
const ANY_UNNAMED = 'SELECT EXISTS (SELECT 1 FROM customers WHERE external_id IS NULL AND erased_at IS NULL) AS some';

interface AddressRow {
  value: string;
  id: string;
  externalId: string | null;
  unnamedId: string | null;
}

const addressHolders = (row: AddressRow): AddressHolders => {
  const oldest = { id: row.id, externalId: row.externalId };
  return {
    oldest,
    oldestUnnamed: row.externalId === null ? oldest : row.unnamedId === null ? null : { id: row.unnamedId, externalId: null },
  };
};

const distinct = (values: readonly (string | null | undefined)[]): string[] => [
  ...new Set(values.filter((value) => typeof value === 'string')),
];

const findHolders = async (sql: Sql, kind: 'email' | 'phone', values: readonly string[]): Promise<Map<string, AddressHolders>> => {
  const rows = values.length > 0 ? await sql.query<AddressRow>(BY_ADDRESS, [kind, arrayLiteral(values)]) : [];
  return new Map(rows.map((row) => [row.value, addressHolders(row)]));
};

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
    private readonly emails: ReadonlyMap<string, AddressHolders>,
    private readonly phones: ReadonlyMap<string, AddressHolders>,
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
    const asked = people.filter(({ externalId }) => externalId === null || (unnamed?.some && !externalIds.has(externalId)));
    const emails = await findHolders(sql, 'email', distinct(asked.flatMap((person) => person.emailKeys)));
    const phones = await findHolders(sql, 'phone', distinct(asked.flatMap((person) => person.phones)));
    return new KnownCustomers(await living(sql, ids, byId), externalIds, emails, phones);
  }

  /** The customer with our own id, or whom they have become part of. */
  livingAs(id: string): string | undefined {
    return this.ids.get(id);
  }

  /**
   * Who a person is: the customer with their external id; else the oldest with one of their e-mail addresses, else of their phone
   * numbers. A person with an external id is never taken for a customer who has another one; found by an address, they give theirs to a
   * customer who has none (`gainsExternalId`).
   */
  customerOf(person: NamedPerson): { id: string; gainsExternalId: boolean } | null {
    const named = person.externalId === null ? undefined : this.externalIds.get(person.externalId);
    if (named !== undefined) return { id: named, gainsExternalId: false };
    const found = this.holderOf(person, this.emails, person.emailKeys) ?? this.holderOf(person, this.phones, person.phones);
    return found ? { id: found.id, gainsExternalId: person.externalId !== null } : null;
  }

  private holderOf({ externalId }: NamedPerson, holders: ReadonlyMap<string, AddressHolders>, addresses: readonly string[]): Holder | null {
    if (holders.size === 0) return null;
    for (const address of addresses) {
      const holder = holders.get(address);
      const found = externalId === null ? holder?.oldest : holder?.oldestUnnamed;
      if (found) return found;
    }
    return null;
  }
}
