import type { Tx } from '@wayfare/platform';
import { lockCreationForImport } from '../../identity/creation-lock.js';
import { KnownCustomers } from '../../identity/known.js';
import { reserveIds } from '../../identity/recognise.js';
import { arrayLiteral, copyInto, copyText } from '../copy.js';
import type { Lane } from '../pipeline.js';
import type { ImportedPerson } from '../rows/customer-row.js';
import type { CustomerChunk } from './customer-chunk.js';
import { LOCK_CUSTOMERS, MERGE_CONSENTS, MERGE_CUSTOMERS, MERGE_IDENTITIES } from './customers.sql.js';

const SOURCE = 'import';
const CUSTOMER_COLUMNS = 'customers (id, external_id, email, phone, time_zone, locale, attributes, tags, created_at, updated_at)';

type Consent = Readonly<Record<string, boolean>>;
/** What a row says of a channel goes before what was said for all rows. */
const consentOf = (person: ImportedPerson, consent: Consent): [string, boolean][] => Object.entries({ ...consent, ...person.consent });

export interface Applied {
  readonly inserted: number;
  readonly updated: number;
}

interface Found {
  readonly id: string;
  readonly person: ImportedPerson;
}

/** Who of a chunk is known, each customer once, in order of their ids; and who is not. */
const recognisePeople = async (tx: Tx, people: readonly ImportedPerson[]): Promise<{ found: Found[]; strangers: ImportedPerson[] }> => {
  const known = await KnownCustomers.find(tx, people);
  const byId = new Map<string, ImportedPerson>();
  const strangers: ImportedPerson[] = [];
  for (const person of people) {
    const customer = known.customerOf(person);
    const same = customer && byId.get(customer.id);
    const isTaken = customer?.gainsExternalId && (same?.externalId ?? person.externalId) !== person.externalId;
    if (!customer || isTaken) strangers.push(person);
    else if (same) same.merge(person);
    else byId.set(customer.id, person);
  }
  const found = [...byId].map(([id, person]) => ({ id, person }));
  return { found: found.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1)), strangers };
};

/** New customers go in by COPY, three streams one after the other: less than half the work of INSERT. */
const insertStrangers = async (tx: Tx, people: readonly ImportedPerson[], consent: Consent, now: Date): Promise<void> => {
  const ids = await reserveIds(tx, people.length);
  const end = `\t${SOURCE}\t${now.toISOString()}\n`;
  const at = `\t${now.toISOString()}\t${now.toISOString()}\n`;
  const given = Object.entries(consent).map(([channel, granted]) => `\t${copyText(channel)}\t${granted}${end}`);
  const customers: string[] = [];
  const identities: string[] = [];
  const consents: string[] = [];
  for (let position = 0; position < people.length; position += 1) {
    const [id, person] = [ids[position], people[position]];
    if (id === undefined || person === undefined) break;
    const profile = `${copyText(person.externalId)}\t${copyText(person.email)}\t${copyText(person.phone)}\t${copyText(person.timeZone)}\t${copyText(person.locale)}`;
    const tags = person.tags.length === 0 ? '{}' : copyText(arrayLiteral(person.tags));
    customers.push(`${id}\t${profile}\t{${copyText(person.attributes)}}\t${tags}${at}`);
    for (const value of person.emailKeys) identities.push(`email\t${copyText(value)}\t${id}${end}`);
    for (const value of person.phones) identities.push(`phone\t${value}\t${id}${end}`);
    if (person.consent === null) for (const line of given) consents.push(id + line);
    else for (const [channel, granted] of consentOf(person, consent)) consents.push(`${id}\t${copyText(channel)}\t${granted}${end}`);
  }
  await copyInto(tx, CUSTOMER_COLUMNS, customers);
  await copyInto(tx, 'identities (kind, value, customer_id, source, seen_at)', identities);
  await copyInto(tx, 'consents (customer_id, channel, granted, source, changed_at)', consents);
};

const mergeFound = async (tx: Tx, found: readonly Found[], consent: Consent, now: Date): Promise<void> => {
  if (found.length === 0) return;
  const ids = found.map(({ id }) => id);
  await tx.query(LOCK_CUSTOMERS, [ids]);
  const column = (pick: (person: ImportedPerson) => string | null): (string | null)[] => found.map(({ person }) => pick(person));
  await tx.query(MERGE_CUSTOMERS, [
    ids,
    column(({ externalId }) => externalId),
    column(({ email }) => email),
    column(({ phone }) => phone),
    column(({ timeZone }) => timeZone),
    column(({ locale }) => locale),
    column(({ attributes }) => `{${attributes}}`),
    column(({ tags }) => arrayLiteral(tags)),
    now,
  ]);
  const identities = found.flatMap(({ id, person }) => [
    ...person.emailKeys.map((value) => ({ kind: 'email', value, id })),
    ...person.phones.map((value) => ({ kind: 'phone', value, id })),
  ]);
  if (identities.length > 0)
    await tx.query(MERGE_IDENTITIES, [
      identities.map(({ kind }) => kind),
      identities.map(({ value }) => value),
      identities.map(({ id }) => id),
      SOURCE,
      now,
    ]);
  const consents = found.flatMap(({ id, person }) => consentOf(person, consent).map(([channel, granted]) => ({ id, channel, granted })));
  if (consents.length > 0)
    await tx.query(MERGE_CONSENTS, [
      consents.map(({ id }) => id),
      consents.map(({ channel }) => channel),
      consents.map(({ granted }) => granted),
      SOURCE,
      now,
    ]);
};

/**
 * Applies one chunk of customers. Two chunks of one import may be under way at once: they share no key (else the later has waited), so
 * what they insert can't meet; what they merge could be one and the same customer by a key that only the database knows, so merging waits for its turn,
 * and nobody who waits holds a customer's row. The creation lock is taken in order too: who asks for it exclusively in between would else stand
 * between two that wait for each other.
 */
export const applyCustomers = async (
  tx: Tx,
  chunk: CustomerChunk,
  { consent, now }: { readonly consent: Consent; readonly now: Date },
  lane: Lane,
): Promise<Applied> => {
  await (chunk.followsPrevious ? lane.turn : Promise.race([lane.turn, lane.previousLocked]));
  await lockCreationForImport(tx);
  lane.locked();
  const { found, strangers } = await recognisePeople(tx, chunk.people);
  await insertStrangers(tx, strangers, consent, now);
  await lane.turn;
  await mergeFound(tx, found, consent, now);
  return { inserted: strangers.length, updated: chunk.total - chunk.rejected - strangers.length };
};
