import type { RunScene } from '@wayfare/customers';
import { addDuration } from '@wayfare/kernel';
import type { Tx } from '@wayfare/platform';
import { z } from 'zod';
import { FORGET_LAST, FORGET_PRODUCTS, MARK_MOVED, READ_DONE, READ_LAST } from './nights.sql.js';
import { readRules, type ValueRules } from './settings.js';

/** Rises when other facts come of the same orders than before. */
const EDITION = 1;
/** After so long everybody is looked at again, whatever is known: a defect heals within a week. */
const LOOK_AT_ALL_AFTER = 'P7D';
/** An instant that somebody wrote down may be older than the commit by which it was seen; by more than this it is not. */
const LONGEST_WRITE = 'PT1H';

/** What a run over everybody is about, as its steps remember it; one that an earlier release began remembers nothing. */
const memoSchema = z.object({
  /** Whether everybody's orders are read; else those of whoever something may have changed for. */
  isWhole: z.boolean().default(true),
  /** What facts are worked out by; null: it was changed on the way. */
  readBy: z.string().nullable().default(null),
  readAt: z.string().nullable().default(null),
  /** Whose row of customers was written since is compared with what should stand in it; null: all are. */
  comparedSince: z.string().nullable().default(null),
});

interface Last {
  readonly readBy: string | null;
  readonly readAt: Date | null;
  readonly readAllAt: Date | null;
}

/** Everything but orders, products and people that facts depend on. */
const readByOf = ({ revision, currency, zone, settings }: ValueRules): string =>
  [EDITION, revision, currency, zone, settings.windowDays].join(' ');
const windowBefore = (at: Date, { settings }: ValueRules): Date => addDuration(at, `P${settings.windowDays}D`, -1);

/** Since when to look, where it is enough to look at whoever something may have changed for; null where everybody has to be looked at. */
const movedSince = ({ readBy, readAt, readAllAt }: Last, rules: ValueRules, { cause, now }: RunScene): Date | null => {
  if (cause !== 'night' || readBy !== readByOf(rules) || !readAt || !readAllAt) return null;
  return readAt <= now && addDuration(readAllAt, LOOK_AT_ALL_AFTER) > now ? readAt : null;
};

/**
 * Begins a run over everybody, and says whether all orders are to be read (decision 040). A night needs only those of people with a mark: orders mark whom they are of, and all else that changes what orders tell is marked here, in one look: time that has passed,
 * products, people who have come, gone, refused or agreed. What a person asks for is done wholly, and so is what was never finished or by other rules.
 */
export const beginRun = async (tx: Tx, scene: RunScene): Promise<{ readonly isWhole: boolean }> => {
  const rules = await readRules(tx);
  const [last] = await tx.query<Last & object>(READ_LAST);
  const since = last ? movedSince(last, rules, scene) : null;
  Object.assign(scene.memo, {
    ...{ isWhole: since === null, readBy: readByOf(rules), readAt: scene.now.toISOString() },
    comparedSince: since && addDuration(since, LONGEST_WRITE, -1).toISOString(),
  });
  if (since === null) {
    await tx.query(FORGET_PRODUCTS);
    await tx.query(FORGET_LAST, [null]);
  } else await tx.query(MARK_MOVED, [since, scene.now, windowBefore(since, rules), windowBefore(scene.now, rules)]);
  return { isWhole: since === null };
};

/** To be called before facts are read: what they are worked out by may have been changed since the others'. */
export const noteReading = async (tx: Tx, rules: ValueRules, { scope, memo }: RunScene): Promise<void> => {
  if (scope === 'touched') await tx.query(FORGET_LAST, [readByOf(rules)]);
  else if (memoSchema.parse(memo).readBy !== readByOf(rules)) Object.assign(memo, { readBy: null });
};

/** Since when a row of customers must have been written for its attributes to be compared; null: all are. */
export const comparedSince = ({ scope, memo }: RunScene): string | null =>
  scope === 'touched' ? null : memoSchema.parse(memo).comparedSince;

/** Ends a run over everybody. */
export const endRun = async (tx: Tx, { memo }: RunScene): Promise<void> => {
  const { readBy, readAt, isWhole } = memoSchema.parse(memo);
  await tx.query(READ_DONE, [readBy, readAt, isWhole]);
};
