import dagre from '@dagrejs/dagre';
import { handlesOf } from '@wayfare/journey';
import { CARD, GAP, GRID, heightOf } from './place.js';
import type { CanvasEdge, CanvasNode, Sheet } from './sheet.js';

/** Lines in the order of the ways out that they leave by, so that the first path comes out at the left. */
const inOrder = (sheet: Sheet): CanvasEdge[] =>
  sheet.nodes.flatMap((node) => {
    const ways = handlesOf(node).map((way) => way.id);
    const rank = (edge: CanvasEdge): number => ways.indexOf(edge.sourceHandle ?? null);
    return sheet.edges.filter((edge) => edge.source === node.id).sort((a, b) => rank(a) - rank(b));
  });

interface Beside {
  readonly left: string;
  readonly right: string;
}

/** The steps behind the ways out of one node, from left to right; a wish that would contradict an earlier one is dropped. */
const wishes = (edges: readonly CanvasEdge[]): Beside[] => {
  const kept: Beside[] = [];
  const isLeftOf = (left: string, right: string): boolean => {
    const seen = new Set([left]);
    for (const each of seen) for (const wish of kept) if (wish.left === each) seen.add(wish.right);
    return seen.has(right);
  };
  edges.forEach((edge, at) => {
    const before = edges[at - 1];
    if (!before || before.source !== edge.source || before.target === edge.target || isLeftOf(edge.target, before.target)) return;
    kept.push({ left: before.target, right: edge.target });
  });
  return kept;
};

const toGrid = (value: number): number => Math.round(value / GRID) * GRID;

/** Lays everything out from top to bottom, layer by layer, starting where the drawing stands now. */
export const tidy = (sheet: Sheet): Sheet => {
  if (sheet.nodes.length === 0) return sheet;
  const layout = new dagre.graphlib.Graph();
  layout.setGraph({ rankdir: 'TB', nodesep: GAP.x, ranksep: GAP.y, ranker: 'network-simplex' });
  layout.setDefaultEdgeLabel(() => ({}));
  for (const node of sheet.nodes) layout.setNode(node.id, { width: CARD.width, height: heightOf(node) });
  const edges = inOrder(sheet);
  for (const edge of edges) layout.setEdge(edge.source, edge.target);
  dagre.layout(layout, { constraints: wishes(edges) });
  const corner = (node: CanvasNode): { x: number; y: number } => {
    const { x, y } = layout.node(node.id);
    return { x: x - CARD.width / 2, y: y - heightOf(node) / 2 };
  };
  const left = Math.min(...sheet.nodes.map((node) => node.position.x));
  const top = Math.min(...sheet.nodes.map((node) => node.position.y));
  return {
    ...sheet,
    nodes: sheet.nodes.map((node) => ({ ...node, position: { x: toGrid(left + corner(node).x), y: toGrid(top + corner(node).y) } })),
  };
};
