/** What an arm has shown: how many people's windows have closed, and how many of these did it. */
export interface Outcomes {
  readonly closed: number;
  readonly hits: number;
}

/** The tails of a skewed posterior reach far. */
const REACH_SD = 20;
const POINTS = 2_000;

/** The logarithm of a Beta density but for its constant; 0 · log 0 is 0. */
const logDensity = (x: number, a: number, b: number): number =>
  (a === 1 ? 0 : (a - 1) * Math.log(x)) + (b === 1 ? 0 : (b - 1) * Math.log1p(-x));

interface Posterior {
  readonly a: number;
  readonly b: number;
  readonly mean: number;
  readonly sd: number;
}

/** Beta(1 + hits, 1 + misses): the posterior of a rate under the uniform prior. */
const posteriorOf = ({ closed, hits }: Outcomes): Posterior => {
  const [a, b] = [1 + hits, 1 + closed - hits];
  const mean = a / (a + b);
  return { a, b, mean, sd: Math.sqrt((mean * (1 - mean)) / (a + b + 1)) };
};

/** Points that lie close wherever one of the posteriors has weight. */
const pointsFor = (posteriors: readonly Posterior[]): number[] => {
  const all = posteriors.flatMap(({ mean, sd }) => {
    const low = Math.max(0, mean - REACH_SD * sd);
    const high = Math.min(1, mean + REACH_SD * sd);
    return Array.from({ length: POINTS + 1 }, (_, at) => low + ((high - low) * at) / POINTS);
  });
  return [...new Set(all)].sort((one, other) => one - other);
};

/** The share of a posterior that lies in each interval between points, by Simpson's rule, and together 1. */
const massesOf = ({ a, b }: Posterior, points: readonly number[]): number[] => {
  const mode = Math.min(1, Math.max(0, a + b === 2 ? 0.5 : (a - 1) / (a + b - 2)));
  const top = logDensity(mode, a, b);
  const density = (x: number): number => Math.exp(logDensity(x, a, b) - top);
  const masses = points.slice(1).map((to, at) => {
    const from = points[at] ?? 0;
    return ((to - from) / 6) * (density(from) + 4 * density((from + to) / 2) + density(to));
  });
  const sum = masses.reduce((total, mass) => total + mass, 0);
  return masses.map((mass) => mass / sum);
};

/**
 * For each arm the probability that its rate is the highest, given what the arms have shown: ∫ f_i(x) ∏_{j≠i} F_j(x) dx over the posteriors Beta(1 + hits, 1 + misses)
 * (Scott, "A modern Bayesian look at the multi-armed bandit", 2010, section 3; for two arms Miller's closed form, "Formulas for Bayesian A/B testing", 2014, to which the test
 * holds it). Integrated on a grid that is dense where the posteriors are, so that it is exact to better than 1e-5, the same on every machine, and needs no chance.
 * @returns in the order of the arms; together 1
 */
export const probabilitiesToBeBest = (arms: readonly Outcomes[]): number[] => {
  const posteriors = arms.map(posteriorOf);
  const points = pointsFor(posteriors);
  const masses = posteriors.map((posterior) => massesOf(posterior, points));
  const below = masses.map(() => 0);
  const best = masses.map(() => 0);
  for (let at = 0; at < points.length - 1; at += 1) {
    // within an interval the others' distributions are taken at its middle
    const middles = masses.map((mass, arm) => (below[arm] ?? 0) + (mass[at] ?? 0) / 2);
    for (const arm of masses.keys()) {
      const others = middles.reduce((product, middle, other) => (other === arm ? product : product * middle), 1);
      best[arm] = (best[arm] ?? 0) + (masses[arm]?.[at] ?? 0) * others;
      below[arm] = (below[arm] ?? 0) + (masses[arm]?.[at] ?? 0);
    }
  }
  const sum = best.reduce((total, share) => total + share, 0);
  return best.map((share) => share / sum);
};

/** No arm ever gets less than this share while others are tried: what looks bad early may be good, and its rate has to stay known. */
export const LEAST_SHARE = 0.05;

/** Shares that sum to 1 are kept to so many digits, so that what is stored is what was meant. */
const DIGITS = 1e6;

/**
 * How Thompson sampling shares out the people: each arm by its probability to be best (Thompson 1933; Scott 2010, "randomized probability matching"), above a floor.
 * @returns in the order of the arms; together 1
 */
export const thompsonShares = (arms: readonly Outcomes[]): number[] => {
  const free = 1 - arms.length * LEAST_SHARE;
  const shares = probabilitiesToBeBest(arms).map((probability) => Math.round((LEAST_SHARE + free * probability) * DIGITS) / DIGITS);
  const rest = 1 - shares.reduce((sum, share) => sum + share, 0);
  const largest = shares.indexOf(Math.max(...shares));
  return shares.map((share, at) => (at === largest ? Math.round((share + rest) * DIGITS) / DIGITS : share));
};
