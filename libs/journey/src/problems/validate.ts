import { drawingOf } from '../graph/drawing.js';
import type { Graph, GraphNode } from '../graph/schema.js';
import { conditionsOf, findingsOf, matchesOf } from '../nodes/table.js';
import { matchFindings } from './checks.js';
import { type Finding, type Problem, problemAt, unless } from './codes.js';
import { conditionFindings } from './conditions.js';
import { drawingProblems, unreachableIn } from './drawing.js';
import { experimentProblems } from './experiments.js';
import { circleProblems } from './journeys.js';
import type { GraphContext } from './known.js';
import { messageProblems } from './messages.js';
import { settingsFindings } from './settings.js';

const nodeFindings = (node: GraphNode, known: GraphContext): readonly Finding[] => [
  ...unless(node.data.name !== '', 'missing_name'),
  ...findingsOf(node, known),
  ...conditionsOf(node).flatMap((condition) => conditionFindings(condition, known)),
  ...matchesOf(node).flatMap((match) => matchFindings(match, known)),
];

/** Ids must be unique even among steps that are left out, or nobody could say which of the two is meant. */
const staysAnError = (problem: Problem): boolean => problem.code === 'duplicate_id';

/**
 * What stands in the way of launching a graph, and what its author should know besides. Problems of the whole come first, then
 * those of the nodes in the order of the drawing. Steps that no entry leads to are left out of the plan, so that
 * whatever is wrong with them is a warning.
 */
export const validate = (graph: Graph, known: GraphContext): Problem[] => {
  const drawing = drawingOf(graph);
  const leftOut = new Set(unreachableIn(drawing));
  const problems = [
    ...drawingProblems(graph, drawing),
    ...settingsFindings(graph.settings, known).map((found) => problemAt(null, found)),
    ...[...drawing.nodes.values()].flatMap((node) => nodeFindings(node, known).map((found) => problemAt(node.id, found))),
    ...messageProblems(drawing, graph.settings),
    ...circleProblems(drawing, known),
    ...experimentProblems(drawing, graph.settings),
  ].map((problem) =>
    problem.nodeId !== null && leftOut.has(problem.nodeId) && !staysAnError(problem)
      ? { ...problem, severity: 'warning' as const }
      : problem,
  );
  const order = new Map([...drawing.nodes.keys()].map((nodeId, at) => [nodeId, at]));
  const placeOf = (problem: Problem): number => (problem.nodeId === null ? -1 : (order.get(problem.nodeId) ?? -1));
  return problems.sort((a, b) => placeOf(a) - placeOf(b));
};
