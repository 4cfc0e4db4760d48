import type { LikenessBin, LikenessPart } from '@wayfare/contracts';
import { type Scale, type Source, subjectOf } from './learning/features.js';
import type { Part } from './learning/learn.js';

const measureOf = (source: Source, { as }: Scale): LikenessPart['measure'] => {
  if (source.of === 'times') return 'times';
  if (source.of === 'last') return 'lastDaysAgo';
  if (source.of === 'attribute' && source.kind === 'date') return 'daysAgo';
  return as === 'has' ? 'has' : as === 'numbers' ? 'number' : 'value';
};

/** What a bin stands for. */
const meaningOf = (scale: Scale, bin: number): LikenessBin['is'] => {
  if (scale.as === 'has') return { has: bin === 1 };
  if (bin === 0) return { missing: true };
  if (scale.as === 'numbers') return { from: scale.cuts[bin - 2] ?? null, to: scale.cuts[bin - 1] ?? null };
  const value = scale.values[bin - 1];
  return value === undefined ? { other: true } : { value };
};

/** A part of a likeness as it is told. */
export const toLikenessPart = ({ source, scale, seed, others, weights, strength }: Part): LikenessPart => ({
  subject: subjectOf(source),
  element: source.of === 'element' ? source.element : null,
  measure: measureOf(source, scale),
  strength,
  bins: weights.map((weight, bin) => ({ is: meaningOf(scale, bin), seed: seed[bin] ?? 0, others: others[bin] ?? 0, weight })),
});
