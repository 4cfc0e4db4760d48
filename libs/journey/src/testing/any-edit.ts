import fc from 'fast-check';
import { compile } from '../compile.js';
import type { EditMap } from '../edit/effect.js';
import { type Graph, type GraphNode, graphNodeSchema } from '../graph/schema.js';
import { isEntryKind } from '../nodes/table.js';
import type { Plan } from '../plan.js';
import type { GraphContext } from '../problems/known.js';
import { type ArbitraryContext, middleSketch } from './any-node.js';
import { type Sketch, send, wait } from './nodes.js';

/** A drawing that somebody made of another one while that one ran, and what becomes of the people inside. */
export interface DrawnEdit {
  readonly graph: Graph;
  readonly people: 'finish' | 'move';
  readonly map: EditMap;
  /** How many minutes after the launch it is published. */
  readonly minutes: number;
}

const middleOf = ({ nodes }: Graph): GraphNode[] => nodes.filter(({ type }) => !isEntryKind(type) && type !== 'exit' && type !== 'go-to');

const nodeFrom = (id: string, { type, data }: Sketch): GraphNode =>
  graphNodeSchema.parse({ id, type, position: { x: 0, y: 0 }, data: { ...data, name: id } });

const changed = (graph: Graph, id: string, sketch: Sketch): Graph => ({
  ...graph,
  nodes: graph.nodes.map((node) => (node.id === id ? nodeFrom(id, sketch) : node)),
});

/** What led to the node leads to where its first line led. */
const without = (graph: Graph, id: string): Graph => {
  const next = graph.edges.find(({ source }) => source === id)?.target ?? 'end';
  return {
    ...graph,
    nodes: graph.nodes.filter((node) => node.id !== id),
    edges: graph.edges.filter(({ source }) => source !== id).map((edge) => (edge.target === id ? { ...edge, target: next } : edge)),
  };
};

const inserted = (graph: Graph, at: number, id: string, sketch: Sketch): Graph => {
  const edge = graph.edges[at % graph.edges.length];
  if (!edge) return graph;
  const place = graph.nodes.findIndex((node) => node.id === edge.source) + 1;
  return {
    ...graph,
    nodes: graph.nodes.toSpliced(place, 0, nodeFrom(id, sketch)),
    edges: [
      ...graph.edges.map((each) => (each === edge ? { ...edge, target: id } : each)),
      { id: `${id}-on`, source: id, target: edge.target },
    ],
  };
};

/** A line leads to another node further on, so that nobody goes in circles. */
const rewired = (graph: Graph, at: number, to: number): Graph => {
  const edge = graph.edges[at % graph.edges.length];
  const ahead = graph.nodes.slice(graph.nodes.findIndex((node) => node.id === edge?.source) + 1).filter(({ type }) => !isEntryKind(type));
  const target = ahead[to % ahead.length]?.id;
  if (!edge || target === undefined) return graph;
  return { ...graph, edges: graph.edges.map((each) => (each === edge ? { ...edge, target } : each)) };
};

/** One thing that somebody does to a drawing. */
const anyChange = (graph: Graph, context: ArbitraryContext): fc.Arbitrary<(before: Graph) => Graph> => {
  const ids = middleOf(graph).map(({ id }) => id);
  const waits = middleOf(graph).filter(({ type }) => type === 'wait' || type === 'wait-event' || type === 'task');
  const template = context.known.templates.find(({ channel }) => channel === 'email')?.id ?? '';
  return fc.oneof(
    fc.constantFrom(...ids).map((id) => (before: Graph) => without(before, id)),
    fc.tuple(fc.nat(), fc.constantFrom<Sketch>(send({ templateId: template }), wait('P2D')), fc.constantFrom('x1', 'x2', 'x3')).map(
      ([at, sketch, id]) =>
        (before: Graph) =>
          before.nodes.some((node) => node.id === id) ? before : inserted(before, at, id, sketch),
    ),
    fc.tuple(fc.nat(), fc.nat()).map(
      ([at, to]) =>
        (before: Graph) =>
          rewired(before, at, to),
    ),
    ...waits.map(({ id, type }) =>
      middleSketch(type === 'wait' || type === 'task' ? type : 'wait-event', context).map(
        (sketch) => (before: Graph) => changed(before, id, sketch),
      ),
    ),
  );
};

const planIn = (graph: Graph, known: GraphContext): Plan | null => {
  const compiled = compile(graph, known);
  return compiled.ok ? compiled.value : null;
};

/** Somewhere, or nowhere, for the people of each node that is gone, by whichever version they go. */
const mapped = (before: readonly Plan[], after: Plan, choices: readonly number[]): EditMap => {
  const targets = [...Object.keys(after.steps), null];
  const steps = before.flatMap((plan) => Object.values(plan.steps));
  const gone = [...new Set(steps.filter(({ id, kind }) => after.steps[id]?.kind !== kind).map(({ id }) => id))];
  return Object.fromEntries(gone.map((id, at) => [id, targets[(choices[at % choices.length] ?? 0) % targets.length] ?? null]));
};

/** One to four things removed, changed, added or led elsewhere, some days after the last edit; null where the drawing does not compile any more. */
const nextEdit = (graphs: readonly [Graph, ...Graph[]], since: number, known: GraphContext): fc.Arbitrary<DrawnEdit | null> => {
  const last = graphs.at(-1) ?? graphs[0];
  const before = graphs.flatMap((graph) => planIn(graph, known) ?? []);
  const context: ArbitraryContext = { known, nodes: [], leaves: ['attribute', 'event', 'tag'] };
  return fc
    .record({
      changes: fc.array(anyChange(last, context), { minLength: 1, maxLength: 4 }),
      people: fc.constantFrom('move' as const, 'move' as const, 'move' as const, 'finish' as const),
      choices: fc.array(fc.nat({ max: 1000 }), { minLength: 1, maxLength: 4 }),
      minutes: fc.integer({ min: 1, max: 9 * 1440 }),
    })
    .map(({ changes, people, choices, minutes }) => {
      const graph = changes.reduce((drawn, change) => change(drawn), last);
      const after = planIn(graph, known);
      return after && { graph, people, map: mapped(before, after, choices), minutes: since + minutes };
    });
};

/** Random edits of a drawing that compiles, up to two, one after the other. */
export const anyEdits = (graph: Graph, known: GraphContext): fc.Arbitrary<readonly DrawnEdit[]> =>
  nextEdit([graph], 0, known).chain(
    (first): fc.Arbitrary<readonly DrawnEdit[]> =>
      first === null || middleOf(first.graph).length === 0
        ? fc.constant(first ? [first] : [])
        : fc.option(nextEdit([graph, first.graph], first.minutes, known)).map((second) => (second ? [first, second] : [first])),
  );
