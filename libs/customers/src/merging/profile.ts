import type { AttributeValue } from '@wayfare/contracts';
import type { Ranks } from '../claims/rules.js';
import { type Claimed, type ClaimRow, claimsOf, inOrder } from '../claims/standing.js';
import { type Change, comes, type Lost, same } from './change.js';
import { joinAttributes, type Rule } from './join-attributes.js';

/** What a customer's own row says of them, and who said what of it. */
export interface ProfileRow extends Claimed {
  readonly id: string;
  readonly externalId: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly timeZone: string | null;
  readonly locale: string | null;
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
  /** What is to be noted of the kept customer's attributes. */
  readonly claims: readonly ClaimRow[];
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

/**
 * Puts a merged customer's profile onto that of the customer who is kept. Of e-mail address, phone number, zone and language a value of one of them stands; of two different ones that of the profile which was written later, and
 * the other is kept as lost. Of an attribute stands what the strongest and then the latest source says. An external id never gives way. Tags are those of both.
 */
export const joinProfiles = (kept: ProfileRow, merged: ProfileRow, rule: Rule): Joined => {
  const newer = merged.updatedAt > kept.updatedAt;
  const lost: Lost[] = [];
  const lose = (name: string, value: AttributeValue | null, of: string): void => {
    if (value !== null) lost.push({ name, value, of });
  };
  const fields: Partial<Record<ProfileField, Change<string | null>>> = {};
  for (const name of PROFILE_FIELDS) {
    const [was, other] = [kept[name], merged[name]];
    if (comes(was, other, newer && name !== 'externalId')) {
      fields[name] = { was, now: other };
      lose(name, was, kept.id);
    } else if (other !== null && other !== was) lose(name, other, merged.id);
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
    tags: [...kept.tags, ...tags],
    updatedAt: newer ? merged.updatedAt : kept.updatedAt,
  };
  return {
    ...{ profile, changed: { fields, attributes: attributes.changed, tags } },
    ...{ lost: [...lost, ...attributes.lost], claims: attributes.claims },
  };
};

/**
 * The profile of a customer who was kept, without what a merge gave them; what was written since stays. Where nothing was, an attribute is what those say who are left.
 * @param profile without the claims of those who part
 * @param stillTheirs tags that others who are part of them still have
 */
export const partProfile = (profile: ProfileRow, changed: Changed, stillTheirs: ReadonlySet<string>, ranks: Ranks): ProfileRow => {
  const fields: Partial<Record<ProfileField, string | null>> = {};
  for (const name of PROFILE_FIELDS) {
    const change = changed.fields[name];
    if (change && change.now === profile[name]) fields[name] = change.was;
  }
  const attributes: Record<string, AttributeValue> = { ...profile.attributes };
  for (const [name, { was, now }] of Object.entries(changed.attributes)) {
    if (!same(now, profile.attributes[name])) continue;
    const left = profile.claims.some(({ said }) => Object.hasOwn(said, name))
      ? inOrder(claimsOf(profile, name), name, ranks)[0]
      : undefined;
    attributes[name] = left ? left.value : was;
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
