import { setImmediate } from 'node:timers/promises';

/** People as bins: a row of one bin for each feature, one row after the other, and who of them is of the seed. */
export interface Sample {
  readonly bins: Uint8Array;
  readonly isSeed: Uint8Array;
  /** How many bins each feature has. */
  readonly sizes: readonly number[];
}

const EPOCHS = 80;
const SMALL_STEP = 0.004;
const LONGEST_STEP = 1;
const RIDGE = 1;
const RIDGE_SHARE = 0.001;

export const logistic = (score: number): number => 1 / (1 + Math.exp(-score));

/**
 * Weights of all bins by a logistic regression with a ridge (Hoerl & Kennard 1970), where the seed and everybody else weigh the same. Two features that say the same share what one alone would say, so
 * nothing counts double; a bin that few are in says little. Solved by Newton's steps for one feature at a time: its bins have nobody in common, so that each step is exact for all of them at once.
 * Between two rounds others get their turn.
 */
export const fit = async ({ bins, isSeed, sizes }: Sample): Promise<number[][]> => {
  const [people, features] = [isSeed.length, sizes.length];
  const seeds = isSeed.reduce((sum, one) => sum + one, 0);
  const otherWeight = seeds / Math.max(1, people - seeds);
  const ridge = RIDGE + RIDGE_SHARE * seeds;
  const weights = sizes.map((size) => new Float64Array(size));
  const scores = new Float64Array(people);
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    let longest = 0;
    for (let feature = 0; feature < features; feature += 1) {
      const own = weights[feature] as Float64Array;
      const [slope, bend] = [new Float64Array(own.length), new Float64Array(own.length)];
      for (let at = 0; at < people; at += 1) {
        const bin = bins[at * features + feature] as number;
        const isOne = isSeed[at] as number;
        const weight = isOne === 1 ? 1 : otherWeight;
        const chance = logistic(scores[at] as number);
        slope[bin] = (slope[bin] as number) + weight * (isOne - chance);
        bend[bin] = (bend[bin] as number) + weight * chance * (1 - chance);
      }
      const steps = own.map((weight, bin) => {
        const step = ((slope[bin] as number) - ridge * weight) / ((bend[bin] as number) + ridge);
        return Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, step));
      });
      for (const [bin, step] of steps.entries()) {
        own[bin] = (own[bin] as number) + step;
        longest = Math.max(longest, Math.abs(step));
      }
      for (let at = 0; at < people; at += 1)
        scores[at] = (scores[at] as number) + (steps[bins[at * features + feature] as number] as number);
    }
    await setImmediate();
    if (longest < SMALL_STEP) break;
  }
  return weights.map((own) => [...own]);
};
