import type { AttributeValue, ConsentProof, CustomerInput } from '@wayfare/contracts';
import { type FieldError, invalid, isTimeZone } from '@wayfare/kernel';
import { currentActor, type Sql } from '@wayfare/platform';
import { claimAttributes } from '../claims/claim.js';
import { claimContact, standingContact } from '../claims/contact.js';
import { refuseComputed } from '../computed/protect.js';
import { sayConsents } from '../consent/requests.js';
import { kindOf } from '../events/kinds.js';
import { isStorable, type Keys, keysOf, normaliseEmail, othersOf } from '../identity/keys.js';
import { normalisePhone } from '../identity/phone.js';
import { tagsNow } from './tag-names.js';
import { noteTags, tagsBecause } from './tags.js';

/** One customer as they are to be written, checked and normalised. */
export interface CustomerChange {
  readonly keys: Keys;
  readonly timeZone: string | null;
  readonly locale: string | null;
  /** Set where a value stands, removed where `null` does. */
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** All tags there shall be; `null` leaves them. */
  readonly tags: readonly string[] | null;
  readonly consent: Readonly<Record<string, boolean>>;
  readonly consentProof: ConsentProof | undefined;
}

const LOCALE = /^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/;

const textsOf = (input: CustomerInput): string[] => [
  input.externalId ?? '',
  ...Object.values(input.identities ?? {}),
  ...(input.tags ?? []),
  ...Object.keys(input.consent ?? {}),
  ...Object.entries(input.attributes ?? {}).flatMap(([name, value]) => [name, ...[value].flat().filter((one) => typeof one === 'string')]),
];

/**
 * Checks what the schema can't: addresses, zone, characters. `callingCode` is that of a phone number without one.
 * @throws AppError `invalid` naming each field
 */
export const readCustomerInput = (input: CustomerInput, callingCode: string): CustomerChange => {
  const email = input.email === undefined ? null : normaliseEmail(input.email);
  const phone = input.phone === undefined ? null : normalisePhone(input.phone, callingCode);
  const problems: FieldError[] = [
    ...(input.email !== undefined && email === null ? [{ path: 'email', code: 'not_an_email', message: 'not an e-mail address' }] : []),
    ...(input.phone !== undefined && phone === null ? [{ path: 'phone', code: 'not_a_phone', message: 'not a phone number' }] : []),
    ...(input.timeZone !== undefined && !isTimeZone(input.timeZone)
      ? [{ path: 'timeZone', code: 'not_a_time_zone', message: 'not an IANA time zone' }]
      : []),
    ...(input.locale !== undefined && !LOCALE.test(input.locale)
      ? [{ path: 'locale', code: 'not_a_locale', message: 'not a language tag such as zh-CN' }]
      : []),
    ...(textsOf(input).every(isStorable)
      ? []
      : [{ path: 'attributes', code: 'not_storable', message: 'holds a character that cannot be stored' }]),
  ];
  if (problems.length > 0) throw invalid('The customer cannot be stored as given.', problems);
  return {
    keys: keysOf({ id: null, externalId: input.externalId ?? null, email, phone, others: othersOf(input.identities) }),
    timeZone: input.timeZone ?? null,
    locale: input.locale ?? null,
    attributes: input.attributes ?? {},
    tags: input.tags ? [...new Set(input.tags)] : null,
    consent: input.consent ?? {},
    consentProof: input.consentProof,
  };
};

/** The tags that were given, but for those which a rule puts: of these everybody keeps what they have. */
const RULED = 'SELECT name FROM tag_catalogue WHERE condition IS NOT NULL AND archived_at IS NULL';
const TAGS = `ARRAY(SELECT t FROM unnest($9) t WHERE t NOT IN (${RULED})) || ARRAY(SELECT t FROM unnest(tags) t WHERE t IN (${RULED}))`;
const UPDATE = `
  UPDATE customers SET external_id = coalesce(external_id, $2), email = coalesce($3, email), phone = coalesce($4, phone),
    time_zone = coalesce($5, time_zone), locale = coalesce($6, locale), attributes = (attributes || $7::jsonb) - $8::text[],
    tags = CASE WHEN $9::text[] IS NULL THEN tags ELSE ${TAGS} END, updated_at = $10, origin = coalesce(origin, CASE WHEN created_at = $10 THEN $11 END)
  WHERE id = $1`;

const HOLD = 'SELECT FROM customers WHERE id = $1 FOR NO KEY UPDATE';
const ONE = 'SELECT $1::bigint AS id, $2::jsonb AS patch';

/** Whom attributes come from: a colleague at the screen is told from a program that uses the interface. */
const saidBy = (source: string): string => (source === 'api' && currentActor().startsWith('user:') ? 'page' : source);

const NOTE_ATTRIBUTES = `
  INSERT INTO attribute_catalogue (name, kind, source, first_seen_at)
  SELECT name, kind, $3, $4 FROM unnest($1::text[], $2::text[]) AS seen (name, kind) ORDER BY name
  ON CONFLICT (name) DO NOTHING`;

/** Attributes that the builders have not heard of yet. */
export const noteAttributes = async (tx: Sql, kinds: ReadonlyMap<string, string>, source: string, now: Date): Promise<void> => {
  if (kinds.size > 0) await tx.query(NOTE_ATTRIBUTES, [[...kinds.keys()], [...kinds.values()], source, now]);
};

/**
 * Writes a change onto a customer; what it does not speak of stays, and so does what a stronger source says otherwise. Gives the batches of events that tell of it, to be announced after the commit.
 * @throws AppError `invalid` where it names attributes that the product works out
 */
export const writeCustomer = async (tx: Sql, id: string, change: CustomerChange, source: string, now: Date): Promise<readonly string[]> => {
  const { keys, timeZone, locale, attributes, consent, consentProof } = change;
  const tags = change.tags && (await tagsNow(tx, change.tags));
  await refuseComputed(
    tx,
    Object.keys(attributes).map((name) => ({ name, path: `attributes.${name}` })),
  );
  await tx.query(HOLD, [id]);
  const by = saidBy(source);
  const rows = { text: ONE, parameters: [id, JSON.stringify(attributes)] };
  const overruled = (await claimAttributes(tx, { rows, source: by, now })).get(id) ?? [];
  const said = { email: keys.email, phone: keys.phone, timeZone, locale };
  const contact = standingContact(said, (await claimContact(tx, [{ id, contact: said }], by, now)).get(id));
  const standing = Object.entries(attributes).filter(([name]) => !overruled.includes(name));
  const set = Object.fromEntries(standing.filter(([, value]) => value !== null));
  const removed = standing.flatMap(([name, value]) => (value === null ? [name] : []));
  if (tags) await tagsBecause(tx, { origin: source === 'api' ? 'api' : 'device', at: now });
  const reached = [contact.email, contact.phone, contact.timeZone, contact.locale];
  await tx.query(UPDATE, [id, keys.externalId, ...reached, JSON.stringify(set), removed, tags, now, by]);
  const batchIds = await sayConsents(tx, { customerId: id, consent, source, at: now, proof: consentProof, isCertain: by === 'page' });
  const kinds = Object.entries(set).flatMap(([name, value]) => {
    const kind = kindOf(value);
    return kind ? [[name, kind] as const] : [];
  });
  await noteAttributes(tx, new Map(kinds), source, now);
  await noteTags(tx, tags ?? [], now);
  return batchIds;
};
