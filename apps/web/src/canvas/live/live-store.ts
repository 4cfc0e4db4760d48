import type { Live, ReplyOf, routes } from '@wayfare/contracts';
import { create } from 'zustand';
import { wayKey } from '../published/way-key.js';

export type LiveNode = Live['nodes'][number];
export type Responses = ReplyOf<typeof routes.responses>['nodes'][number];

/** What the api said last of the running journey, by node: cards listen to their own line of it. */
interface LiveState {
  readonly nodes: Readonly<Record<string, LiveNode>>;
  /** People by way out: `node handle`. */
  readonly ways: Readonly<Record<string, number>>;
  readonly most: number;
  /** Who responded at each send, as the reports count it; asked less often. */
  readonly responses: Readonly<Record<string, Responses>>;
  show(live: Live | undefined): void;
  showResponses(nodes: readonly Responses[]): void;
}

const same = (a: LiveNode | undefined, b: LiveNode): boolean => a !== undefined && JSON.stringify(a) === JSON.stringify(b);

export const useLive = create<LiveState>()((set) => ({
  nodes: {},
  ways: {},
  most: 0,
  responses: {},
  showResponses: (nodes) => set({ responses: Object.fromEntries(nodes.map((node) => [node.id, node])) }),
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
