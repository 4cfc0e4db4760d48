import type { Sheet } from '../sheet/sheet.js';

/** Sheets before and after the one that is looked at. Not limited: sheets share what is alike. */
export interface History {
  readonly past: readonly Sheet[];
  readonly future: readonly Sheet[];
  /** What was changed last: changes of the same thing in a row are one step back. */
  readonly last: string | null;
}

export const NO_HISTORY: History = { past: [], future: [], last: null };

/** @param thing names what is being changed (`n3.name`), so that typing a word is one step; `null` for a step of its own */
export const remember = (history: History, before: Sheet, thing: string | null): History => ({
  past: thing !== null && thing === history.last ? history.past : [...history.past, before],
  future: [],
  last: thing,
});

export interface Turn {
  readonly history: History;
  readonly sheet: Sheet;
}

export const back = ({ past, future }: History, now: Sheet): Turn | null => {
  const sheet = past.at(-1);
  return sheet ? { sheet, history: { past: past.slice(0, -1), future: [now, ...future], last: null } } : null;
};

export const forth = ({ past, future }: History, now: Sheet): Turn | null => {
  const [sheet, ...rest] = future;
  return sheet ? { sheet, history: { past: [...past, now], future: rest, last: null } } : null;
};
