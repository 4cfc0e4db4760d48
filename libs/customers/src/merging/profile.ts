import { type AttributeValue, CONTACT_FIELDS } from '@wayfare/contracts';
import { type ContactClaimed, contactOf, contactRanks } from '../claims/contact.js';
import type { Ranks } from '../claims/rules.js';
import { type Claimed, type ClaimRow, claimsOf, inOrder } from '../claims/standing.js';
import { type Change, comes, type Lost, same } from './change.js';
import { joinAttributes, type Rule } from './join-attributes.js';

/** What a customer's own row says of them, and who said what of it. */
export interface ProfileRow extends ContactClaimed {
  readonly id: string;
  readonly externalId: string | null;
  readonly tags: readonly string[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export const PROFILE_FIELDS = ['externalId', 'email', 'phone', 'timeZone', 'locale'] as const;
export type ProfileField = (typeof PROFILE_FIELDS)[number];

/** What a merge changed of the customer who was kept, so that it can be taken back. */
export interface Changed {
  readonly fields: Readonly<Partial<Record<ProfileField, Change<string | null>>>>;
  readonly attributes: Readonly<Record<string, Change<AttributeValue>>>;
  readonly tags: readonly string[];
}

export interface Joined {
  readonly profile: ProfileRow;
  readonly changed: Changed;
  readonly lost: readonly Lost[];
  /** Whether there is anything to be noted of what was said of the kept customer. */
  readonly hasClaims: boolean;
}

const without = (attributes: Readonly<Record<string, AttributeValue>>): Record<string, AttributeValue> =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null));

/** Claims of a customer after some were noted, which take the place of what the same source had said of the same attributes. */
const noteClaims = (claims: readonly ClaimRow[], noted: readonly ClaimRow[]): ClaimRow[] => {
  const rows = new Map(claims.map((row) => [`${row.part} ${row.source}`, row]));
  for (const row of noted) {
    const key = `${row.part} ${row.source}`;
    rows.set(key, { ...row, said: { ...rows.get(key)?.said, ...row.said } });
  }
  return [...rows.values()];
};

const textOf = (value: AttributeValue): string | null => (typeof value === 'string' ? value : null);

/** An external id never gives way: it comes where there is none. */
const joinExternalId = (kept: ProfileRow, merged: ProfileRow): { change: Change<string | null> | null; lost: readonly Lost[] } => {
  const [was, other] = [kept.externalId, merged.externalId];
  if (comes(was, other, false)) return { change: { was, now: other }, lost: [] };
  return { change: null, lost: other === null || other === was ? [] : [{ name: 'externalId', value: other, of: merged.id }] };
};

/**
 * Puts a merged customer's profile onto that of the customer who is kept. Of an attribute, and of e-mail address, phone number, zone and language, stands what the strongest and then the latest source says; what gives way is kept as
 * lost. An external id never gives way. Tags are those of both.
 */
export const joinProfiles = (kept: ProfileRow, merged: ProfileRow, rule: Rule): Joined => {
  const newer = merged.updatedAt > kept.updatedAt;
  const externalId = joinExternalId(kept, merged);
  const contact = joinAttributes(
    { ...contactOf(kept), id: kept.id, updatedAt: kept.updatedAt },
    { ...contactOf(merged), id: merged.id, updatedAt: merged.updatedAt },
    { ranks: contactRanks(rule.ranks), computed: new Set() },
  );
  const fields: Partial<Record<ProfileField, Change<string | null>>> = externalId.change ? { externalId: externalId.change } : {};
  for (const field of CONTACT_FIELDS) {
    const change = contact.changed[field];
    if (change) fields[field] = { was: textOf(change.was), now: textOf(change.now) };
  }
  const attributes = joinAttributes(kept, merged, rule);
  const tags = merged.tags.filter((tag) => !kept.tags.includes(tag));
  const values = Object.fromEntries(Object.entries(fields).map(([name, { now }]) => [name, now]));
  const profile: ProfileRow = {
    ...kept,
    ...values,
    attributes: without({
      ...kept.attributes,
      ...Object.fromEntries(Object.entries(attributes.changed).map(([name, { now }]) => [name, now])),
    }),
    claims: noteClaims(kept.claims, attributes.claims),
    contactClaims: noteClaims(kept.contactClaims, contact.claims),
    tags: [...kept.tags, ...tags],
    updatedAt: newer ? merged.updatedAt : kept.updatedAt,
  };
  return {
    ...{ profile, changed: { fields, attributes: attributes.changed, tags } },
    ...{ lost: [...externalId.lost, ...contact.lost, ...attributes.lost], hasClaims: attributes.claims.length + contact.claims.length > 0 },
  };
};

/** What those say who are left, where anything was noted; undefined: nobody has said anything else than what was there. */
const leftOf = (claimed: Claimed, name: string, ranks: Ranks): AttributeValue | undefined =>
  claimed.claims.some(({ said }) => Object.hasOwn(said, name)) ? inOrder(claimsOf(claimed, name), name, ranks)[0]?.value : undefined;

/**
 * The profile of a customer who was kept, without what a merge gave them; what was written since stays. What those say who are left holds, where anything was noted.
 * @param profile without the claims of those who part
 * @param stillTheirs tags that others who are part of them still have
 */
export const partProfile = (profile: ProfileRow, changed: Changed, stillTheirs: ReadonlySet<string>, ranks: Ranks): ProfileRow => {
  const fields: Partial<Record<ProfileField, string | null>> = {};
  const [contact, fieldRanks] = [contactOf(profile), contactRanks(ranks)];
  for (const name of PROFILE_FIELDS) {
    const change = changed.fields[name];
    if (!change || change.now !== profile[name]) continue;
    const left = name === 'externalId' ? undefined : leftOf(contact, name, fieldRanks);
    fields[name] = left === undefined ? change.was : textOf(left);
  }
  const attributes: Record<string, AttributeValue> = { ...profile.attributes };
  for (const [name, { was, now }] of Object.entries(changed.attributes)) {
    if (!same(now, profile.attributes[name])) continue;
    const left = leftOf(profile, name, ranks);
    attributes[name] = left === undefined ? was : left;
  }
  const tags = profile.tags.filter((tag) => !changed.tags.includes(tag) || stillTheirs.has(tag));
  return { ...profile, ...fields, attributes: without(attributes), tags };
};

/** What a later merge has to take back once an earlier one is undone: where it replaced what that one had brought, what stood there before both. */
export const withoutEarlier = (later: Changed, undone: Changed): Changed => {
  const fields = { ...later.fields };
  for (const name of PROFILE_FIELDS) {
    const [change, earlier] = [later.fields[name], undone.fields[name]];
    if (change && earlier && change.was === earlier.now) fields[name] = { was: earlier.was, now: change.now };
  }
  const attributes = Object.entries(later.attributes).map(([name, change]) => {
    const earlier = undone.attributes[name];
    return [name, earlier && same(change.was, earlier.now) ? { was: earlier.was, now: change.now } : change] as const;
  });
  return { ...later, fields, attributes: Object.fromEntries(attributes) };
};
