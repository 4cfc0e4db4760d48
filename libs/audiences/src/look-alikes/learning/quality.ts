import type { LookAlike } from '@wayfare/contracts';
import { likenessOf } from './learn.js';

type Quality = NonNullable<LookAlike['quality']>;
type Point = LookAlike['curve'][number];
type Between = Quality['order'];

/** Somebody in the order of likeness: equals go by a hash. */
export interface Placed {
  readonly score: number;
  readonly hash: number;
}

/** 95 % of a normal distribution are within so many standard deviations. */
const Z = 1.96;
const POINTS = 24;
const FIRST_SIZE = 10;

const isBefore = (one: Placed, other: Placed): boolean => one.score > other.score || (one.score === other.score && one.hash < other.hash);

/** The interval of a share (Wilson 1927). */
export const wilson = (found: number, of: number): Between => {
  if (of === 0) return { value: 0, low: 0, high: 0 };
  const share = found / of;
  const middle = (share + Z ** 2 / (2 * of)) / (1 + Z ** 2 / of);
  const half = (Z * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2))) / (1 + Z ** 2 / of);
  return { value: share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
};

/** How often one of `hidden` stands above one of everybody, with its interval (Hanley & McNeil 1982). @param above for each hidden one, the share of everybody who is less alike */
export const orderOf = (above: readonly number[], among: number): Between => {
  const hidden = above.length;
  if (hidden === 0 || among === 0) return { value: 0.5, low: 0, high: 1 };
  const value = above.reduce((sum, share) => sum + share, 0) / hidden;
  const [q1, q2] = [value / (2 - value), (2 * value ** 2) / (1 + value)];
  const variance = (value * (1 - value) + (hidden - 1) * (q1 - value ** 2) + (among - 1) * (q2 - value ** 2)) / (hidden * among);
  const half = Z * Math.sqrt(Math.max(0, variance));
  return { value, low: Math.max(0, value - half), high: Math.min(1, value + half) };
};

/** Round numbers up to `most`, and `most` itself: sizes that a list may have. */
export const sizesUpTo = (most: number): number[] => {
  const sizes = new Set<number>();
  for (let at = 0; at < POINTS; at += 1) {
    const size = FIRST_SIZE * (most / FIRST_SIZE) ** (at / (POINTS - 1));
    const unit = 10 ** Math.max(0, Math.floor(Math.log10(size)) - 1);
    sizes.add(Math.round(size / unit) * unit);
  }
  return [...sizes, most].filter((size, at, all) => size <= most && all.indexOf(size) === at).sort((one, other) => one - other);
};

/** What lists of some sizes would be. @param found in order, the most alike first; `among` are all of whom they were taken */
export const curveOf = (found: readonly Placed[], hidden: readonly Placed[], among: number): Point[] => {
  const ordered = [...hidden].sort((one, other) => (isBefore(one, other) ? -1 : 1));
  let [sum, counted, inside] = [0, 0, 0];
  return sizesUpTo(found.length).flatMap((size) => {
    const last = found[size - 1];
    if (!last) return [];
    for (; counted < size; counted += 1) sum += likenessOf((found[counted] as Placed).score);
    for (let next = ordered[inside]; next && isBefore(next, last); next = ordered[inside]) inside += 1;
    const chance = size / (among + 1);
    const { value, low, high } = wilson(inside, hidden.length);
    const lift = { value: value / chance, low: low / chance, high: high / chance };
    return [{ size, least: likenessOf(last.score), mean: Math.round((10 * sum) / size) / 10, hiddenFound: inside, lift }];
  });
};

/** What can be said of a likeness: only where both the whole order and the list itself are surely better than chance it is one. */
export const verdictOf = (order: Between, lift: Between | undefined): Quality['verdict'] => {
  if (order.low <= 0.5) return 'none';
  return lift && lift.low > 1 ? 'alike' : 'doubtful';
};
