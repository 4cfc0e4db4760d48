import type { Handle } from '../nodes/definition.js';
import { handlesOf, isStepKind } from '../nodes/table.js';
import type { StepKind } from '../plan.js';
import type { Graph, GraphEdge, GraphNode } from './schema.js';

/** A node that becomes a step. */
export type StepNode = GraphNode<StepKind>;
const isStepNode = (node: GraphNode): node is StepNode => isStepKind(node.type);

/** A line between two nodes that are there, leaving by a way out that is there. */
export interface Line {
  readonly source: StepNode;
  readonly handle: Handle;
  readonly target: StepNode;
}

/** The steps of a graph, made easy to walk. Where an id stands twice, its first node counts; what is only drawn is left out. */
export interface Drawing {
  readonly nodes: ReadonlyMap<string, StepNode>;
  /** The edges that are drawn out of a node, whether or not they lead anywhere. */
  edgesFrom(nodeId: string): readonly GraphEdge[];
  /** Those of them that are whole. */
  linesFrom(nodeId: string): readonly Line[];
}

/** The way out that an edge leaves by. A node with a single way out takes whatever handle the canvas wrote. */
export const handleOf = (edge: GraphEdge, source: GraphNode): Handle | undefined => {
  const handles = handlesOf(source);
  const only = handles.length === 1 && handles[0]?.id === null ? handles[0] : undefined;
  return only ?? handles.find((handle) => handle.id === (edge.sourceHandle ?? null));
};

const pushTo = <T>(groups: Map<string, T[]>, key: string, item: T): void => {
  const group = groups.get(key);
  if (group) group.push(item);
  else groups.set(key, [item]);
};

export const drawingOf = (graph: Graph): Drawing => {
  const nodes = new Map(
    graph.nodes
      .filter(isStepNode)
      .reverse()
      .map((node) => [node.id, node]),
  );
  const edges = new Map<string, GraphEdge[]>();
  const lines = new Map<string, Line[]>();
  for (const edge of graph.edges) {
    pushTo(edges, edge.source, edge);
    const [source, target] = [nodes.get(edge.source), nodes.get(edge.target)];
    const handle = source && handleOf(edge, source);
    if (source && target && handle) pushTo(lines, source.id, { source, handle, target });
  }
  return {
    nodes: new Map([...nodes].reverse()),
    edgesFrom: (nodeId) => edges.get(nodeId) ?? [],
    linesFrom: (nodeId) => lines.get(nodeId) ?? [],
  };
};

/** Every node that can be come to from some nodes, themselves among them. */
export const reachableFrom = (drawing: Drawing, starts: readonly string[]): ReadonlySet<string> => {
  const seen = new Set(starts);
  for (const nodeId of seen) for (const { target } of drawing.linesFrom(nodeId)) seen.add(target.id);
  return seen;
};
