import type { Sql } from '@wayfare/platform';
import { emailKey } from './keys.js';
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

export interface KeysToFind {
  readonly ids: readonly string[];
  readonly externalIds: readonly string[];
  /** As `emailKey` gives them. */
  readonly emails: readonly string[];
  readonly phones: readonly string[];
}

const BY_ID = 'SELECT id FROM customers WHERE id = ANY ($1::bigint[]) AND erased_at IS NULL';

/* Each key is looked up through its index, whatever the planner thinks of the sizes: LATERAL with LIMIT allows nothing else. */
const BY_EXTERNAL_ID = `
  SELECT k.value, c.id
  FROM unnest($1::text[]) k (value), LATERAL (SELECT id FROM customers WHERE external_id = k.value LIMIT 1) c`;

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

/** The customers that hold any of a set of keys, as they were when they were looked up. */
export class KnownCustomers {
  private constructor(
    private readonly ids: ReadonlySet<string>,
    private readonly externalIds: ReadonlyMap<string, string>,
    private readonly emails: ReadonlyMap<string, AddressHolders>,
    private readonly phones: ReadonlyMap<string, AddressHolders>,
  ) {}

  static async find(sql: Sql, keys: KeysToFind): Promise<KnownCustomers> {
    const ids = keys.ids.length ? await sql.query<{ id: string }>(BY_ID, [keys.ids]) : [];
    const named = keys.externalIds.length ? await sql.query<{ value: string; id: string }>(BY_EXTERNAL_ID, [keys.externalIds]) : [];
    const emails = keys.emails.length ? await sql.query<AddressRow>(BY_ADDRESS, ['email', keys.emails]) : [];
    const phones = keys.phones.length ? await sql.query<AddressRow>(BY_ADDRESS, ['phone', keys.phones]) : [];
    return new KnownCustomers(
      new Set(ids.map(({ id }) => id)),
      new Map(named.map(({ value, id }) => [value, id])),
      new Map(emails.map((row) => [row.value, addressHolders(row)])),
      new Map(phones.map((row) => [row.value, addressHolders(row)])),
    );
  }

  has(id: string): boolean {
    return this.ids.has(id);
  }

  /**
   * Who a person is: the customer with their external id; else the oldest with one of their e-mail addresses, else of their phone
   * numbers. A person with an external id is never taken for a customer who has another one; found by an address, they give theirs to a
   * customer who has none (`gainsExternalId`).
   */
  customerOf(person: Pick<Person, 'externalId' | 'emails' | 'phones'>): { id: string; gainsExternalId: boolean } | null {
    const named = person.externalId === null ? undefined : this.externalIds.get(person.externalId);
    if (named !== undefined) return { id: named, gainsExternalId: false };
    const holders = [
      ...person.emails.map((address) => this.emails.get(emailKey(address))),
      ...person.phones.map((number) => this.phones.get(number)),
    ];
    for (const holder of holders) {
      const found = person.externalId === null ? holder?.oldest : holder?.oldestUnnamed;
      if (found) return { id: found.id, gainsExternalId: person.externalId !== null };
    }
    return null;
  }
}
