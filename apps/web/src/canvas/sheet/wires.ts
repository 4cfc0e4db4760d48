import { handlesOf, isEntryKind, isStepKind } from '@wayfare/journey';
import type { NewId } from './ids.js';
import { type CanvasEdge, type CanvasNode, nodeIn, type Sheet, type SheetChange } from './sheet.js';

/** A line as it is being drawn. `sourceHandle` is `null` for a node with a single way out. */
export interface Wire {
  readonly source: string;
  readonly sourceHandle: string | null;
  readonly target: string;
}

type Edges = Sheet['edges'];
interface Ends {
  readonly from: ReadonlyMap<string, readonly CanvasEdge[]>;
  readonly into: ReadonlyMap<string, readonly CanvasEdge[]>;
}

const grouped = (edges: Edges, by: 'source' | 'target'): ReadonlyMap<string, readonly CanvasEdge[]> => {
  const groups = new Map<string, CanvasEdge[]>();
  for (const edge of edges) {
    const group = groups.get(edge[by]);
    if (group) group.push(edge);
    else groups.set(edge[by], [edge]);
  }
  return groups;
};

/** Lines by their ends, found once for each set of lines: while a card is dragged the lines stay the same ones. */
const known = new WeakMap<Edges, Ends>();
const endsOf = (edges: Edges): Ends => {
  const found = known.get(edges) ?? { from: grouped(edges, 'source'), into: grouped(edges, 'target') };
  known.set(edges, found);
  return found;
};

const NONE: readonly CanvasEdge[] = [];
export const edgesFrom = (sheet: Sheet, nodeId: string): readonly CanvasEdge[] => endsOf(sheet.edges).from.get(nodeId) ?? NONE;
export const edgesInto = (sheet: Sheet, nodeId: string): readonly CanvasEdge[] => endsOf(sheet.edges).into.get(nodeId) ?? NONE;

const leavesBy = (edge: CanvasEdge, nodeId: string, handle: string | null): boolean =>
  edge.source === nodeId && (edge.sourceHandle ?? null) === handle;

/** The line that takes a way out of a node, if one does. */
export const edgeAt = (sheet: Sheet, nodeId: string, handle: string | null): CanvasEdge | undefined =>
  edgesFrom(sheet, nodeId).find((edge) => leavesBy(edge, nodeId, handle));

/** Ids of everything that can be come to from a node, itself among them. */
export const downstream = (sheet: Sheet, start: string): ReadonlySet<string> => {
  const seen = new Set([start]);
  for (const nodeId of seen) for (const edge of edgesFrom(sheet, nodeId)) seen.add(edge.target);
  return seen;
};

/** Whether a line may be drawn: it leaves by a way that is there, leads to no entry, and closes no circle. */
export const canConnect = (sheet: Sheet, wire: Wire): boolean => {
  const [source, target] = [nodeIn(sheet, wire.source), nodeIn(sheet, wire.target)];
  if (!source || !target || isEntryKind(target.type) || !isStepKind(target.type)) return false;
  const hasWay = handlesOf(source).some((handle) => handle.id === wire.sourceHandle);
  return hasWay && !downstream(sheet, wire.target).has(wire.source);
};

/** Draws a line. A way out leads to one step only, so the line that took it before is replaced. */
export const connect =
  (wire: Wire, newId: NewId): SheetChange =>
  (sheet) => {
    if (!canConnect(sheet, wire)) return sheet;
    const others = sheet.edges.filter((edge) => !leavesBy(edge, wire.source, wire.sourceHandle));
    return { ...sheet, edges: [...others, { id: newId('e'), ...wire }] };
  };

/** Takes hold of one end of a line and puts it elsewhere. */
export const rewire =
  (edgeId: string, wire: Wire): SheetChange =>
  (sheet) => {
    const without = { ...sheet, edges: sheet.edges.filter((edge) => edge.id !== edgeId) };
    if (!canConnect(without, wire)) return sheet;
    return connect(wire, () => edgeId)(without);
  };

export const disconnect =
  (edgeIds: ReadonlySet<string>): SheetChange =>
  (sheet) => ({ ...sheet, edges: sheet.edges.filter((edge) => !edgeIds.has(edge.id)) });

/** Drops lines that leave by a way which a node no longer has (a path or an arm was taken away). */
export const dropLooseEdges: SheetChange = (sheet) => {
  const byId = new Map(sheet.nodes.map((node) => [node.id, node]));
  const holds = (edge: CanvasEdge): boolean => {
    const source = byId.get(edge.source);
    return source !== undefined && byId.has(edge.target) && handlesOf(source).some((handle) => handle.id === (edge.sourceHandle ?? null));
  };
  const edges = sheet.edges.filter(holds);
  return edges.length === sheet.edges.length ? sheet : { ...sheet, edges };
};

/** The ways out of a node that lead nowhere yet. */
export const openWays = (sheet: Sheet, node: CanvasNode): readonly (string | null)[] =>
  handlesOf(node)
    .map((handle) => handle.id)
    .filter((handle) => !edgeAt(sheet, node.id, handle));

/** Ids of everything from which a node can be come to, without itself. */
export const upstream = (sheet: Sheet, end: string): ReadonlySet<string> => {
  const seen = new Set([end]);
  for (const nodeId of seen) for (const edge of edgesInto(sheet, nodeId)) seen.add(edge.source);
  seen.delete(end);
  return seen;
};
