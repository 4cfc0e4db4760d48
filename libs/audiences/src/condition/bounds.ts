import type { EventLeaf } from '@wayfare/kernel';

type Count = NonNullable<EventLeaf['count']>;

/** How many a count may be: `least … most`, without an upper end where `most` is null. */
export interface Bounds {
  readonly least: number;
  readonly most: number | null;
}

/** All bounds of a count as one range; `never` where no number satisfies them, `always` where each does. */
export const boundsOf = ({ eq, gte, gt, lte, lt }: Count): Bounds | 'never' | 'always' => {
  const least = Math.max(0, ...[eq, gte, gt === undefined ? undefined : gt + 1].filter((bound) => bound !== undefined));
  const most = Math.min(...[eq, lte, lt === undefined ? undefined : lt - 1].filter((bound) => bound !== undefined));
  if (least > most) return 'never';
  if (most === Number.POSITIVE_INFINITY) return least === 0 ? 'always' : { least, most: null };
  return { least, most };
};
