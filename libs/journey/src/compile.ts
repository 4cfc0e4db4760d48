import { err, ok, type Result } from '@wayfare/kernel';
import { type Drawing, drawingOf, reachableFrom } from './graph/drawing.js';
import type { Graph, GraphNode } from './graph/schema.js';
import type { JourneySettings } from './graph/settings.js';
import { GOAL_WINDOW, RESPONSE_WINDOW } from './graph/windows.js';
import type { Wiring } from './nodes/definition.js';
import { compileMatch } from './nodes/match.js';
import { compileNode, isEntryKind } from './nodes/table.js';
import { type EntryCap, type Plan, type PlanSettings, USUAL_PRIORITY } from './plan.js';
import type { Problem } from './problems/codes.js';
import { connectorFor, type GraphContext, purposeFor, templateFor } from './problems/known.js';
import { validate } from './problems/validate.js';

/** What is missing here `validate` would have named: finding it missing is a defect. */
const present = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new Error(`compiling a graph without ${what}`);
  return value;
};

const wiringOf = (node: GraphNode, drawing: Drawing, known: GraphContext): Wiring => ({
  next: (handle) => present(drawing.linesFrom(node.id).find((line) => line.handle.id === handle)?.target.id, `a line out of ${node.id}`),
  connectorId: (channel, chosen) => present(connectorFor(channel, chosen, known), `a connector for ${channel}`).id,
  deciles: (attribute) => known.deciles?.get(attribute) ?? [],
  purpose: (key) => {
    const { basis } = present(purposeFor(key, known), `the purpose of ${node.id}`);
    return { key, basis };
  },
  template: (templateId) => {
    const { id, revision } = present(templateFor(templateId, known), `the template of ${node.id}`);
    return { templateId: id, templateRevision: revision };
  },
});

const whole = ({ run, hour, day }: NonNullable<JourneySettings['entryCap']>): EntryCap => ({
  ...(run === undefined ? {} : { run }),
  ...(hour === undefined ? {} : { hour }),
  ...(day === undefined ? {} : { day }),
});

const compileSettings = ({
  response,
  goal,
  exitWhen,
  timeZone,
  quietHours,
  entryCap,
  blastGuard,
  breaker,
  priority,
  whilePaused,
}: JourneySettings): PlanSettings => ({
  response: { match: response ? compileMatch(response) : null, window: response?.window || RESPONSE_WINDOW },
  goal: goal ? { match: compileMatch(goal), window: goal.window || GOAL_WINDOW, exitOnGoal: goal.exitOnGoal ?? true } : null,
  exitWhen: exitWhen ?? null,
  timeZone: timeZone || null,
  ...(quietHours ? { quietHours } : {}),
  ...(entryCap ? { entryCap: whole(entryCap) } : {}),
  ...(blastGuard ? { blastGuard } : {}),
  ...(breaker ? { breaker } : {}),
  ...(priority === undefined || priority === USUAL_PRIORITY ? {} : { priority }),
  ...(whilePaused === 'refuse' ? { whilePaused } : {}),
});

/**
 * Turns a drawing into the plan that the engine runs, or says what stands in the way. The same graph in the same workspace
 * gives the same plan, in the order of the drawing; steps that no entry leads to are left out.
 */
export const compile = (graph: Graph, known: GraphContext): Result<Plan, Problem[]> => {
  const problems = validate(graph, known);
  if (problems.some((problem) => problem.severity === 'error')) return err(problems);
  const drawing = drawingOf(graph);
  const entries = graph.nodes.filter((node) => isEntryKind(node.type)).map((node) => node.id);
  const reached = reachableFrom(drawing, entries);
  const steps = [...drawing.nodes.values()]
    .filter((node) => reached.has(node.id))
    .map((node) => [node.id, compileNode(node, wiringOf(node, drawing, known))] as const);
  return ok({ format: 1, entries, steps: Object.fromEntries(steps), settings: compileSettings(graph.settings) });
};
