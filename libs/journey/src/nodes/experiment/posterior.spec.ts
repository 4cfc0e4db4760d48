import { LEAST_SHARE, probabilitiesToBeBest, thompsonShares } from './posterior.js';

/** log n! for each whole n. */
const LOG_FACTORIALS: readonly number[] = Array.from({ length: 30_000 }).reduce<number[]>(
  (logs, _, at) => {
    logs.push((logs[at] ?? 0) + Math.log(at + 1));
    return logs;
  },
  [0],
);
const logFactorial = (n: number): number => LOG_FACTORIALS[n] ?? Number.NaN;
const logBeta = (a: number, b: number): number => logFactorial(a - 1) + logFactorial(b - 1) - logFactorial(a + b - 1);

/** P(B > A) for Beta posteriors with whole parameters, in closed form: Miller, "Formulas for Bayesian A/B testing" (2014), equation 6. */
const closedForm = (aA: number, bA: number, aB: number, bB: number): number =>
  Array.from({ length: aB }, (_, i) => Math.exp(logBeta(aA + i, bB + bA) - Math.log(bB + i) - logBeta(1 + i, bB) - logBeta(aA, bA))).reduce(
    (sum, term) => sum + term,
    0,
  );

const bOverA = (a: [hits: number, closed: number], b: [hits: number, closed: number]): number =>
  probabilitiesToBeBest([
    { hits: a[0], closed: a[1] },
    { hits: b[0], closed: b[1] },
  ])[1] ?? 0;

describe('the probability to be best', () => {
  it('is even where nothing is known', () => {
    expect(bOverA([0, 0], [0, 0])).toBeCloseTo(0.5, 9);
    for (const share of probabilitiesToBeBest([0, 0, 0, 0].map(() => ({ hits: 3, closed: 70 })))) expect(share).toBeCloseTo(0.25, 9);
  });

  it('is two thirds after one success of one (∫ x · 2x dx over the uniform)', () => {
    expect(bOverA([0, 0], [1, 1])).toBeCloseTo(2 / 3, 6);
  });

  it.each([
    [
      [12, 130],
      [21, 128],
    ],
    [
      [0, 40],
      [3, 40],
    ],
    [
      [50, 1_000],
      [5, 60],
    ],
    [
      [300, 10_000],
      [345, 10_000],
    ],
    [
      [0, 900],
      [0, 30],
    ],
    [
      [40, 40],
      [38, 40],
    ],
  ] as const)('is what the closed form says for %j against %j', ([hitsA, closedA], [hitsB, closedB]) => {
    const known = closedForm(1 + hitsA, 1 + closedA - hitsA, 1 + hitsB, 1 + closedB - hitsB);
    expect(bOverA([hitsA, closedA], [hitsB, closedB])).toBeCloseTo(known, 5);
  });

  it('stays right for a million people beside a handful', () => {
    const found = bOverA([20_000, 1_000_000], [1, 10]);
    // the rate of the million is known to be 2 %: what is left is P(Beta(2, 10) > 0.02) = 0.98^11 + 11 · 0.02 · 0.98^10
    expect(found).toBeCloseTo(0.98 ** 11 + 11 * 0.02 * 0.98 ** 10, 4);
  });

  it('adds up to one over eight arms', () => {
    const shares = probabilitiesToBeBest([1, 5, 9, 13, 2, 0, 40, 17].map((hits) => ({ hits, closed: 400 })));
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(shares.indexOf(Math.max(...shares))).toBe(6);
  });
});

describe('the shares of Thompson sampling', () => {
  it('follow the probability to be best, and leave each arm its floor', () => {
    const shares = thompsonShares([
      { hits: 10, closed: 1_000 },
      { hits: 90, closed: 1_000 },
      { hits: 12, closed: 1_000 },
    ]);
    expect(shares).toEqual([LEAST_SHARE, 0.9, LEAST_SHARE]);
  });

  it('add up to one, and are even where nothing is known', () => {
    const shares = thompsonShares([0, 0, 0].map(() => ({ hits: 0, closed: 0 })));
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    for (const share of shares) expect(share).toBeCloseTo(1 / 3, 5);
  });
});
