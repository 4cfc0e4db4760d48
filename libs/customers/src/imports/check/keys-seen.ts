import type { RowMatching } from '@wayfare/contracts';
import type { Tx } from '@wayfare/platform';
import { CustomersByKey, keyValueOf } from '../../identity/by-key.js';
import type { NamedPerson } from '../../identity/known.js';
import { arrayLiteral } from '../../sql/array-literal.js';
import type { SeenAs } from './customers-seen.js';

const MAKE = [
  'CREATE TEMPORARY TABLE import_keys_seen (value text COLLATE "C" PRIMARY KEY, customer_id bigint, external_id text) ON COMMIT DROP',
  'CREATE INDEX ON import_keys_seen (external_id) WHERE external_id IS NOT NULL',
  'CREATE INDEX ON import_keys_seen (customer_id) WHERE customer_id IS NOT NULL',
];
const BEFORE = `
  SELECT value, external_id AS "externalId" FROM import_keys_seen WHERE value = ANY ($1::text[]) OR external_id = ANY ($2::text[])`;
const NOTE = `
  INSERT INTO import_keys_seen AS k (value, customer_id, external_id) SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[])
  ON CONFLICT (value) DO UPDATE SET external_id = coalesce(k.external_id, excluded.external_id)`;
const COUNT = `
  SELECT count(*) FILTER (WHERE customer_id IS NULL)::int AS made, count(DISTINCT customer_id)::int AS known FROM import_keys_seen`;

/** Counts the customers of a file by the one key that was chosen, as `PeopleSeen` does by the one rule of the same person. */
export class KeysSeen {
  private constructor(
    private readonly tx: Tx,
    private readonly key: string,
  ) {}

  static async begin(tx: Tx, key: string): Promise<KeysSeen> {
    for (const statement of MAKE) await tx.query(statement);
    return new KeysSeen(tx, key);
  }

  async see(named: readonly NamedPerson[], { unknown }: RowMatching): Promise<readonly SeenAs[]> {
    const people = named.map(({ externalId, emailKeys, phones, others }) => ({
      externalId,
      emailKey: emailKeys[0] ?? null,
      phone: phones[0] ?? null,
      ...(others ? { others } : {}),
    }));
    const customers = await CustomersByKey.find(this.tx, this.key, people);
    const values = people.map((person) => keyValueOf(this.key, person) ?? '');
    const { numbers, owners } = await this.before(values, people);
    const noted = new Map<string, { id: string | null; externalId: string | null }>();
    const seen = people.map((person, at): SeenAs => {
      const value = values[at] ?? '';
      const matched = customers.of(person);
      const number = person.externalId;
      if (matched === 'ambiguous_key' || matched === 'other_number') return matched;
      if (number !== null && ((numbers.get(value) ?? number) !== number || (owners.get(number) ?? value) !== value)) return 'other_number';
      const id = typeof matched === 'object' ? matched.id : null;
      if (id === null && unknown === 'reject') return 'unknown_customer';
      if (number !== null) {
        numbers.set(value, number);
        owners.set(number, value);
      }
      noted.set(value, { id, externalId: numbers.get(value) ?? null });
      return { id };
    });
    await this.note(noted);
    return seen;
  }

  /** What the file has said before: the number of each value, and the value of each number. */
  private async before(
    values: readonly string[],
    people: readonly { readonly externalId: string | null }[],
  ): Promise<{ numbers: Map<string, string>; owners: Map<string, string> }> {
    const asked = people.flatMap(({ externalId }) => externalId ?? []);
    const rows = await this.tx.query<{ value: string; externalId: string | null }>(BEFORE, [arrayLiteral(values), arrayLiteral(asked)]);
    const told = rows.flatMap(({ value, externalId }) => (externalId === null ? [] : [{ value, externalId }]));
    return {
      numbers: new Map(told.map(({ value, externalId }) => [value, externalId])),
      owners: new Map(told.map(({ value, externalId }) => [externalId, value])),
    };
  }

  private async note(noted: ReadonlyMap<string, { id: string | null; externalId: string | null }>): Promise<void> {
    const rows = [...noted];
    await this.tx.query(NOTE, [rows.map(([value]) => value), rows.map(([, { id }]) => id), rows.map(([, { externalId }]) => externalId)]);
  }

  /** Those who would be made and those who are known, each once. */
  async counted(): Promise<{ made: number; known: number }> {
    const [count] = await this.tx.query<{ made: number; known: number }>(COUNT);
    return count ?? { made: 0, known: 0 };
  }
}
