import type { NodeDataByKind } from '@wayfare/journey';

type Band = NodeDataByKind['score-split']['bands'][number];

const BOUND_STEP = 10;

/** The bands with one more at the end: what took the rest before gets a bound above those that stand, where it has none that does. */
export const bandAfter = (bands: readonly Band[], added: Band): Band[] => {
  const last = bands.at(-1);
  if (!last) return [added];
  const highest = bands.at(-2)?.below ?? 0;
  const below = last.below !== undefined && last.below > highest ? last.below : highest + BOUND_STEP;
  return [...bands.slice(0, -1), { ...last, below }, added];
};
