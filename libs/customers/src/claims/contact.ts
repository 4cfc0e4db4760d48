import { CONTACT_FIELDS, type ContactField } from '@wayfare/contracts';
import type { Sql } from '@wayfare/platform';
import type { Overruled } from './claim.js';
import { type ClaimKind, claimSql } from './claim.sql.js';
import { type Ranks, readRanks } from './rules.js';
import type { Claimed, ClaimRow } from './standing.js';

/** What a customer's row says of how they are reached: at most one value of each field. */
export type Contact = Readonly<Record<ContactField, string | null>>;

/** What is needed to tell whom that comes from. */
export interface ContactClaimed extends Claimed, Contact {
  readonly contactClaims: readonly ClaimRow[];
}

/** Rules of these fields have names that no attribute is likely to have; where one has none, the rule of all others holds. */
export const contactRule = (field: ContactField): string => `@${field}`;

/** The ranks under the names of the fields. */
export const contactRanks = (ranks: Ranks): Ranks =>
  Object.fromEntries(
    ['' as const, ...CONTACT_FIELDS].map((name) => [name, (name === '' ? undefined : ranks[contactRule(name)]) ?? ranks[''] ?? {}]),
  );

/** How a customer is reached, seen as attributes are: the same rules say what holds. */
export const contactOf = (row: ContactClaimed): Claimed => ({
  ...row,
  attributes: Object.fromEntries(
    CONTACT_FIELDS.flatMap((field) => {
      const value = row[field];
      return value === null ? [] : [[field, value]];
    }),
  ),
  claims: row.contactClaims,
});

const CONTACT: ClaimKind = {
  column: 'contact',
  standing: "jsonb_strip_nulls(jsonb_build_object('email', c.email, 'phone', c.phone, 'timeZone', c.time_zone, 'locale', c.locale))",
  ruleOf: (name) => `('@' || ${name})`,
};

const ROWS = 'SELECT * FROM unnest($1::bigint[], $2::jsonb[]) s (id, patch)';
const STATEMENT = claimSql(CONTACT, ROWS, 2);

/** What a source says of one customer; null: it says nothing of that field. */
export interface ContactSaid {
  readonly id: string;
  readonly contact: Contact;
  /** Where it says nothing of these, it says that there is no such value. */
  readonly cleared?: readonly ContactField[];
}

/**
 * Notes who said how customers are reached, before the caller writes it onto rows that its transaction holds: all but what is overruled. An address that gives way stays one by which the customer is recognised.
 */
export const claimContact = async (tx: Sql, said: readonly ContactSaid[], source: string, now: Date): Promise<Overruled> => {
  const rows = said.flatMap(({ id, contact, cleared = [] }) => {
    const given = CONTACT_FIELDS.flatMap((field) => (contact[field] === null && !cleared.includes(field) ? [] : [[field, contact[field]]]));
    return given.length === 0 ? [] : [{ id, patch: JSON.stringify(Object.fromEntries(given)) }];
  });
  if (rows.length === 0) return new Map();
  const values = [rows.map(({ id }) => id), rows.map(({ patch }) => patch), source, now, JSON.stringify(await readRanks(tx))];
  const overruled = await tx.query<{ id: string; names: string[] }>(STATEMENT, values);
  return new Map(overruled.map(({ id, names }) => [id, names]));
};

/** What may be written of it. */
export const standingContact = (contact: Contact, overruled: readonly string[] = []): Contact => {
  const kept = (field: ContactField): string | null => (overruled.includes(field) ? null : contact[field]);
  return { email: kept('email'), phone: kept('phone'), timeZone: kept('timeZone'), locale: kept('locale') };
};
