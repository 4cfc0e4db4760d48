import type { Tx } from '@wayfare/platform';
import { claimAttributes } from '../../claims/claim.js';
import { claimContact, standingContact } from '../../claims/contact.js';
import { writeConsents } from '../../consent/write.js';
import { lockCreationForImport } from '../../identity/creation-lock.js';
import { KnownCustomers } from '../../identity/known.js';
import { noteTags, tagsBecause } from '../../profiles/tags.js';
import { arrayLiteral } from '../../sql/array-literal.js';
import { ErasedKeys } from '../erased.js';
import type { Lane } from '../pipeline.js';
import type { ImportedPerson } from '../rows/customer-row.js';
import { type Consent, consentOf, consentSource, SOURCE } from './consent.js';
import type { CustomerChunk } from './customer-chunk.js';
import { LOCK_CUSTOMERS, MERGE_CUSTOMERS, MERGE_IDENTITIES, SAID } from './customers.sql.js';
import type { StrangerRows } from './strangers.js';

export interface Applied {
  readonly inserted: number;
  readonly updated: number;
}

export interface AppliedPeople extends Applied {
  /** Rows of people who were erased after the file had come in. */
  readonly refused: number;
  readonly erased: ErasedKeys;
}

interface ChunkScene {
  readonly importId: string;
  /** Whom the attributes come from. */
  readonly source: string;
  readonly consent: Consent;
  readonly now: Date;
  readonly rows: StrangerRows;
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
    if (!customer) strangers.push(person);
    else if (same) same.merge(person);
    else byId.set(customer.id, person);
  }
  const found = [...byId].map(([id, person]) => ({ id, person }));
  return { found: found.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1)), strangers };
};

const mergeFound = async (tx: Tx, found: readonly Found[], { importId, source, consent, now }: ChunkScene): Promise<void> => {
  if (found.length === 0) return;
  const ids = found.map(({ id }) => id);
  await tx.query(LOCK_CUSTOMERS, [ids]);
  const column = (pick: (person: ImportedPerson) => string | null): (string | null)[] => found.map(({ person }) => pick(person));
  const attributes = found.map(({ person }) => person.attributes);
  const said = found.map(({ id, person: { email, phone, timeZone, locale } }) => ({ id, contact: { email, phone, timeZone, locale } }));
  const weaker = await claimContact(tx, said, source, now);
  const contacts = said.map(({ id, contact }) => standingContact(contact, weaker.get(id)));
  const overruled = await claimAttributes(tx, { rows: { text: SAID, parameters: [ids, attributes] }, source, now });
  await tx.query(MERGE_CUSTOMERS, [
    ids,
    column(({ externalId }) => externalId),
    contacts.map(({ email }) => email),
    contacts.map(({ phone }) => phone),
    contacts.map(({ timeZone }) => timeZone),
    contacts.map(({ locale }) => locale),
    attributes,
    column(({ tags }) => arrayLiteral(tags)),
    now,
    ids.map((id) => arrayLiteral(overruled.get(id) ?? [])),
  ]);
  const identities = found.flatMap(({ id, person }) => [
    ...person.others.map((other) => ({ ...other, id })),
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
  const consents = found.flatMap(({ id, person }) =>
    consentOf(person, consent).map(([channel, granted]) => ({ customerId: id, channel, granted })),
  );
  await writeConsents(tx, consents, { source: consentSource(importId), at: now });
};

const tagsOf = (people: readonly ImportedPerson[]): string[] => {
  const tags = new Set<string>();
  for (const person of people) for (const tag of person.tags) tags.add(tag);
  return [...tags];
};

/**
 * Applies one chunk of customers. Two chunks of one import may be under way at once: they share no key (else the later has waited), so
 * what they insert can't meet; what they merge could be one and the same customer by a key that only the database knows, so merging waits for its turn,
 * and nobody who waits holds a customer's row. The creation lock is taken in order too: who asks for it exclusively in between would else stand
 * between two that wait for each other.
 */
export const applyCustomers = async (tx: Tx, chunk: CustomerChunk, scene: ChunkScene, lane: Lane): Promise<AppliedPeople> => {
  const { importId, now, rows } = scene;
  await (chunk.followsPrevious ? lane.turn : Promise.race([lane.turn, lane.previousLocked]));
  await lockCreationForImport(tx);
  lane.locked();
  const erased = await ErasedKeys.read(tx, importId);
  const isKept = ({ externalId, emailKeys, phones, others }: ImportedPerson): boolean =>
    !erased.has({ externalId, addresses: [...emailKeys, ...phones, ...others.map(({ value }) => value)] });
  const people = erased.size === 0 ? chunk.people : chunk.people.filter(isKept);
  const refused = chunk.total - chunk.rejected - people.reduce((sum, person) => sum + person.rows, 0);
  const { found, strangers } = await recognisePeople(tx, people);
  const tags = tagsOf(people);
  if (tags.length > 0) await tagsBecause(tx, { origin: 'import', id: importId, at: now });
  await rows.insert(tx, strangers, scene);
  await lane.turn;
  await mergeFound(tx, found, scene);
  await noteTags(tx, tags, now);
  return { inserted: strangers.length, updated: chunk.total - chunk.rejected - refused - strangers.length, refused, erased };
};
