import type { Tx } from '@wayfare/platform';
import { KnownCustomers, type NamedPerson } from '../../identity/known.js';
import { PeopleOfBatch, type Person } from '../../identity/people.js';

const MAKE = 'CREATE TEMPORARY TABLE import_seen (key text COLLATE "C" PRIMARY KEY) ON COMMIT DROP';
const SEEN = 'SELECT DISTINCT k.n FROM unnest($1::int[], $2::text[]) k (n, key) JOIN import_seen s ON s.key = k.key';
const NOTE = 'INSERT INTO import_seen (key) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING';

/** The keys by which somebody is looked for among those seen before, and under which they are kept. */
interface Marks {
  readonly asked: readonly string[];
  readonly kept: readonly string[];
}

/**
 * By the rule by which customers are recognised: whoever has an external id is never taken for somebody of another one, so among addresses they are asked
 * for only under `u` (of those who have none), where all addresses are also kept under `a`.
 */
const marksOf = ({ externalId, emailKeys, phones }: NamedPerson): Marks => {
  const addresses = [...emailKeys, ...phones];
  const under = (mark: string): string[] => addresses.map((address) => `${mark}:${address}`);
  if (externalId === null) return { asked: under('a'), kept: [...under('a'), ...under('u')] };
  return { asked: [`x:${externalId}`, ...under('u')], kept: [`x:${externalId}`, ...under('a')] };
};

/**
 * Counts the people of a file, each once however many rows name them, into those whom somebody knows already and those whom the import would make. What has been seen stands
 * in a temporary table, so that a file of any size takes no more memory than a small one; nothing else is written.
 */
export class PeopleSeen {
  known = 0;
  made = 0;

  private constructor(private readonly tx: Tx) {}

  static async begin(tx: Tx): Promise<PeopleSeen> {
    await tx.query(MAKE);
    return new PeopleSeen(tx);
  }

  async add(named: readonly NamedPerson[]): Promise<void> {
    const people = together(named);
    if (people.length === 0) return;
    const customers = await KnownCustomers.find(this.tx, people);
    const marks = people.map((person): Marks & { isKnown: boolean } => {
      const customer = customers.customerOf(person);
      const mark = [`c:${customer?.id}`];
      return customer ? { asked: mark, kept: mark, isKnown: true } : { ...marksOf(person), isKnown: false };
    });
    const asked = marks.flatMap(({ asked: keys }, at) => keys.map((key) => ({ key, at })));
    const rows = await this.tx.query<{ n: number }>(SEEN, [asked.map(({ at }) => at), asked.map(({ key }) => key)]);
    const before = new Set(rows.map(({ n }) => n));
    for (const [at, { isKnown }] of marks.entries()) {
      if (before.has(at)) continue;
      if (isKnown) this.known += 1;
      else this.made += 1;
    }
    await this.tx.query(NOTE, [marks.flatMap(({ kept }) => kept)]);
  }
}

/** The people of a portion, each once. */
const together = (named: readonly NamedPerson[]): Person[] => {
  const batch = new PeopleOfBatch<Person>();
  for (const { externalId, emailKeys, phones } of named) {
    const keys = { externalId, emailKey: emailKeys[0] ?? null, phone: phones[0] ?? null };
    const known = batch.find(keys);
    if (known) batch.join(known, keys);
    else batch.open({ externalId, emailKeys: [], phones: [] }, keys);
  }
  return [...batch.people];
};
