import dagre from '@dagrejs/dagre';
import { handlesOf, isStepKind } from '@wayfare/journey';
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
interface Line {
  readonly id: string;
  readonly source: string;
  readonly target: string;
}

/** The steps behind the ways out of one node, from left to right; a wish that would contradict an earlier one is dropped. */
const wishes = (lines: readonly Line[]): Beside[] => {
  const kept: Beside[] = [];
  const isLeftOf = (left: string, right: string): boolean => {
    const seen = new Set([left]);
    for (const each of seen) for (const wish of kept) if (wish.left === each) seen.add(wish.right);
    return seen.has(right);
  };
  lines.forEach((line, at) => {
    const before = lines[at - 1];
    if (!before || before.source !== line.source || before.target === line.target || isLeftOf(line.target, before.target)) return;
    kept.push({ left: before.target, right: line.target });
  });
  return kept;
};

/** @param stops where a line passes a layer without a card: they keep a column free for it */
const layOut = (sheet: Sheet, lines: readonly Line[], stops: readonly Line[]) => {
  const layout = new dagre.graphlib.Graph();
  layout.setGraph({ rankdir: 'TB', nodesep: GAP.x, ranksep: GAP.y, ranker: 'network-simplex' });
  layout.setDefaultEdgeLabel(() => ({}));
  for (const node of sheet.nodes) layout.setNode(node.id, { width: CARD.width, height: heightOf(node) });
  for (const { id } of stops) layout.setNode(id, { width: 1, height: 1 });
  const stopped = new Map(stops.map((stop) => [stop.id, stop]));
  const first = lines.map((line) => (stopped.has(line.id) ? { ...line, target: line.id } : line));
  for (const { source, target } of first) layout.setEdge(source, target);
  for (const { id, target } of stops) layout.setEdge(id, target);
  dagre.layout(layout, { constraints: wishes(first) });
  return layout;
};

const toGrid = (value: number): number => Math.round(value / GRID) * GRID;

const distance = (one: CanvasNode, other: CanvasNode): number =>
  Math.hypot(one.position.x - other.position.x, one.position.y - other.position.y);

/** A note stays beside the card that it lay nearest to. */
const withItsCard = (note: CanvasNode, cards: readonly CanvasNode[], placed: ReadonlyMap<string, CanvasNode>): CanvasNode => {
  const nearest = cards.reduce((best, card) => (distance(note, card) < distance(note, best) ? card : best));
  const { x, y } = placed.get(nearest.id)?.position ?? nearest.position;
  return { ...note, position: { x: note.position.x + x - nearest.position.x, y: note.position.y + y - nearest.position.y } };
};

/** Lays all cards out from top to bottom, layer by layer, starting where the drawing stands now; the notes go with them. */
export const tidy = (sheet: Sheet): Sheet => {
  const cards = sheet.nodes.filter(({ type }) => isStepKind(type));
  if (cards.length === 0) return sheet;
  const placed = new Map(laidOut({ ...sheet, nodes: cards }).nodes.map((node) => [node.id, node]));
  return { ...sheet, nodes: sheet.nodes.map((node) => placed.get(node.id) ?? withItsCard(node, cards, placed)) };
};

const laidOut = (sheet: Sheet): Sheet => {
  const lines = inOrder(sheet);
  const first = layOut(sheet, lines, []);
  const top = (id: string): number => first.node(id).y;
  const rows = [...new Set(sheet.nodes.map((node) => top(node.id)))].sort((one, other) => one - other);
  const isFar = ({ source, target }: Line): boolean => rows.indexOf(top(target)) - rows.indexOf(top(source)) > 1;
  const layout = layOut(sheet, lines, lines.filter(isFar));
  const corner = (node: CanvasNode): { x: number; y: number } => {
    const { x, y } = layout.node(node.id);
    return { x: x - CARD.width / 2, y: y - heightOf(node) / 2 };
  };
  const left = Math.min(...sheet.nodes.map((node) => node.position.x));
  const upper = Math.min(...sheet.nodes.map((node) => node.position.y));
  return {
    ...sheet,
    nodes: sheet.nodes.map((node) => ({ ...node, position: { x: toGrid(left + corner(node).x), y: toGrid(upper + corner(node).y) } })),
  };
};
