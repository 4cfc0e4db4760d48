import type { Reentry } from '../plan.js';
import { durationFindings } from '../problems/checks.js';
import { type Finding, unless } from '../problems/codes.js';

/** What the two kinds of entry share. */
interface EntryData {
  readonly reentry?: { readonly policy: Reentry['policy']; readonly after?: string | undefined } | undefined;
  readonly holdout?: number | undefined;
}

const isHoldout = (share: number): boolean => share >= 0 && share <= 0.5;

export const entryFindings = ({ reentry, holdout }: EntryData): readonly Finding[] => [
  ...(reentry?.policy === 'after' ? durationFindings(reentry.after ?? '') : []),
  ...unless(holdout === undefined || isHoldout(holdout), 'bad_holdout', { value: holdout ?? 0 }),
];

/** Who is not told otherwise enters once in a life, and nobody is held out. */
export const compileEntry = ({ reentry, holdout }: EntryData): { reentry: Reentry; holdout: number } => ({
  reentry: { policy: reentry?.policy ?? 'never', after: reentry?.policy === 'after' ? (reentry.after ?? null) : null },
  holdout: holdout ?? 0,
});
