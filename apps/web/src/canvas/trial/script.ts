import type { BodyOf, routes, TestHappening } from '@wayfare/contracts';
import { type Graph, type GraphNode, type NodeDataByKind, TASK_DONE_EVENT } from '@wayfare/journey';

/** What the test people do at a step: nothing, or this, so long after they came there. */
export interface Answer {
  readonly does: 'nothing' | 'event' | 'done' | 'opened' | 'clicked';
  readonly after: string;
}
export type Answers = Readonly<Record<string, Answer>>;

export const NO_ANSWER: Answer = { does: 'nothing', after: 'PT1H' };

type Asking = Extract<GraphNode, { type: 'wait-event' | 'send' | 'task' }>;
const isAsking = (node: GraphNode): node is Asking =>
  node.type === 'wait-event' ||
  (node.type === 'task' && node.data.waitForIt === true) ||
  (node.type === 'send' && node.data.channel === 'email');

/** The steps at which something may happen: those that wait for it, and mails. */
export const stepsToAnswer = ({ nodes }: Graph): Asking[] => nodes.filter(isAsking);

type Test = NonNullable<NodeDataByKind['wait-event']['where']>[number];
type Value = string | number | boolean | null;

const plain = (value: unknown): Value =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;

/** A value that passes a test on an event's property, as far as one can be made up. */
const passing = ({ is, value }: Test): Value | undefined => {
  switch (is) {
    case 'gt':
      return typeof value === 'number' ? value + 1 : undefined;
    case 'lt':
      return typeof value === 'number' ? value - 1 : undefined;
    case 'in':
      return Array.isArray(value) ? plain(value[0]) : undefined;
    case 'exists':
      return value === false ? undefined : 'x';
    case 'ne':
    case 'before':
    case 'after':
      return undefined;
    default:
      return plain(value);
  }
};

/** Properties with which an event passes the tests of a step. */
export const propertiesFor = (where: readonly Test[] = []): Record<string, Value> =>
  Object.fromEntries(
    where.flatMap((test) => {
      const value = passing(test);
      return value === undefined ? [] : [[test.property, value] as const];
    }),
  );

const happeningAt = (node: Asking, { does, after }: Answer, customerId: string): TestHappening | null => {
  if (does === 'nothing') return null;
  if (node.type === 'send') return { customerId, name: `message.${does}`, after, afterNode: node.id };
  if (node.type === 'task') return { customerId, name: TASK_DONE_EVENT, after, afterNode: node.id };
  return { customerId, name: node.data.event, after, afterNode: node.id, properties: propertiesFor(node.data.where) };
};

/** All that happens in a run: the same to everybody who goes. */
export const eventsOf = (graph: Graph, answers: Answers, customerIds: readonly string[]): BodyOf<typeof routes.startTestRun>['events'] =>
  stepsToAnswer(graph).flatMap((node) =>
    customerIds.flatMap((customerId) => happeningAt(node, answers[node.id] ?? NO_ANSWER, customerId) ?? []),
  );
