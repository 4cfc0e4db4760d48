import type { Import } from '@wayfare/contracts';

/** What of the file is done, of about how many lines; `expected` is null, or too low, where nobody knows. */
export const progressOf = (done: number, expected: number | null): { readonly of: number; readonly share: number } | null =>
  expected === null || expected < done ? null : { of: expected, share: expected === 0 ? 1 : done / expected };

/** How far an import was at one look at it. `at` counts milliseconds on the browser's own clock. */
export interface Look {
  readonly at: number;
  readonly done: number;
}

export interface Estimate {
  /** Lines a second. */
  readonly rate: number;
  /** Whole seconds; `null` where the number of lines is not known yet. */
  readonly secondsLeft: number | null;
}

export const linesDone = ({ total, skipped }: Pick<Import, 'total' | 'skipped'>): number => total + skipped;

export const isUnderWay = ({ state }: Pick<Import, 'state'>): boolean => state === 'checking' || state === 'queued' || state === 'running';

const KEPT_MS = 20_000;

/** Adds a look, and forgets those too old to say how fast it goes now. */
export const withLook = (looks: readonly Look[], look: Look): readonly Look[] => {
  const last = looks[looks.length - 1];
  if (last && last.done === look.done) return looks;
  return [...looks.filter(({ at }) => look.at - at <= KEPT_MS), look];
};

/**
 * How fast it goes and how long it will take, from what was seen here: the server's clock may be another one (a virtual one too).
 * `null` before two looks have seen it move.
 */
export const estimateOf = (looks: readonly Look[], total: number): Estimate | null => {
  const first = looks[0];
  const last = looks[looks.length - 1];
  if (!first || !last || last.at <= first.at || last.done <= first.done) return null;
  const rate = ((last.done - first.done) / (last.at - first.at)) * 1000;
  return { rate, secondsLeft: total > last.done ? Math.ceil((total - last.done) / rate) : null };
};

/** A number of seconds as an ISO 8601 duration, rounded to what one wants to know. */
export const roughDuration = (seconds: number): string => {
  if (seconds < 60) return `PT${Math.max(5, Math.ceil(seconds / 5) * 5)}S`;
  if (seconds < 3600) return `PT${Math.ceil(seconds / 60)}M`;
  return `PT${Math.floor(seconds / 3600)}H${Math.ceil((seconds % 3600) / 60)}M`;
};
