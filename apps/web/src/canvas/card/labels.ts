import { portAt } from './ports.js';

const FIRST_ROW = 21;
const ROW = 23;
const WIDEST = 132;
const BETWEEN = 4;

const isWide = (character: string): boolean => (character.codePointAt(0) ?? 0) >= 0x2e80;
/** About as wide as it is drawn: a label is small, and has its rounding at both ends. */
const widthOf = (text: string): number =>
  Math.min(
    WIDEST,
    [...text].reduce((sum, each) => sum + (isWide(each) ? 11.5 : 6.6), 18),
  );

/**
 * How far below a card the names of its ways out stand: near where they leave, each beside the one before, or in a further row where
 * it would lie on that. @param labels as they are read, from left to right; @param width of the card
 */
export const labelDepths = (labels: readonly string[], width: number): number[] => {
  const ends: number[] = [];
  return labels.map((label, at) => {
    const middle = portAt(at, labels.length) * width;
    const half = widthOf(label) / 2;
    const free = ends.findIndex((end) => end + BETWEEN <= middle - half);
    const row = free === -1 ? ends.length : free;
    ends[row] = middle + half;
    return FIRST_ROW + row * ROW;
  });
};
