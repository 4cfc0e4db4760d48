import type { Live } from '@wayfare/contracts';
import { create } from 'zustand';

export type LiveNode = Live['nodes'][number];

/** What the api said last of the running journey, by node: cards listen to their own line of it. */
interface LiveState {
  readonly nodes: Readonly<Record<string, LiveNode>>;
  /** People by way out: `node handle`. */
  readonly ways: Readonly<Record<string, number>>;
  readonly most: number;
  show(live: Live | undefined): void;
}

export const wayKey = (source: string, handle: string | null | undefined): string => `${source} ${handle ?? ''}`;

const same = (a: LiveNode | undefined, b: LiveNode): boolean => a !== undefined && JSON.stringify(a) === JSON.stringify(b);

export const useLive = create<LiveState>()((set) => ({
  nodes: {},
  ways: {},
  most: 0,
  show: (live) =>
    set((before) => ({
      // a node whose numbers stand still keeps its object, so that its card does too
      nodes: Object.fromEntries(
        (live?.nodes ?? []).map((node) => [node.id, same(before.nodes[node.id], node) ? (before.nodes[node.id] ?? node) : node]),
      ),
      ways: Object.fromEntries((live?.edges ?? []).map((edge) => [wayKey(edge.source, edge.handle), edge.people])),
      most: Math.max(0, ...(live?.edges ?? []).map((edge) => edge.people)),
    })),
}));
