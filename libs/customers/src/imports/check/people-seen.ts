import type { RowMatching } from '@wayfare/contracts';
import type { Tx } from '@wayfare/platform';
import { Holders } from '../../identity/holders.js';
import { NO_OTHERS } from '../../identity/keys.js';
import { KnownCustomers, type NamedPerson } from '../../identity/known.js';
import { addOthers, PeopleOfBatch, type Person } from '../../identity/people.js';
import { SAID_NOTHING, type SamePersonRule } from '../../identity/same-person.js';
import type { SeenAs } from './customers-seen.js';

const TABLES = { customers: 'import_seen', identities: 'import_seen_keys' };
const MAKE = [
  'CREATE TEMPORARY TABLE import_seen (id bigint PRIMARY KEY, external_id text, attributes jsonb NOT NULL) ON COMMIT DROP',
  'CREATE INDEX ON import_seen (external_id) WHERE external_id IS NOT NULL',
  `CREATE TEMPORARY TABLE import_seen_keys (
    kind text COLLATE "C" NOT NULL, value text COLLATE "C" NOT NULL, customer_id bigint NOT NULL, PRIMARY KEY (value, kind, customer_id)
  ) ON COMMIT DROP`,
  'CREATE INDEX ON import_seen_keys (customer_id)',
];
const BY_EXTERNAL_ID = 'SELECT external_id AS value, id FROM import_seen WHERE external_id = ANY ($1::text[])';
const NOTE = `
  INSERT INTO import_seen (id, external_id, attributes) SELECT * FROM unnest($1::bigint[], $2::text[], $3::jsonb[])
  ON CONFLICT (id) DO UPDATE SET external_id = coalesce(import_seen.external_id, excluded.external_id), attributes = import_seen.attributes || excluded.attributes
  RETURNING id, xmax = 0 AS fresh`;
const NOTE_KEYS =
  'INSERT INTO import_seen_keys (kind, value, customer_id) SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[]) ON CONFLICT DO NOTHING';

/**
 * Counts the people of a file, each once however many rows name them, into those whom somebody knows already and those whom the import would make, by the rule by which the import recognises them. Who has been seen stands
 * in temporary tables, so that a file of any size takes no more memory than a small one; nothing else is written.
 */
export class PeopleSeen {
  private known = 0;
  private made = 0;

  private constructor(
    private readonly tx: Tx,
    private readonly rule: SamePersonRule,
  ) {}

  static async begin(tx: Tx, rule: SamePersonRule): Promise<PeopleSeen> {
    for (const statement of MAKE) await tx.query(statement);
    return new PeopleSeen(tx, rule);
  }

  /** Those who would be made and those who are known, each once. */
  async counted(): Promise<{ made: number; known: number }> {
    return { made: this.made, known: this.known };
  }

  /** Takes rows of customers in; where strangers are refused, they are not among those who would be made. */
  async see(named: readonly NamedPerson[], { unknown }: RowMatching): Promise<readonly SeenAs[]> {
    const known = unknown === 'reject' ? await KnownCustomers.find(this.tx, named) : null;
    const isTaken = named.map((person) => known === null || known.customerOf(person) !== null);
    const ids = await this.add(named.filter((_, at) => isTaken[at]));
    let next = 0;
    return isTaken.map((taken) => {
      if (!taken) return 'unknown_customer';
      const id = ids[next++] ?? '';
      return { id: id.startsWith('-') ? id.slice(1) : null };
    });
  }

  /** Takes people in; gives for each who they are: a customer, by their id with a minus before it, or one of those who would be made, by their number. */
  async add(named: readonly NamedPerson[]): Promise<readonly string[]> {
    const { people, of } = together(named, this.rule);
    if (people.length === 0) return [];
    const customers = await KnownCustomers.find(this.tx, people);
    const names = people.flatMap(({ externalId }) => externalId ?? []);
    const rows = await this.tx.query<{ value: string; id: string }>(BY_EXTERNAL_ID, [names]);
    const seenAs = new Map(rows.map(({ value, id }) => [value, id]));
    const holders = await Holders.find(this.tx, people, this.rule, TABLES);
    const found = new Map<string, Person>();
    const ids = new Map<Person, string>();
    for (const person of people) {
      const customer = customers.customerOf(person);
      // those who are known have ids below zero among the seen
      const before = customer ? `-${customer.id}` : ((person.externalId && seenAs.get(person.externalId)) ?? holders.take(person));
      if (before === undefined) this.made += 1;
      const id = before ?? String(this.made);
      ids.set(person, id);
      const same = found.get(id);
      if (same) joinPeople(same, person);
      else found.set(id, person);
    }
    await this.note(found);
    return of.map((person) => ids.get(person) ?? '');
  }

  private async note(found: ReadonlyMap<string, Person>): Promise<void> {
    const people = [...found].sort(([a], [b]) => (BigInt(a) < BigInt(b) ? -1 : 1));
    const last = (said: Person['said']) =>
      Object.fromEntries(Object.entries(said ?? SAID_NOTHING).map(([name, texts]) => [name, texts.at(-1)]));
    const rows = await this.tx.query<{ id: string; fresh: boolean }>(NOTE, [
      people.map(([id]) => id),
      people.map(([, { externalId }]) => externalId),
      people.map(([, { said }]) => JSON.stringify(last(said))),
    ]);
    this.known += rows.filter(({ id, fresh }) => fresh && id.startsWith('-')).length;
    const keys = people.flatMap(([id, { emailKeys, phones, others = NO_OTHERS }]) => [
      ...others.map(({ kind, value }) => [kind, value, id] as const),
      ...emailKeys.map((value) => ['email', value, id] as const),
      ...phones.map((value) => ['phone', value, id] as const),
    ]);
    await this.tx.query(NOTE_KEYS, [keys.map(([kind]) => kind), keys.map(([, value]) => value), keys.map(([, , id]) => id)]);
  }
}

const joinPeople = (into: Person, from: Person): void => {
  into.externalId ??= from.externalId;
  into.emailKeys = [...new Set([...into.emailKeys, ...from.emailKeys])];
  into.others = addOthers(into.others ?? NO_OTHERS, from.others ?? NO_OTHERS);
  into.phones = [...new Set([...into.phones, ...from.phones])];
};

/** The people of a portion, each once, and which of them each naming is of. */
const together = (
  named: readonly NamedPerson[],
  rule: SamePersonRule,
): { readonly people: readonly Person[]; readonly of: readonly Person[] } => {
  const batch = new PeopleOfBatch<Person>(rule);
  const of: Person[] = [];
  for (const { externalId, emailKeys, phones, others = NO_OTHERS, said = SAID_NOTHING } of named) {
    const keys = { externalId, emailKey: emailKeys[0] ?? null, phone: phones[0] ?? null, others, said };
    const known = batch.find(keys);
    const person = known ?? { externalId, emailKeys: [], phones: [], said };
    if (known) batch.join(known, keys);
    else batch.open(person, keys);
    of.push(person);
  }
  return { people: batch.people, of };
};
