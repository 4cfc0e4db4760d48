import { cyclesIn } from '../graph/cycles.js';
import { type Drawing, handleOf, reachableFrom } from '../graph/drawing.js';
import type { Graph, GraphEdge, GraphNode } from '../graph/schema.js';
import { repeatedIds } from '../nodes/repeated.js';
import { handlesOf, isEntryKind, isSendingKind } from '../nodes/table.js';
import { type Finding, finding, type Problem, problemAt, unless } from './codes.js';

/** What is wrong with the lines of a drawing, whatever its nodes mean. */

const edgeFindings = (edge: GraphEdge, source: GraphNode, target: GraphNode | undefined): readonly Finding[] => [
  ...unless(handleOf(edge, source) !== undefined, 'unknown_handle', { handle: edge.sourceHandle ?? 'next' }),
  ...unless(target !== undefined, 'missing_target', { target: edge.target }),
  ...unless(!target || !isEntryKind(target.type), 'edge_into_entry', { target: target?.data.name || edge.target }),
];

const edgeProblems = (graph: Graph, { nodes }: Drawing): readonly Problem[] =>
  graph.edges.flatMap((edge) => {
    const source = nodes.get(edge.source);
    if (!source) return [problemAt(null, finding('missing_source', { source: edge.source }))];
    return edgeFindings(edge, source, nodes.get(edge.target)).map((found) => problemAt(source.id, found));
  });

/** Each way out of a node has to lead on, and to one node only. */
const handleProblems = (drawing: Drawing): readonly Problem[] =>
  [...drawing.nodes.values()].flatMap((node) =>
    handlesOf(node).flatMap((handle) => {
      const leading = drawing.edgesFrom(node.id).filter((edge) => handleOf(edge, node)?.id === handle.id).length;
      if (leading === 1) return [];
      return [problemAt(node.id, finding(leading === 0 ? 'leads_nowhere' : 'two_edges_from_one_handle', { handle: handle.label }))];
    }),
  );

const cycleProblems = (drawing: Drawing): readonly Problem[] =>
  cyclesIn(drawing).map((cycle) => {
    const names = cycle.map((nodeId) => drawing.nodes.get(nodeId)?.data.name || nodeId);
    return problemAt(cycle[0] ?? null, finding('cycle', { path: [...names, names[0]].join(' → ') }));
  });

/** A group that is left alone for comparison should hear nothing. */
const controlProblems = (drawing: Drawing): readonly Problem[] =>
  [...drawing.nodes.values()].flatMap((node) => {
    if (node.type !== 'split') return [];
    return node.data.arms
      .filter((arm) => arm.control)
      .flatMap((arm) => {
        const starts = drawing.linesFrom(node.id).filter(({ handle }) => handle.id === arm.id);
        const behind = reachableFrom(
          drawing,
          starts.map(({ target }) => target.id),
        );
        const sending = [...behind].map((nodeId) => drawing.nodes.get(nodeId)).find((next) => next?.type === 'send');
        return sending
          ? [problemAt(node.id, finding('control_arm_sends', { arm: arm.name || arm.id, node: sending.data.name || sending.id }))]
          : [];
      });
  });

const entriesOf = ({ nodes }: Drawing): readonly string[] =>
  [...nodes.values()].filter((node) => isEntryKind(node.type)).map((node) => node.id);

/** The nodes that no entry leads to. Where there is no entry at all, that is the one thing to say. */
export const unreachableIn = (drawing: Drawing): readonly string[] => {
  const entries = entriesOf(drawing);
  const reached = reachableFrom(drawing, entries);
  return entries.length === 0 ? [] : [...drawing.nodes.keys()].filter((nodeId) => !reached.has(nodeId));
};

/** A journey that asks a colleague to call somebody reaches them too. */
const wholeProblems = (drawing: Drawing): readonly Problem[] => {
  const reached = reachableFrom(drawing, entriesOf(drawing));
  const sends = [...drawing.nodes.values()].some((node) => (isSendingKind(node.type) || node.type === 'task') && reached.has(node.id));
  return [...unless(entriesOf(drawing).length > 0, 'no_entry'), ...unless(sends || reached.size === 0, 'no_send')].map((found) =>
    problemAt(null, found),
  );
};

export const drawingProblems = (graph: Graph, drawing: Drawing): readonly Problem[] => [
  ...wholeProblems(drawing),
  ...repeatedIds(graph.nodes).map((found) => problemAt(String(found.values.id), found)),
  ...repeatedIds(graph.edges).map((found) => problemAt(null, found)),
  ...edgeProblems(graph, drawing),
  ...handleProblems(drawing),
  ...cycleProblems(drawing),
  ...unreachableIn(drawing).map((nodeId) => problemAt(nodeId, finding('unreachable'))),
  ...controlProblems(drawing),
];
