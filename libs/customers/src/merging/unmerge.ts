import { conflict, notFound } from '@wayfare/kernel';
import { currentActor, type Tx } from '@wayfare/platform';
import { readRanks } from '../claims/rules.js';
import { lockCreation } from '../identity/creation-lock.js';
import { tagsBecause } from '../profiles/tags.js';
import type { Following, MergeFollower } from './follower.js';
import { profileColumns } from './merge.js';
import {
  COME_BACK,
  GIVE_UP_EXTERNAL_ID,
  HOLD_PROFILES,
  KEEP_APART,
  LATER_MERGES,
  MERGE,
  PART_CLAIMS,
  TAGS_OF_PARTS,
  UNDO_MERGE,
  WRITE_CHANGED,
  WRITE_PROFILES,
} from './merge.sql.js';
import { type Changed, type ProfileRow, partProfile, withoutEarlier } from './profile.js';
import { TAKE_BACK } from './tables.sql.js';

interface MergeRow {
  readonly id: string;
  readonly keptId: string;
  readonly mergedId: string;
  readonly externalId: string | null;
  readonly changed: Changed;
}

export const isBeingWrittenTo = () =>
  conflict('customer_busy', 'A message is being handed over to this customer at this moment. Try again in a minute.');

const partProfiles = async (tx: Tx, merge: MergeRow, now: Date): Promise<void> => {
  await tx.query(PART_CLAIMS, [merge.keptId, merge.mergedId]);
  const [profile] = await tx.query<ProfileRow>(HOLD_PROFILES, [[merge.keptId]]);
  if (!profile)
    throw conflict('merge_not_last', 'The customer who was kept is part of another one since, or was erased. Undo the later merge first.');
  const tags = await tx.query<{ tag: string }>(TAGS_OF_PARTS, [merge.keptId, merge.id]);
  const parted = partProfile(profile, merge.changed, new Set(tags.map(({ tag }) => tag)), await readRanks(tx));
  const later = await tx.query<{ id: string; changed: Changed }>(LATER_MERGES, [merge.keptId, merge.id]);
  await tx.query(WRITE_CHANGED, [
    later.map(({ id }) => id),
    later.map(({ changed }) => JSON.stringify(withoutEarlier(changed, merge.changed))),
  ]);
  await tagsBecause(tx, { origin: 'merge', id: merge.id, at: now, isQuiet: true });
  await tx.query(WRITE_PROFILES, [...profileColumns([parted]), now]);
  if (merge.externalId !== null) await tx.query(GIVE_UP_EXTERNAL_ID, [merge.keptId, merge.externalId]);
  const back = await tx.query(COME_BACK, [merge.mergedId, merge.externalId, now]);
  if (back.length === 0) throw notFound('merge', merge.id);
};

/**
 * Undoes a merge in the caller's transaction: the merged customer is somebody of their own again, with exactly what moved from them; what came in since stays with the one it came in for. The two are never put
 * together again by themselves.
 * @throws AppError `not_found`; 409 `merge_not_last` where the kept customer was merged into another one since, `customer_busy`
 */
export const unmerge = async (
  tx: Tx,
  follower: MergeFollower,
  mergeId: string,
  now: Date,
): Promise<{ keptId: string; mergedId: string }> => {
  await lockCreation(tx);
  const [merge] = await tx.query<MergeRow>(MERGE, [mergeId]);
  if (!merge) throw notFound('merge', mergeId);
  if ((await follower.busy(tx, [merge.keptId])).size > 0) throw isBeingWrittenTo();
  const back: Following = { mergeId, from: merge.keptId, to: merge.mergedId };
  await follower.goBack(tx, back);
  for (const statement of TAKE_BACK) await tx.query(statement, [mergeId, merge.keptId, merge.mergedId]);
  await partProfiles(tx, merge, now);
  await tx.query(UNDO_MERGE, [mergeId, now, currentActor()]);
  await tx.query(KEEP_APART, [merge.keptId, merge.mergedId, 'unmerged', now, currentActor()]);
  return { keptId: merge.keptId, mergedId: merge.mergedId };
};
