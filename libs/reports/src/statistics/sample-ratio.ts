import jstat from 'jstat';

/** Below this probability a split is held to be broken rather than unlucky (Fabijan et al., KDD 2019). */
const ALARM = 0.001;

/** People found in one arm, and the share that was planned for it. */
export interface PlannedShare {
  readonly people: number;
  readonly share: number;
}

/**
 * Pearson's chi-square test of the counts in the arms against the planned shares.
 * @returns null where fewer than two arms are planned or nobody is in any
 */
export const checkSampleRatio = (arms: readonly PlannedShare[]): { ok: boolean; p: number } | null => {
  const total = arms.reduce((sum, arm) => sum + arm.people, 0);
  const planned = arms.filter((arm) => arm.share > 0);
  if (planned.length < 2 || total === 0) return null;
  const statistic = planned.reduce((sum, arm) => sum + (arm.people - total * arm.share) ** 2 / (total * arm.share), 0);
  const p = 1 - jstat.chisquare.cdf(statistic, planned.length - 1);
  return { ok: p >= ALARM, p };
};
