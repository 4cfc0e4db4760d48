import type { EventLeaf } from '@wayfare/kernel';

type Count = NonNullable<EventLeaf['count']>;

/** How often an event is asked for, as people choose it. */
export const TIMES_MODES = ['atLeast', 'atMost', 'exactly', 'moreThan', 'fewerThan', 'between', 'never'] as const;
export type TimesMode = (typeof TIMES_MODES)[number];

export interface Times {
  readonly mode: TimesMode;
  readonly low: number;
  /** Of `between` alone. */
  readonly high: number;
}

/** What a count says; one without bounds, or with bounds that no single choice says, reads as its lower bound. */
export const timesOf = (count: Count | undefined): Times => {
  const { eq, gte, lte, gt, lt } = count ?? { gte: 1 };
  if (eq === 0) return { mode: 'never', low: 0, high: 0 };
  if (eq !== undefined) return { mode: 'exactly', low: eq, high: eq };
  if (gte !== undefined && lte !== undefined) return { mode: 'between', low: gte, high: lte };
  if (gte !== undefined) return { mode: 'atLeast', low: gte, high: gte };
  if (lte !== undefined) return { mode: 'atMost', low: lte, high: lte };
  if (gt !== undefined) return { mode: 'moreThan', low: gt, high: gt };
  return lt === undefined ? { mode: 'atLeast', low: 1, high: 1 } : { mode: 'fewerThan', low: lt, high: lt };
};

export const countOf = ({ mode, low, high }: Times): Count => {
  switch (mode) {
    case 'never':
      return { eq: 0 };
    case 'exactly':
      return { eq: low };
    case 'between':
      return { gte: low, lte: Math.max(low, high) };
    case 'atLeast':
      return { gte: low };
    case 'atMost':
      return { lte: low };
    case 'moreThan':
      return { gt: low };
    case 'fewerThan':
      return { lt: low };
  }
};
