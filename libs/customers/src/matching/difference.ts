import type { Evidence, SamePersonRule } from '../identity/same-person.js';
import type { Shared } from '../merging/merge.js';
import type { Cluster } from './cluster.js';

/** The number of the cluster that each customer is in; those who are in none are absent. */
const placesIn = (clusters: readonly Cluster[]): Map<string, number> =>
  new Map(clusters.flatMap(({ ids }, at) => ids.map((id) => [id, at] as const)));

/** How many customers become part of another one by some clusters who do not by others. */
const joinedBy = (clusters: readonly Cluster[], others: readonly Cluster[]): number => {
  const places = placesIn(others);
  return clusters.reduce((sum, { ids }) => sum + new Set(ids.map((id) => places.get(id) ?? id)).size - 1, 0);
};

/** How many more customers other rules would put together, and how many fewer, of those whom nobody has put together yet. */
export const differenceOf = (now: readonly Cluster[], then: readonly Cluster[]): { joined: number; parted: number } => ({
  joined: joinedBy(then, now),
  parted: joinedBy(now, then),
});

/** Two who have been put together, as they were before. */
export interface MadeMerge {
  readonly cause: readonly Shared[];
  readonly kept: Evidence;
  readonly merged: Evidence;
}

/** Whether rules would put two together who are so already: one of the values by which they were still says something, and nothing speaks against it. */
export const isUpheld = ({ cause, kept, merged }: MadeMerge, rule: SamePersonRule): boolean =>
  cause.some(({ kind }) => rule.mostOf(kind) > 1 || rule.mostNamedOf(kind) > 0) && rule.objection(kept, merged) === null;
