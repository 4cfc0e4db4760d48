import { type Graph, type GraphContext, type Problem, validate } from '@wayfare/journey';
import type { CanvasProblem } from '../store/canvas-store.js';

/** What only the workspace can answer: whether a template is there, whether an event was ever received. The api is asked for these. */
const WORKSPACE_CODES: ReadonlySet<string> = new Set([
  'unknown_segment',
  'unknown_list',
  'unknown_template',
  'unknown_connector',
  'unknown_attribute',
  'computed_attribute',
  'unknown_event',
  'unknown_purpose',
  'missing_connector',
  'wrong_channel',
  'unknown_pool',
  'unknown_assignee',
  'unknown_journey',
  'journey_not_running',
  'goes_to_itself',
  'circle_of_journeys',
]);

const NOTHING_KNOWN: GraphContext = {
  templates: [],
  connectors: [],
  segments: new Set(),
  lists: new Set(),
  attributes: new Set(),
  events: new Set(),
  computed: new Set(),
  purposes: [],
  couponPools: new Set(),
  colleagues: new Set(),
  journeys: [],
};

/** What the drawing itself shows to be wrong: said at once, before anything is saved. */
export const problemsOfDrawing = (graph: Graph): Problem[] =>
  validate(graph, NOTHING_KNOWN).filter(({ code }) => !WORKSPACE_CODES.has(code));

/** What is said of the drawing now, and what the api said of the last saved one about the workspace, as far as the node is still there. */
export const allProblems = (graph: Graph, ofSaved: readonly CanvasProblem[]): CanvasProblem[] => {
  const nodes = new Set(graph.nodes.map(({ id }) => id));
  const stillThere = ofSaved.filter(({ code, nodeId }) => WORKSPACE_CODES.has(code) && (nodeId === null || nodes.has(nodeId)));
  return [...problemsOfDrawing(graph), ...stillThere].sort((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'));
};
