import type { ImportCheck, RowMatching } from '@wayfare/contracts';
import type { Tx } from '@wayfare/platform';
import { TagNames } from '../../profiles/tag-names.js';
import type { Clears } from '../apply/clears.js';
import { type Consent, consentOf } from '../apply/consent.js';
import { mergeParameters } from '../apply/customers.js';
import { WOULD_CHANGE } from '../apply/customers.sql.js';
import { type Found, rejectsOf, type Sorted } from '../apply/found.js';
import type { ImportedPerson } from '../rows/customer-row.js';
import { BRINGS_CONSENT, BRINGS_KEY } from './customers-seen.sql.js';
import type { KeysSeen } from './keys-seen.js';
import type { Seen } from './matched.js';
import type { PeopleSeen } from './people-seen.js';
import { type CheckedRow, personOf } from './read-row.js';
import { withRejects } from './rejected.js';

const MAKE = 'CREATE TEMPORARY TABLE import_changed (id bigint PRIMARY KEY) ON COMMIT DROP';
const NOTE = 'INSERT INTO import_changed (id) SELECT DISTINCT id FROM unnest($1::bigint[]) id ON CONFLICT DO NOTHING';
const COUNT = 'SELECT count(*)::int AS changed FROM import_changed';

interface Scene {
  readonly matching: RowMatching;
  readonly clears: Clears;
  readonly consent: Consent;
  readonly width: number;
}

/** Who somebody is: a customer's id; `null` for somebody who would be made; or why the row would be rejected. */
export type SeenAs = { readonly id: string | null } | Sorted['refused'][number]['reason'];

/** Counts the customers of a file, and of those who are known whom it would change. Each row is held against the customer as they are. */
export class CustomersSeen implements Seen {
  private constructor(
    private readonly tx: Tx,
    private readonly people: PeopleSeen | KeysSeen,
    private readonly scene: Scene,
    private readonly names: TagNames,
  ) {}

  static async begin(tx: Tx, people: PeopleSeen | KeysSeen, scene: Scene): Promise<CustomersSeen> {
    await tx.query(MAKE);
    return new CustomersSeen(tx, people, scene, await TagNames.read(tx));
  }

  async add(rows: readonly CheckedRow[]): Promise<readonly CheckedRow[]> {
    const persons = rows.flatMap(({ thing }) => (thing?.kind === 'customer' ? [thing.row] : []));
    const seen = await this.people.see(
      persons.map((row) => ({ ...personOf(row), said: row.said })),
      this.scene.matching,
    );
    const found: Found[] = [];
    const refused: Sorted['refused'][number][] = [];
    for (const [at, person] of persons.entries()) {
      const as = seen[at];
      if (typeof as === 'string') refused.push({ person, reason: as });
      else if (as && as.id !== null) found.push({ id: as.id, person });
      if (!this.names.isEmpty) person.tags = this.names.allNow(person.tags);
    }
    await this.tx.query(NOTE, [await this.changed(found)]);
    return withRejects(rows, rejectsOf(refused, this.scene.width));
  }

  async found(): Promise<Omit<ImportCheck, 'good'>> {
    const [{ changed } = { changed: 0 }] = await this.tx.query<{ changed: number }>(COUNT);
    const { made, known } = await this.people.counted();
    return { newCustomers: made, knownCustomers: known, matched: { made, changed, unchanged: known - changed } };
  }

  /** Whom the rows would change: in what stands on them, in a new identity, in a consent. */
  private async changed(found: readonly Found[]): Promise<string[]> {
    if (found.length === 0) return [];
    const { clears } = this.scene;
    const different = await this.tx.query<{ id: string }>(
      WOULD_CHANGE,
      mergeParameters(found, { attributes: new Map(), contact: new Map() }, clears),
    );
    const keys = found.flatMap(({ id, person }) => keysOf(person).map((key) => ({ ...key, id })));
    const told = found.flatMap(({ id, person }) =>
      consentOf(person, this.scene.consent).map(([channel, granted]) => ({ id, channel, granted })),
    );
    const fresh = await this.tx.query<{ id: string }>(BRINGS_KEY, [
      keys.map(({ id }) => id),
      keys.map(({ kind }) => kind),
      keys.map(({ value }) => value),
    ]);
    const said = await this.tx.query<{ id: string }>(BRINGS_CONSENT, [
      told.map(({ id }) => id),
      told.map(({ channel }) => channel),
      told.map(({ granted }) => granted),
    ]);
    return [...different, ...fresh, ...said].map(({ id }) => id);
  }
}

const keysOf = ({ others, emailKey, phone }: ImportedPerson): { kind: string; value: string }[] => [
  ...others,
  ...(emailKey === null ? [] : [{ kind: 'email', value: emailKey }]),
  ...(phone === null ? [] : [{ kind: 'phone', value: phone }]),
];
