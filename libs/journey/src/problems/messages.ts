import { messageNodesOf } from '@wayfare/kernel';
import { type Drawing, reachableFrom } from '../graph/drawing.js';
import type { GraphNode } from '../graph/schema.js';
import type { JourneySettings } from '../graph/settings.js';
import { conditionsOf, isSendingKind } from '../nodes/table.js';
import { type Finding, finding, type Problem, problemAt } from './codes.js';

/** Conditions on messages name a node: one that sends, and that people have passed when they are asked. */

const isBefore = (drawing: Drawing, node: GraphNode, other: string): boolean =>
  node.id !== other && reachableFrom(drawing, [other]).has(node.id);

const findingFor = (drawing: Drawing, named: string, asking: GraphNode | null): readonly Finding[] => {
  const sender = drawing.nodes.get(named);
  if (!sender || !isSendingKind(sender.type)) return [finding('message_node_unknown', { node: sender?.data.name || named })];
  if (asking && !isBefore(drawing, asking, named)) return [finding('message_node_not_before', { node: sender.data.name || named })];
  return [];
};

export const messageProblems = (drawing: Drawing, { exitWhen }: JourneySettings): readonly Problem[] => [
  ...(exitWhen ? messageNodesOf(exitWhen) : []).flatMap((named) => findingFor(drawing, named, null)).map((found) => problemAt(null, found)),
  ...[...drawing.nodes.values()].flatMap((node) =>
    conditionsOf(node)
      .flatMap(({ condition }) => (condition ? messageNodesOf(condition) : []))
      .flatMap((named) => findingFor(drawing, named, node))
      .map((found) => problemAt(node.id, found)),
  ),
];
