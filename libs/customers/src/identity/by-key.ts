import type { Sql } from '@wayfare/platform';
import { arrayLiteral } from '../sql/array-literal.js';
import { NO_OTHERS, type OtherKey } from './keys.js';
import { KnownCustomers } from './known.js';
import { PeopleOfBatch, type Person } from './people.js';
import type { SamePersonRule } from './same-person.js';

/** Somebody as a row names them. */
export interface Named {
  readonly externalId: string | null;
  readonly emailKey: string | null;
  readonly phone: string | null;
  readonly others?: readonly OtherKey[];
}

/** The value by which somebody is matched, where one key was chosen: `externalId`, `email`, `phone`, `identities.<kind>`. */
export const keyValueOf = (key: string, { externalId, emailKey, phone, others = NO_OTHERS }: Named): string | null => {
  if (key === 'externalId') return externalId;
  if (key === 'email') return emailKey;
  if (key === 'phone') return phone;
  return others.find(({ kind }) => `identities.${kind}` === key)?.value ?? null;
};

/** The people of a batch, each told by one key alone; who else shares another value of theirs is somebody else. */
export class PeopleOfKey<P extends Person> extends PeopleOfBatch<P> {
  private readonly byValue = new Map<string, P>();

  constructor(
    rule: SamePersonRule,
    private readonly key: string,
  ) {
    super(rule);
  }

  override find(keys: Named): P | undefined {
    const value = keyValueOf(this.key, keys);
    return value === null ? undefined : this.byValue.get(value);
  }

  override open(person: P, keys: Named): void {
    const value = keyValueOf(this.key, keys);
    if (value !== null) this.byValue.set(value, person);
    super.open(person, keys);
  }
}

/** Who has a value, two of them at most: more are as bad as two. $1 kind, $2 values */
const HOLDERS = `
  SELECT k.value, h.id, h."externalId" FROM unnest($2::text[]) k (value), LATERAL (
    SELECT c.id, c.external_id AS "externalId" FROM identities i JOIN customers c ON c.id = i.customer_id AND c.erased_at IS NULL
    WHERE i.kind = $1 AND i.value = k.value ORDER BY i.customer_id LIMIT 2
  ) h`;

/** Who somebody is by the key: a customer, nobody, or why that can't be said. */
export type Matched = { readonly id: string } | 'nobody' | 'ambiguous_key' | 'other_number';

interface Holder {
  readonly id: string;
  readonly externalId: string | null;
}

/** The customers of some people by one key: exactly those who have the value, whatever else they are known by. */
export class CustomersByKey {
  private constructor(
    private readonly key: string,
    private readonly holders: ReadonlyMap<string, readonly Holder[]>,
    private readonly numbers: KnownCustomers,
  ) {}

  static async find(sql: Sql, key: string, people: readonly Named[]): Promise<CustomersByKey> {
    const numbers = await KnownCustomers.find(
      sql,
      people.map(({ externalId }) => ({ externalId, emailKeys: [], phones: [] })),
    );
    const holders = new Map<string, Holder[]>();
    if (key !== 'externalId') {
      const values = [...new Set(people.flatMap((person) => keyValueOf(key, person) ?? []))];
      const kind = key.startsWith('identities.') ? key.slice('identities.'.length) : key;
      const rows = await sql.query<Holder & { value: string }>(HOLDERS, [kind, arrayLiteral(values)]);
      for (const { value, ...holder } of rows) holders.set(value, [...(holders.get(value) ?? []), holder]);
    }
    return new CustomersByKey(key, holders, numbers);
  }

  /** A customer number is nobody else's: where the row brings one that is not the matched customer's, nothing is guessed. */
  of(person: Named): Matched {
    const owner = this.ownerOf(person);
    if (this.key === 'externalId') return owner === null ? 'nobody' : { id: owner };
    const [holder, another] = this.holders.get(keyValueOf(this.key, person) ?? '') ?? [];
    if (another) return 'ambiguous_key';
    const { externalId } = person;
    if (externalId !== null && owner !== null && owner !== holder?.id) return 'other_number';
    if (!holder) return 'nobody';
    const hasOther = externalId !== null && holder.externalId !== null && holder.externalId !== externalId && owner !== holder.id;
    return hasOther ? 'other_number' : { id: holder.id };
  }

  private ownerOf({ externalId }: Named): string | null {
    return externalId === null ? null : (this.numbers.customerOf({ externalId, emailKeys: [], phones: [] })?.id ?? null);
  }
}
