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

const toGrid = (value: number): number => Math.round(value / GRID) * GRID;

/** Lays everything out from top to bottom, layer by layer, starting where the drawing stands now. */
export const tidy = (sheet: Sheet): Sheet => {
  if (sheet.nodes.length === 0) return sheet;
  const layout = new dagre.graphlib.Graph();
  layout.setGraph({ rankdir: 'TB', nodesep: GAP.x, ranksep: GAP.y, ranker: 'network-simplex' });
  layout.setDefaultEdgeLabel(() => ({}));
  for (const node of sheet.nodes) layout.setNode(node.id, { width: CARD.width, height: heightOf(node) });
  for (const edge of inOrder(sheet)) layout.setEdge(edge.source, edge.target);
  dagre.layout(layout);
  const corner = (node: CanvasNode): { x: number; y: number } => {
    const { x, y } = layout.node(node.id) as { x: number; y: number };
    return { x: x - CARD.width / 2, y: y - heightOf(node) / 2 };
  };
  const left = Math.min(...sheet.nodes.map((node) => node.position.x));
  const top = Math.min(...sheet.nodes.map((node) => node.position.y));
  return {
    ...sheet,
    nodes: sheet.nodes.map((node) => ({ ...node, position: { x: toGrid(left + corner(node).x), y: toGrid(top + corner(node).y) } })),
  };
};
