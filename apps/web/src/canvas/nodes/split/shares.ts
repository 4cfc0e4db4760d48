interface Weighted {
  readonly weight: number;
}

/** The share of each arm: weights mean something only beside one another. */
export const sharesOf = (arms: readonly Weighted[]): number[] => {
  const sum = arms.reduce((total, arm) => total + Math.max(0, arm.weight), 0);
  return arms.map((arm) => (sum === 0 ? 0 : Math.max(0, arm.weight) / sum));
};

/** Weights that share 100 evenly in whole numbers; the first arms take what is left over. */
export const evenWeights = (count: number): number[] => {
  const each = Math.floor(100 / Math.max(1, count));
  return Array.from({ length: count }, (_, at) => each + (at < 100 - each * count ? 1 : 0));
};
