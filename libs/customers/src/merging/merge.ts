import { currentActor, type Tx } from '@wayfare/platform';
import { readRanks } from '../claims/rules.js';
import type { ClaimRow } from '../claims/standing.js';
import { computedAmong } from '../computed/protect.js';
import { lockCreation } from '../identity/creation-lock.js';
import { tagsBecause } from '../profiles/tags.js';
import type { Lost } from './change.js';
import type { Following, MergeFollower } from './follower.js';
import {
  BEGIN_MERGES,
  END_MERGES,
  HOLD_PROFILES,
  KEEP_EXTERNAL_IDS,
  LEAVE_PROFILES,
  LIVING,
  NOTE_CLAIMS,
  NOTE_CONTACT_CLAIMS,
  SETTLE,
  UNSETTLED,
  WRITE_PROFILES,
} from './merge.sql.js';
import { type Changed, joinProfiles, type ProfileRow } from './profile.js';
import { JOIN_CONSENTS, MOVE_FACTS, NOTE_CONSENTS } from './tables.sql.js';
import { whoNow } from './who.js';

/** By which two customers were recognised as one. */
export interface Shared {
  readonly kind: string;
  readonly value: string;
}

export type MergeRule = 'identity' | 'visitor' | 'person';

/** Customers who are one person. */
export interface SamePerson {
  readonly ids: readonly string[];
  /** Who is kept; else the oldest of them. */
  readonly keep?: string;
  readonly rule: MergeRule;
  readonly cause: readonly Shared[];
}

export interface Merged extends Following {
  readonly rule: MergeRule;
}

/** `busy`: customers of whom a message was just being handed over; they are merged another time. */
export interface MergeOutcome {
  readonly merged: readonly Merged[];
  readonly busy: ReadonlySet<string>;
}

interface Living {
  readonly id: string;
  readonly createdAt: Date;
}

const byAge = (a: Living, b: Living): number => a.createdAt.getTime() - b.createdAt.getTime() || (BigInt(a.id) < BigInt(b.id) ? -1 : 1);

const columnsOf = (merges: readonly Following[]): string[][] => [
  merges.map(({ mergeId }) => mergeId),
  merges.map(({ from }) => from),
  merges.map(({ to }) => to),
];

/** Moves what is known of people: what journeys know first, since their locks come before all others. */
const moveFacts = async (tx: Tx, follower: MergeFollower, merges: readonly Following[]): Promise<void> => {
  await follower.follow(tx, merges);
  for (const statement of MOVE_FACTS) await tx.query(statement, columnsOf(merges));
};

/** Who of each person is kept and who becomes part of them. */
const pairsOf = (people: readonly SamePerson[], living: ReadonlyMap<string, Living>) =>
  people.flatMap((person) => {
    const alive = person.ids.flatMap((id) => living.get(id) ?? []).sort(byAge);
    const kept = alive.find(({ id }) => id === person.keep) ?? alive[0];
    return kept ? alive.filter(({ id }) => id !== kept.id).map(({ id }) => ({ kept: kept.id, merged: id, person })) : [];
  });

const noteClaims = async (tx: Tx, statement: string, rows: readonly (ClaimRow & { readonly id: string })[]): Promise<void> => {
  if (rows.length === 0) return;
  await tx.query(statement, [
    rows.map(({ id }) => id),
    rows.map(({ part }) => part),
    rows.map(({ source }) => source),
    rows.map(({ said }) => JSON.stringify(said)),
  ]);
};

const writeProfiles = async (tx: Tx, merges: readonly Following[], now: Date): Promise<void> => {
  const ids = [...new Set(merges.flatMap(({ from, to }) => [from, to]))];
  const rows = await tx.query<ProfileRow>(HOLD_PROFILES, [ids]);
  const profiles = new Map(rows.map((row) => [row.id, row]));
  const ended: { mergeId: string; externalId: string | null; changed: Changed; lost: readonly Lost[] }[] = [];
  const named: { id: string; value: string }[] = [];
  const claimed = new Set<string>();
  const names = new Set(rows.flatMap(({ attributes }) => Object.keys(attributes)));
  const rule = { ranks: await readRanks(tx), computed: await computedAmong(tx, [...names]) };
  for (const { mergeId, from, to } of merges) {
    const [kept, merged] = [profiles.get(to), profiles.get(from)];
    if (!kept || !merged) throw new Error(`customer ${kept ? from : to} went away while they were merged`);
    const { profile, changed, lost, hasClaims } = joinProfiles(kept, merged, rule);
    profiles.set(to, profile);
    if (hasClaims) claimed.add(to);
    ended.push({ mergeId, externalId: merged.externalId, changed, lost });
    if (merged.externalId !== null && profile.externalId !== merged.externalId) named.push({ id: to, value: merged.externalId });
  }
  const kept = [...new Set(merges.map(({ to }) => to))].flatMap((id) => profiles.get(id) ?? []);
  await tagsBecause(tx, { origin: 'merge', at: now, isQuiet: true });
  await tx.query(LEAVE_PROFILES, [merges.map(({ from }) => from), merges.map(({ to }) => to), now]);
  await tx.query(WRITE_PROFILES, [...profileColumns(kept), now]);
  if (named.length > 0) await tx.query(KEEP_EXTERNAL_IDS, [named.map(({ id }) => id), named.map(({ value }) => value), now]);
  const noted = kept.filter(({ id }) => claimed.has(id));
  const claimsOf = (pick: (profile: ProfileRow) => readonly ClaimRow[]) =>
    noted.flatMap((profile) => pick(profile).map((claim) => ({ ...claim, id: profile.id })));
  await noteClaims(
    tx,
    NOTE_CLAIMS,
    claimsOf(({ claims }) => claims),
  );
  await noteClaims(
    tx,
    NOTE_CONTACT_CLAIMS,
    claimsOf(({ contactClaims }) => contactClaims),
  );
  await tx.query(END_MERGES, [
    ended.map(({ mergeId }) => mergeId),
    ended.map(({ externalId }) => externalId),
    ended.map(({ changed }) => JSON.stringify(changed)),
    ended.map(({ lost }) => JSON.stringify(lost)),
  ]);
};

/** Profiles as `WRITE_PROFILES` wants them. */
export const profileColumns = (profiles: readonly ProfileRow[]): unknown[] => [
  profiles.map(({ id }) => id),
  profiles.map(({ externalId }) => externalId),
  profiles.map(({ email }) => email),
  profiles.map(({ phone }) => phone),
  profiles.map(({ timeZone }) => timeZone),
  profiles.map(({ locale }) => locale),
  profiles.map(({ attributes }) => JSON.stringify(attributes)),
  profiles.map(({ tags }) => JSON.stringify(tags)),
];

/**
 * Makes one customer of those who are one person, in the caller's transaction, which has locked no row yet: the oldest is kept (or who is named), the others become part of them. Who has gone meanwhile is
 * left out; who is just being written to is left for another time.
 */
export const mergePeople = async (tx: Tx, follower: MergeFollower, people: readonly SamePerson[], now: Date): Promise<MergeOutcome> => {
  await lockCreation(tx);
  const asked = [...new Set(people.flatMap(({ ids }) => ids))];
  const busy = await follower.busy(tx, asked);
  const free = people.filter(({ ids }) => !ids.some((id) => busy.has(id)));
  const rows = await tx.query<Living>(LIVING, [free.flatMap(({ ids }) => ids)]);
  const pairs = pairsOf(free, new Map(rows.map((row) => [row.id, row])));
  if (pairs.length === 0) return { merged: [], busy };
  const begun = await tx.query<{ id: string; mergedId: string }>(BEGIN_MERGES, [
    pairs.map(({ kept }) => kept),
    pairs.map(({ merged }) => merged),
    pairs.map(({ person }) => person.rule),
    pairs.map(({ person }) => JSON.stringify(person.cause)),
    currentActor(),
    now,
  ]);
  const ids = new Map(begun.map(({ id, mergedId }) => [mergedId, id]));
  const merged = pairs.map(({ kept, merged: from, person }) => ({ mergeId: ids.get(from) ?? '', from, to: kept, rule: person.rule }));
  await moveFacts(tx, follower, merged);
  await tx.query(NOTE_CONSENTS, columnsOf(merged));
  await tx.query(JOIN_CONSENTS, [...columnsOf(merged), now]);
  await writeProfiles(tx, merged, now);
  return { merged, busy };
};

/**
 * Events that were being written while their customer was merged have come in under the id of old. A while after the merge nobody can do so any more: what is there then follows, once.
 * @returns how many merges were settled
 */
export const settleMerges = async (tx: Tx, follower: MergeFollower, afterSeconds: number): Promise<number> => {
  const merges = await tx.query<Following>(UNSETTLED, [afterSeconds, 500]);
  if (merges.length === 0) return 0;
  const now = await whoNow(
    tx,
    merges.map(({ to }) => to),
  );
  await moveFacts(
    tx,
    follower,
    merges.map((merge) => ({ ...merge, to: now.get(merge.to) ?? merge.to })),
  );
  await tx.query(SETTLE, [merges.map(({ mergeId }) => mergeId)]);
  return merges.length;
};
