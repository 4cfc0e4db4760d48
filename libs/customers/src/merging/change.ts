import type { AttributeValue } from '@wayfare/contracts';

/** What was there before the merge (null: nothing) and what stands there since. */
export interface Change<T> {
  readonly was: T;
  readonly now: T;
}

/** A value that gave way to another one, and whose it was. */
export interface Lost {
  readonly name: string;
  readonly value: AttributeValue;
  readonly of: string;
}

/** JSON as one text whatever the order of its keys; attributes hold no objects. */
export const same = (one: unknown, other: unknown): boolean => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** Which of two values stands from now on: the only one there is, else that of the profile that was written later. */
export const comes = <T>(kept: T | null, merged: T | null, mergedIsNewer: boolean): boolean =>
  merged !== null && (kept === null || (mergedIsNewer && !same(kept, merged)));
