import type { RowMatching } from '@wayfare/contracts';
import type { Tx } from '@wayfare/platform';
import { claimAttributes, type Overruled } from '../../claims/claim.js';
import { claimContact, standingContact } from '../../claims/contact.js';
import { writeConsents } from '../../consent/write.js';
import { lockCreationForImport } from '../../identity/creation-lock.js';
import { TagNames } from '../../profiles/tag-names.js';
import { noteTags, tagsBecause } from '../../profiles/tags.js';
import { arrayLiteral } from '../../sql/array-literal.js';
import { ErasedKeys } from '../erased.js';
import type { Lane } from '../pipeline.js';
import type { Reject } from '../reasons.js';
import type { ImportedPerson } from '../rows/customer-row.js';
import type { Clears } from './clears.js';
import { type Consent, consentOf, consentSource, SOURCE } from './consent.js';
import type { CustomerChunk } from './customer-chunk.js';
import { LOCK_CUSTOMERS, MERGE_CUSTOMERS, MERGE_IDENTITIES, SAID } from './customers.sql.js';
import { type Found, rejectsOf, sortPeople } from './found.js';
import type { StrangerRows } from './strangers.js';

export interface Applied {
  readonly inserted: number;
  readonly updated: number;
}

export interface AppliedPeople extends Applied {
  /** Rows of people who were erased after the file had come in. */
  readonly refused: number;
  readonly erased: ErasedKeys;
  /** What is said of rows that only looking somebody up could tell. */
  readonly rejects?: readonly Reject[];
}

interface ChunkScene {
  readonly importId: string;
  /** Whom the attributes come from. */
  readonly source: string;
  readonly consent: Consent;
  readonly now: Date;
  readonly rows: StrangerRows;
  readonly matching: RowMatching;
  readonly clears: Clears;
  /** How many columns the file has. */
  readonly width: number;
}

/** An empty cell never takes away how somebody is reached. */
const CLEARED_CONTACT = ['timeZone', 'locale'] as const;

const mergeFound = async (tx: Tx, found: readonly Found[], scene: ChunkScene): Promise<void> => {
  if (found.length === 0) return;
  const { importId, source, consent, now, clears } = scene;
  const ids = found.map(({ id }) => id);
  await tx.query(LOCK_CUSTOMERS, [ids]);
  const attributes = found.map(({ person }) => person.attributes);
  const cleared = CLEARED_CONTACT.filter((field) => clears.fields.includes(field));
  const contact = await claimContact(
    tx,
    found.map(({ id, person }) => ({ id, contact: person, cleared })),
    source,
    now,
  );
  const said = { text: SAID, parameters: [ids, attributes, clears.attributes] };
  const overruled = { contact, attributes: await claimAttributes(tx, { rows: said, source, now }) };
  await tx.query(MERGE_CUSTOMERS, [...mergeParameters(found, overruled, clears), now]);
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

/** What stronger sources say otherwise. */
export interface OverruledPeople {
  readonly attributes: Overruled;
  readonly contact: Overruled;
}

/** The parameters of `MERGED`. */
export const mergeParameters = (found: readonly Found[], overruled: OverruledPeople, clears: Clears): unknown[] => {
  const contacts = found.map(({ id, person }) => standingContact(person, overruled.contact.get(id)));
  const isCleared = (field: (typeof CLEARED_CONTACT)[number]): boolean[] =>
    found.map(({ id }) => clears.fields.includes(field) && !overruled.contact.get(id)?.includes(field));
  return [
    found.map(({ id }) => id),
    found.map(({ person }) => person.externalId),
    contacts.map(({ email }) => email),
    contacts.map(({ phone }) => phone),
    contacts.map(({ timeZone }) => timeZone),
    contacts.map(({ locale }) => locale),
    found.map(({ person }) => person.attributes),
    found.map(({ person }) => arrayLiteral(person.tags)),
    found.map(({ id }) => arrayLiteral(overruled.attributes.get(id) ?? [])),
    clears.attributes,
    isCleared('timeZone'),
    isCleared('locale'),
  ];
};

const rowsOf = (people: readonly ImportedPerson[]): number => people.reduce((sum, person) => sum + person.rows, 0);

/** Gives the people of a chunk their tags by the names of now; all of these. */
const nameTags = async (tx: Tx, people: readonly ImportedPerson[]): Promise<string[]> => {
  const tags = tagsOf(people);
  const names = tags.length > 0 ? await TagNames.read(tx) : null;
  if (!names || tags.every((tag) => names.nowOf(tag) === tag)) return tags;
  for (const person of people) if (person.tags.length > 0) person.tags = names.allNow(person.tags);
  return names.allNow(tags);
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
  const erasedRows = chunk.total - chunk.rejected - rowsOf(people);
  const { found, strangers, refused: notTaken } = await sortPeople(tx, people, scene.matching);
  const refused = erasedRows + rowsOf(notTaken.map(({ person }) => person));
  const taken = [...found.map(({ person }) => person), ...strangers];
  const tags = await nameTags(tx, taken);
  if (tags.length > 0) await tagsBecause(tx, { origin: 'import', id: importId, at: now });
  await rows.insert(tx, strangers, scene);
  await lane.turn;
  await mergeFound(tx, found, scene);
  await noteTags(tx, tags, now);
  const updated = chunk.total - chunk.rejected - refused - strangers.length;
  return { inserted: strangers.length, updated, refused, erased, rejects: rejectsOf(notTaken, scene.width) };
};
