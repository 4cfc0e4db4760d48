import type { Lift } from '@wayfare/contracts';

/** The normal quantiles of a two-sided 95 % interval and of 80 % power. */
const Z_95 = 1.959964;
const Z_POWER_80 = 0.841621;

/** One side of a comparison: how many people, and how many of them did it. */
export interface Side {
  readonly people: number;
  readonly hits: number;
}

const variance = (side: Side): number => {
  const rate = side.hits / side.people;
  return (rate * (1 - rate)) / side.people;
};

/**
 * The difference of two shares with its 95 % interval (Wald, unpooled: Agresti, *Categorical Data Analysis*, 3.1.1), and the
 * smallest true difference that two groups of this size and this base rate show in 80 of 100 tries at 5 % (Lehr's
 * sample-size formula solved for the difference). Shares, not points: 0.061 is 6.1 percentage points.
 * @returns null where one side is empty: then there is nothing to compare
 */
export const liftOf = (treated: Side, heldOut: Side): Lift | null => {
  if (treated.people === 0 || heldOut.people === 0) return null;
  const treatedRate = treated.hits / treated.people;
  const heldOutRate = heldOut.hits / heldOut.people;
  const difference = treatedRate - heldOutRate;
  const half = Z_95 * Math.sqrt(variance(treated) + variance(heldOut));
  // the base rate of an empty group is not 0 but unknown: half a person keeps the detectable difference honest
  const base = Math.min(Math.max(heldOutRate, 0.5 / heldOut.people), 1 - 0.5 / heldOut.people);
  const minimumDetectable = (Z_95 + Z_POWER_80) * Math.sqrt(base * (1 - base) * (1 / treated.people + 1 / heldOut.people));
  return {
    treated: treated.people,
    heldOut: heldOut.people,
    treatedRate,
    heldOutRate,
    difference,
    low: difference - half,
    high: difference + half,
    minimumDetectable,
  };
};

/** Does the interval leave zero out? */
export const isClear = (lift: Lift): boolean => lift.low > 0 || lift.high < 0;
