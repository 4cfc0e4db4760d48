import { LEFT_OUT_REASONS } from '@wayfare/contracts';
import { z } from 'zod';
import { discover, type Field, type LeftOut } from './discover.js';
import { binOf, binsOf, type Feature, featureSchema, subjectOf, type Traits } from './features.js';
import { fit, logistic } from './fit.js';

const partSchema = featureSchema.extend({
  /** For each bin: of the seed, of everybody else, and how much it says beside the average person. */
  seed: z.array(z.number()),
  others: z.array(z.number()),
  weights: z.array(z.number()),
  strength: z.number(),
});
export type Part = z.infer<typeof partSchema>;

/** By what people are compared. */
export const modelSchema = z.object({
  parts: z.array(partSchema),
  leftOut: z.array(z.object({ subject: z.string(), why: z.enum(LEFT_OUT_REASONS) })),
});
export interface Model {
  readonly parts: readonly Part[];
  readonly leftOut: readonly LeftOut[];
}

export interface Lesson extends Omit<Field, 'people'> {
  readonly seed: readonly Traits[];
  readonly others: readonly Traits[];
  readonly putBack: ReadonlySet<string>;
}

/** The most features that are weighed; the others say least by themselves. */
const MOST_FEATURES = 80;
/** What by itself puts somebody of the seed above somebody else so often says little but who is of the seed. */
const TELLS_ALL = 0.95;
const REASONS = 3;
/** What says less than this for a likeness is no reason. */
const LEAST_REASON = 0.05;

const sharesOf = (bins: Uint8Array, size: number): number[] => {
  const counts = new Array<number>(size).fill(0);
  for (const bin of bins) counts[bin] = (counts[bin] ?? 0) + 1;
  return counts.map((count) => count / Math.max(1, bins.length));
};

/** How often one of the seed stands above one of the others, if people are put in the order of this feature alone. 0.5 is chance. */
export const orderAlone = (seed: readonly number[], others: readonly number[]): number => {
  const order = seed
    .map((share, bin) => ({ share, other: others[bin] ?? 0 }))
    .sort((one, two) => one.share * two.other - two.share * one.other || one.share - two.share);
  let [below, sum] = [0, 0];
  for (const { share, other } of order) {
    sum += share * (below + other / 2);
    below += other;
  }
  return sum;
};

interface Column {
  readonly feature: Feature;
  readonly seedBins: Uint8Array;
  readonly otherBins: Uint8Array;
  readonly seed: readonly number[];
  readonly others: readonly number[];
  readonly order: number;
}

const columnOf = (feature: Feature, { seed, others, now }: Lesson): Column => {
  const size = binsOf(feature.scale);
  const seedBins = Uint8Array.from(seed, (traits) => binOf(feature, traits, now));
  const otherBins = Uint8Array.from(others, (traits) => binOf(feature, traits, now));
  const [seedShares, otherShares] = [sharesOf(seedBins, size), sharesOf(otherBins, size)];
  return { feature, seedBins, otherBins, seed: seedShares, others: otherShares, order: orderAlone(seedShares, otherShares) };
};

const fitColumns = (columns: readonly Column[], seeds: number, others: number): Promise<number[][]> => {
  const bins = new Uint8Array((seeds + others) * columns.length);
  for (const [at, { seedBins, otherBins }] of columns.entries()) {
    for (let person = 0; person < seeds; person += 1) bins[person * columns.length + at] = seedBins[person] as number;
    for (let person = 0; person < others; person += 1) bins[(seeds + person) * columns.length + at] = otherBins[person] as number;
  }
  const isSeed = new Uint8Array(seeds + others).fill(1, 0, seeds);
  return fit({ bins, isSeed, sizes: columns.map(({ feature }) => binsOf(feature.scale)) });
};

const partOf = ({ feature, seed, others }: Column, weights: readonly number[]): Part => {
  const usual = weights.reduce((sum, weight, bin) => sum + weight * (others[bin] ?? 0), 0);
  const centred = weights.map((weight) => weight - usual);
  const strength = centred.reduce((sum, weight, bin) => sum + weight * ((seed[bin] ?? 0) - (others[bin] ?? 0)), 0);
  return { ...feature, seed: [...seed], others: [...others], weights: centred, strength: Math.max(0, strength) };
};

/** Learns from a sample of the seed and one of everybody else by what the seed can be told apart. No parts: nothing is known by which people differ. */
export const learn = async (lesson: Lesson): Promise<Model> => {
  const { features, leftOut } = discover({ ...lesson, people: [...lesson.seed, ...lesson.others] });
  const columns = features.map((feature) => columnOf(feature, lesson));
  const tells = new Set(
    columns.flatMap(({ feature, order }) => {
      const subject = subjectOf(feature.source);
      return order >= TELLS_ALL && !lesson.putBack.has(subject) ? [subject] : [];
    }),
  );
  const kept = columns
    .filter(({ feature }) => !tells.has(subjectOf(feature.source)))
    .sort((one, other) => other.order - one.order)
    .slice(0, MOST_FEATURES);
  const weights = await fitColumns(kept, lesson.seed.length, lesson.others.length);
  const parts = kept.map((column, at) => partOf(column, weights[at] ?? []));
  const all = parts.reduce((sum, { strength }) => sum + strength, 0) || 1;
  return {
    parts: parts.map((part) => ({ ...part, strength: part.strength / all })).sort((one, other) => other.strength - one.strength),
    leftOut: [...[...tells].map((subject): LeftOut => ({ subject, why: 'tells_all' })), ...leftOut].sort(
      (one, other) => LEFT_OUT_REASONS.indexOf(one.why) - LEFT_OUT_REASONS.indexOf(other.why),
    ),
  };
};

/** How much somebody is like the seed: log odds beside the average person; and what says most for it, as `100 * part + bin`. */
export const scoreOf = (parts: readonly Part[], traits: Traits, now: Date): { score: number; reasons: number[] } => {
  let score = 0;
  const says: { weight: number; reason: number; subject: string }[] = [];
  for (const [at, part] of parts.entries()) {
    const bin = binOf(part, traits, now);
    const weight = part.weights[bin] ?? 0;
    score += weight;
    if (weight >= LEAST_REASON) says.push({ weight, reason: 100 * at + bin, subject: subjectOf(part.source) });
  }
  says.sort((one, other) => other.weight - one.weight || one.reason - other.reason);
  const reasons = says.filter(({ subject }, at) => says.findIndex((other) => other.subject === subject) === at);
  return { score, reasons: reasons.slice(0, REASONS).map(({ reason }) => reason) };
};

/** From 0 to 100; 50 is as much like the seed as like everybody else. */
export const likenessOf = (score: number): number => Math.round(1000 * logistic(score)) / 10;
