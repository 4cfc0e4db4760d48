import { saltSeed, stableFraction } from './hash.js';
import { HASH_VECTORS } from './testing.js';

const PEOPLE = 20_000;
const BUCKETS = 50;

const fractionsOf = (salt: string, first = 1n, step = 1n): number[] => {
  const seed = saltSeed(salt);
  return Array.from({ length: PEOPLE }, (_, at) => stableFraction(String(first + BigInt(at) * step), seed));
};

/** Pearson's statistic against "all cells are equally full". */
const chiSquared = (cells: readonly number[], cellCount: number): number => {
  const counts = new Array<number>(cellCount).fill(0);
  for (const cell of cells) counts[cell] = (counts[cell] ?? 0) + 1;
  const expected = cells.length / cellCount;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
};

/** Above this lies one in a million of such statistics (Wilson and Hilferty's approximation). */
const critical = (degrees: number): number => degrees * (1 - 2 / (9 * degrees) + 4.7534 * Math.sqrt(2 / (9 * degrees))) ** 3;

const bucketOf = (fraction: number): number => Math.floor(fraction * BUCKETS);

describe('saltSeed', () => {
  it.each([
    ['', 0x811c9dc5],
    ['a', 0xe40c292c],
    ['foobar', 0xbf9cf968],
  ])('is FNV-1a: %p', (salt, seed) => {
    expect(saltSeed(salt)).toBe(seed);
  });
});

describe('stableFraction', () => {
  it.each(HASH_VECTORS)('gives customer $customerId under "$salt" the same fraction for ever', ({ customerId, salt, seed, hash }) => {
    expect(saltSeed(salt)).toBe(seed);
    expect(stableFraction(customerId, seed)).toBe(hash / 2 ** 32);
  });

  it('lies in [0, 1)', () => {
    expect(fractionsOf('split:1:n1').every((fraction) => fraction >= 0 && fraction < 1)).toBe(true);
  });

  it.each([
    ['ids in a row', 1n, 1n],
    ['ids from a sequence shared by ten', 7n, 10n],
    ['even ids', 0n, 2n],
    ['ids beyond 32 bits', 2n ** 32n, 1n],
    ['ids that differ in their upper half alone', 5n, 2n ** 32n],
  ])('spreads %s evenly', (_, first, step) => {
    for (const salt of ['split:1:n1', 'split:1:n2', 'holdout:1']) {
      expect(chiSquared(fractionsOf(salt, first, step).map(bucketOf), BUCKETS)).toBeLessThan(critical(BUCKETS - 1));
    }
  });

  it('assigns people in different experiments independently of each other', () => {
    const [one, other, third] = ['split:1:n1', 'split:1:n2', 'holdout:1'].map((salt) => fractionsOf(salt));
    for (const [left, right] of [
      [one, other],
      [one, third],
      [other, third],
    ]) {
      const cells = (left ?? []).map((fraction, at) => Math.floor(fraction * 10) * 10 + Math.floor((right?.[at] ?? 0) * 10));
      expect(chiSquared(cells, 100)).toBeLessThan(critical(99));
    }
  });
});
