import type { Graph, GraphNode } from '../graph/schema.js';
import type { JourneySettings } from '../graph/settings.js';
import { saysTheSame } from './same.js';

/** One field that says something else than before; `null` where it says nothing. */
export interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

export interface NodeChange {
  readonly nodeId: string;
  readonly kind: GraphNode['type'];
  readonly name: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** Of nodes that changed; where a node lies on the paper is no change. */
  readonly fields: readonly FieldChange[];
}

export interface LineChange {
  readonly source: string;
  readonly handle: string | null;
  readonly target: string;
  readonly change: 'added' | 'removed';
}

export interface GraphChanges {
  readonly nodes: readonly NodeChange[];
  readonly lines: readonly LineChange[];
  readonly settings: readonly FieldChange[];
}

type Fields = GraphNode['data'] | JourneySettings;

const fieldsOf = (before: Fields, after: Fields): FieldChange[] => {
  const [old, now] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((field) => {
    const change = { field, before: old.get(field) ?? null, after: now.get(field) ?? null };
    return saysTheSame(change.before, change.after) ? [] : [change];
  });
};

/** How large a note is says nothing, no more than where it lies. */
const saidBy = (node: GraphNode): GraphNode['data'] => {
  if (node.type !== 'note') return node.data;
  const { width: _, height: __, ...said } = node.data;
  return said;
};

/** A node that has become one of another kind is another node: one was removed, one added. */
const nodeChanges = (before: Graph, after: Graph): NodeChange[] => {
  const old = new Map(before.nodes.map((node) => [node.id, node]));
  const now = new Map(after.nodes.map((node) => [node.id, node]));
  const told = (node: GraphNode, change: NodeChange['change'], fields: readonly FieldChange[] = []): NodeChange => ({
    nodeId: node.id,
    kind: node.type,
    name: node.data.name,
    change,
    fields,
  });
  const removed = before.nodes.filter((node) => now.get(node.id)?.type !== node.type).map((node) => told(node, 'removed'));
  const others = after.nodes.flatMap((node) => {
    const was = old.get(node.id);
    if (was?.type !== node.type) return [told(node, 'added')];
    const fields = fieldsOf(saidBy(was), saidBy(node));
    return fields.length > 0 ? [told(node, 'changed', fields)] : [];
  });
  return [...removed, ...others];
};

const linesIn = (graph: Graph): ReadonlyMap<string, Omit<LineChange, 'change'>> =>
  new Map(
    graph.edges.map(({ source, sourceHandle, target }) => {
      const line = { source, handle: sourceHandle ?? null, target };
      return [JSON.stringify(line), line];
    }),
  );

const lineChanges = (before: Graph, after: Graph): LineChange[] => {
  const [old, now] = [linesIn(before), linesIn(after)];
  const only = (lines: typeof old, others: typeof old, change: LineChange['change']): LineChange[] =>
    [...lines].flatMap(([key, line]) => (others.has(key) ? [] : [{ ...line, change }]));
  return [...only(old, now, 'removed'), ...only(now, old, 'added')];
};

/** What sets a drawing apart from an earlier one, in the order in which it is drawn. */
export const changesBetween = (before: Graph, after: Graph): GraphChanges => ({
  nodes: nodeChanges(before, after),
  lines: lineChanges(before, after),
  settings: fieldsOf(before.settings, after.settings),
});
