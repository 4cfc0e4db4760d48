import type { Graph, GraphNode, JourneySettings, NodeDataByKind, NodeKind } from '@wayfare/journey';
import { graphSchema } from '@wayfare/journey';
import type { Edge, Node } from '@xyflow/react';

/** A node as React Flow holds it: the graph's node, and beside it what the canvas alone knows (`selected`, `measured`). */
export type CanvasNode<K extends NodeKind = NodeKind> = { [P in K]: Node<NodeDataByKind[P], P> }[K];
export type CanvasEdge = Edge;

/**
 * The sheet of paper that is drawn on. It is never changed, only followed by another one: that is what makes undo without
 * limit cheap, since two sheets share every node that is alike.
 */
export interface Sheet {
  readonly nodes: readonly CanvasNode[];
  readonly edges: readonly CanvasEdge[];
  readonly settings: JourneySettings;
}
export type SheetChange = (sheet: Sheet) => Sheet;

/** Whatever lies behind the cards: notes. */
const BEHIND = -1;
const NOTE = { width: 220, height: 132 };

/** A node as the canvas holds it: a note has its size on the paper, where it is pulled larger, and lies behind the cards. */
export const onPaper = (node: GraphNode): CanvasNode =>
  node.type === 'note' ? { ...node, width: node.data.width ?? NOTE.width, height: node.data.height ?? NOTE.height, zIndex: BEHIND } : node;

/** The way back: what is kept of a node. */
export const offPaper = (node: CanvasNode): CanvasNode =>
  node.type === 'note' && node.width !== undefined && node.height !== undefined
    ? { ...node, data: { ...node.data, width: Math.round(node.width), height: Math.round(node.height) } }
    : node;

export const sheetOf = (graph: Graph): Sheet => ({
  nodes: graph.nodes.map(onPaper),
  edges: graph.edges.map((edge) => ({ ...edge, sourceHandle: edge.sourceHandle ?? null })),
  settings: graph.settings,
});

/** What is saved: the schema drops everything that the canvas keeps for itself. */
export const graphOf = ({ nodes, edges, settings }: Sheet): Graph => graphSchema.parse({ nodes: nodes.map(offPaper), edges, settings });

const known = new WeakMap<Sheet['nodes'], ReadonlyMap<string, CanvasNode>>();

/** A node by its id: asked by every line and card at every change, so the way there is found once for each set of nodes. */
export const nodeIn = ({ nodes }: Sheet, id: string): CanvasNode | undefined => {
  const byId = known.get(nodes) ?? new Map(nodes.map((node) => [node.id, node]));
  known.set(nodes, byId);
  return byId.get(id);
};

export const addNode =
  (node: CanvasNode): SheetChange =>
  (sheet) => ({ ...sheet, nodes: [...sheet.nodes, node] });

/** @param data of the node's own kind: whoever edits a node got its data from that node */
export const changeData =
  (id: string, data: CanvasNode['data']): SheetChange =>
  (sheet) => ({ ...sheet, nodes: sheet.nodes.map((node) => (node.id === id ? ({ ...node, data } as CanvasNode) : node)) });

export const changeSettings =
  (settings: JourneySettings): SheetChange =>
  (sheet) => ({ ...sheet, settings });

export const moveBy =
  (ids: ReadonlySet<string>, by: { readonly x: number; readonly y: number }): SheetChange =>
  (sheet) => ({
    ...sheet,
    nodes: sheet.nodes.map((node) =>
      ids.has(node.id) ? { ...node, position: { x: node.position.x + by.x, y: node.position.y + by.y } } : node,
    ),
  });

export const selectOnly =
  (ids: ReadonlySet<string>): SheetChange =>
  (sheet) => ({
    ...sheet,
    nodes: sheet.nodes.map((node) => ((node.selected ?? false) === ids.has(node.id) ? node : { ...node, selected: ids.has(node.id) })),
    edges: sheet.edges.map((edge) => (edge.selected ? { ...edge, selected: false } : edge)),
  });
