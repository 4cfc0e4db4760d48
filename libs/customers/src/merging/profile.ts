import type { AttributeValue } from '@wayfare/contracts';

/** What a customer's own row says of them. */
export interface ProfileRow {
  readonly id: string;
  readonly externalId: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly timeZone: string | null;
  readonly locale: string | null;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly tags: readonly string[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export const PROFILE_FIELDS = ['externalId', 'email', 'phone', 'timeZone', 'locale'] as const;
export type ProfileField = (typeof PROFILE_FIELDS)[number];

/** What was there before the merge (null: nothing) and what stands there since. */
interface Change<T> {
  readonly was: T;
  readonly now: T;
}

/** What a merge changed of the customer who was kept, so that it can be taken back. */
export interface Changed {
  readonly fields: Readonly<Partial<Record<ProfileField, Change<string | null>>>>;
  readonly attributes: Readonly<Record<string, Change<AttributeValue>>>;
  readonly tags: readonly string[];
}

/** A value that gave way to another one, and whose it was. */
export interface Lost {
  readonly name: string;
  readonly value: AttributeValue;
  readonly of: string;
}

export interface Joined {
  readonly profile: ProfileRow;
  readonly changed: Changed;
  readonly lost: readonly Lost[];
}

/** JSON as one text whatever the order of its keys; attributes hold no objects. */
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** Which of two values stands from now on: the only one there is, else that of the profile that was written later. */
const comes = <T>(kept: T | null, merged: T | null, mergedIsNewer: boolean): boolean =>
  merged !== null && (kept === null || (mergedIsNewer && !same(kept, merged)));

/**
 * Puts a merged customer's profile onto that of the customer who is kept. A value of one of them stands; of two different ones that of the profile which was written later, and the other
 * is kept as lost. An external id never gives way. Tags are those of both.
 */
export const joinProfiles = (kept: ProfileRow, merged: ProfileRow): Joined => {
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
  const attributes: Record<string, Change<AttributeValue>> = {};
  for (const [name, other] of Object.entries(merged.attributes)) {
    const was = kept.attributes[name] ?? null;
    if (comes(was, other, newer)) {
      attributes[name] = { was, now: other };
      lose(name, was, kept.id);
    } else if (!same(was, other)) lose(name, other, merged.id);
  }
  const tags = merged.tags.filter((tag) => !kept.tags.includes(tag));
  const values = Object.fromEntries(Object.entries(fields).map(([name, { now }]) => [name, now]));
  const profile: ProfileRow = {
    ...kept,
    ...values,
    attributes: { ...kept.attributes, ...Object.fromEntries(Object.entries(attributes).map(([name, { now }]) => [name, now])) },
    tags: [...kept.tags, ...tags],
    updatedAt: newer ? merged.updatedAt : kept.updatedAt,
  };
  return { profile, changed: { fields, attributes, tags }, lost };
};

/**
 * The profile of a customer who was kept, without what a merge gave them; what was written since stays.
 * @param stillTheirs tags that others who are part of them still have
 */
export const partProfile = (profile: ProfileRow, changed: Changed, stillTheirs: ReadonlySet<string>): ProfileRow => {
  const fields: Partial<Record<ProfileField, string | null>> = {};
  for (const name of PROFILE_FIELDS) {
    const change = changed.fields[name];
    if (change && change.now === profile[name]) fields[name] = change.was;
  }
  const attributes = Object.entries(profile.attributes).flatMap(([name, value]) => {
    const change = changed.attributes[name];
    if (!change || !same(change.now, value)) return [[name, value] as const];
    return change.was === null ? [] : [[name, change.was] as const];
  });
  const tags = profile.tags.filter((tag) => !changed.tags.includes(tag) || stillTheirs.has(tag));
  return { ...profile, ...fields, attributes: Object.fromEntries(attributes), tags };
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
