import type { Sql } from '@wayfare/platform';
import { lockCreation } from './creation-lock.js';
import { type Keys, NO_OTHERS } from './keys.js';
import { KnownCustomers, type NamedPerson } from './known.js';
import { PeopleOfBatch, type Person } from './people.js';
import { readIdentityRules } from './rules.js';
import { SamePersonRule } from './same-person.js';

const ADOPT = `
  UPDATE customers c SET external_id = a.external_id, updated_at = $3
  FROM unnest($1::bigint[], $2::text[]) a (id, external_id) WHERE c.id = a.id AND c.external_id IS NULL`;

const RESERVE = "SELECT string_agg(nextval('customers_id_seq')::text, ',') AS ids FROM generate_series(1, $1::int)";
const CREATE = `
  INSERT INTO customers (id, external_id, email, phone, created_at, updated_at)
  SELECT id, external_id, email, phone, $5, $5 FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[]) p (id, external_id, email, phone)`;

const ADD_IDENTITIES = `
  INSERT INTO identities (kind, value, customer_id, source, seen_at)
  SELECT kind, value, customer_id, $4, $5 FROM unnest($1::text[], $2::text[], $3::bigint[]) i (kind, value, customer_id)
  ON CONFLICT DO NOTHING`;

export interface Origin {
  /** Where the keys come from: `api`, `event`, `import`. */
  readonly source: string;
  readonly now: Date;
}

interface Found {
  /** The customer's id by position. */
  readonly ids: ReadonlyMap<number, string>;
  readonly made: ReadonlySet<string>;
}
const NOBODY: Found = { ids: new Map(), made: new Set() };

export interface Recognised {
  /** The customer of each mention; `null` where it names an id that there is not. */
  readonly customers: readonly (string | null)[];
  /** Those who were made just now. */
  readonly made: ReadonlySet<string>;
}

/** One naming of somebody, at a position of the batch. */
interface Mention {
  readonly at: number;
  readonly keys: Keys;
}

/** Whoever is named by our own id is asked for by nothing else. */
const personOf = ({ id, externalId, emailKey, phone, others }: Keys): NamedPerson => {
  if (id !== null) return { id, externalId: null, emailKeys: [], phones: [] };
  return { externalId, emailKeys: emailKey === null ? [] : [emailKey], phones: phone === null ? [] : [phone], others };
};

/** Writes e-mail addresses, phone numbers and other identities by which customers are recognised from now on. */
export const addIdentities = async (
  tx: Sql,
  of: readonly ({ id: string } & Pick<Person, 'emailKeys' | 'phones' | 'others'>)[],
  origin: Origin,
): Promise<void> => {
  const rows = of.flatMap(({ id, emailKeys, phones, others = NO_OTHERS }) => [
    ...others.map((other) => ({ ...other, id })),
    ...emailKeys.map((value) => ({ kind: 'email', value, id })),
    ...phones.map((value) => ({ kind: 'phone', value, id })),
  ]);
  if (rows.length === 0) return;
  await tx.query(ADD_IDENTITIES, [
    rows.map(({ kind }) => kind),
    rows.map(({ value }) => value),
    rows.map(({ id }) => id),
    origin.source,
    origin.now,
  ]);
};

const MISSING = `
  SELECT n FROM unnest($1::int[], $2::text[], $3::text[], $4::bigint[]) AS k (n, kind, value, customer_id)
  WHERE NOT EXISTS (SELECT FROM identities i WHERE i.kind = k.kind AND i.value = k.value AND i.customer_id = k.customer_id)`;

/** Who is named by one key and brings an identity of another kind has that one from now on, too: so an account follows the member who was signed in with it. */
const noteOthers = async (tx: Sql, refs: readonly Keys[], customers: readonly (string | null)[], origin: Origin): Promise<void> => {
  const told = refs.flatMap(({ others }, at) => {
    const id = customers[at];
    return id ? others.map((other) => ({ ...other, id })) : [];
  });
  if (told.length === 0) return;
  const missing = await tx.query<{ n: number }>(MISSING, [
    told.map((_, n) => n),
    told.map(({ kind }) => kind),
    told.map(({ value }) => value),
    told.map(({ id }) => id),
  ]);
  if (missing.length === 0) return;
  await lockCreation(tx);
  const fresh = missing.flatMap(({ n }) => told[n] ?? []);
  await addIdentities(
    tx,
    fresh.map(({ id, ...other }) => ({ id, emailKeys: [], phones: [], others: [other] })),
    origin,
  );
};

/** Ids for customers that are about to be made; what is not used is lost, which hurts nobody. */
export const reserveIds = async (tx: Sql, count: number): Promise<string[]> => {
  const [row] = await tx.query<{ ids: string | null }>(RESERVE, [count]);
  return row?.ids?.split(',') ?? [];
};

/** Somebody of a batch of mentions: the address first named is the one to write to. */
interface Mentioned extends Person {
  email: string | null;
  readonly refs: number[];
}

/** Makes customers of people whom nobody knows. */
const create = async (tx: Sql, people: readonly Mentioned[], origin: Origin): Promise<Map<Mentioned, string>> => {
  if (people.length === 0) return new Map();
  const ids = await reserveIds(tx, people.length);
  await tx.query(CREATE, [
    ids,
    people.map(({ externalId }) => externalId),
    people.map(({ email }) => email),
    people.map(({ phones }) => phones[0] ?? null),
    origin.now,
  ]);
  const made = people.flatMap((person, at) =>
    ids
      .slice(at, at + 1)
      .map((id) => ({ person, id, emailKeys: person.emailKeys, phones: person.phones, others: person.others ?? NO_OTHERS })),
  );
  await addIdentities(tx, made, origin);
  return new Map(made.map(({ person, id }) => [person, id]));
};

/** Finds or makes everyone under the creation lock; gives the customer's id for each position. */
const recogniseLocked = async (tx: Sql, mentions: readonly Mention[], origin: Origin): Promise<Found> => {
  await lockCreation(tx);
  const batch = new PeopleOfBatch<Mentioned>(new SamePersonRule(await readIdentityRules(tx)));
  for (const { keys, at } of mentions) {
    const known = batch.find(keys);
    if (known) known.email ??= keys.email;
    const person = known ?? { externalId: null, email: keys.email, emailKeys: [], phones: [], refs: [] };
    person.refs.push(at);
    if (known) batch.join(person, keys);
    else batch.open(person, keys);
  }
  const known = await KnownCustomers.find(tx, batch.people);
  const ids = new Map<Mentioned, string>();
  const adopting = new Map<string, string>();
  for (const person of batch.people) {
    const found = known.customerOf(person);
    if (!found) continue;
    if (found.gainsExternalId && person.externalId !== null) adopting.set(found.id, person.externalId);
    ids.set(person, found.id);
  }
  if (adopting.size > 0) await tx.query(ADOPT, [[...adopting.keys()], [...adopting.values()], origin.now]);
  const strangers = batch.people.filter((person) => !ids.has(person));
  const made = await create(tx, strangers, origin);
  for (const [person, id] of made) ids.set(person, id);
  return { ids: new Map([...ids].flatMap(([person, id]) => person.refs.map((ref) => [ref, id] as const))), made: new Set(made.values()) };
};

/**
 * Finds the customer of each mention; people whom nobody knows become customers. Whoever is known already costs one look-up and no lock, which is the usual case of events.
 */
export const recognise = async (tx: Sql, refs: readonly Keys[], origin: Origin): Promise<Recognised> => {
  const known = await KnownCustomers.find(tx, refs.map(personOf));
  const ids = new Map<number, string>();
  const strangers: Mention[] = [];
  for (const [at, keys] of refs.entries()) {
    const living = keys.id === null ? undefined : known.livingAs(keys.id);
    const found = living === undefined ? known.customerOf(personOf(keys)) : { id: living, gainsExternalId: false };
    if (found && !found.gainsExternalId) ids.set(at, found.id);
    else if (keys.id === null) strangers.push({ at, keys });
  }
  const found = strangers.length > 0 ? await recogniseLocked(tx, strangers, origin) : NOBODY;
  const customers = refs.map((_, at) => ids.get(at) ?? found.ids.get(at) ?? null);
  await noteOthers(tx, refs, customers, origin);
  return { customers, made: found.made };
};
