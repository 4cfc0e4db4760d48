import type { GraphNode, NodeKind } from '../graph/schema.js';
import type { Finding } from '../problems/codes.js';
import type { NamedCondition } from '../problems/conditions.js';
import type { GraphContext } from '../problems/known.js';
import { audience } from './audience/index.js';
import { branch } from './branch/index.js';
import type { Act, Handle, NodeDefinition, Scene, StepByKind, Wiring } from './definition.js';
import { eventEntry } from './event-entry/index.js';
import { exit } from './exit/index.js';
import { frequencyCheck } from './frequency-check/index.js';
import type { DraftMatch } from './match.schema.js';
import { scoreSplit } from './score-split/index.js';
import { send } from './send/index.js';
import { split } from './split/index.js';
import { timeWindow } from './time-window/index.js';
import { update } from './update/index.js';
import { wait } from './wait/index.js';
import { waitEvent } from './wait-event/index.js';
import { webhook } from './webhook/index.js';

/** Every kind of node and what it means. A kind that is missing here does not build. */
const TABLE: { readonly [K in NodeKind]: NodeDefinition<K> } = {
  audience,
  'event-entry': eventEntry,
  wait,
  'time-window': timeWindow,
  'wait-event': waitEvent,
  branch,
  'frequency-check': frequencyCheck,
  'score-split': scoreSplit,
  split,
  send,
  update,
  webhook,
  exit,
};

export const isEntryKind = (kind: NodeKind): boolean => TABLE[kind].place === 'entry';
export const isSendingKind = (kind: NodeKind): boolean => TABLE[kind].sends;

/** The ways out of a node, in the order in which they are drawn. */
export const handlesOf = <K extends NodeKind>(node: GraphNode<K>): readonly Handle[] => TABLE[node.type].handles(node.data);
export const conditionsOf = <K extends NodeKind>(node: GraphNode<K>): readonly NamedCondition[] => TABLE[node.type].conditions(node.data);
export const matchesOf = <K extends NodeKind>(node: GraphNode<K>): readonly DraftMatch[] => TABLE[node.type].matches(node.data);
export const findingsOf = <K extends NodeKind>(node: GraphNode<K>, known: GraphContext): readonly Finding[] =>
  TABLE[node.type].findings(node.data, known);
export const compileNode = <K extends NodeKind>(node: GraphNode<K>, wiring: Wiring): StepByKind[K] =>
  TABLE[node.type].compile(node, wiring);
export const takeStep = <K extends NodeKind>(step: StepByKind[K], scene: Scene): Act => TABLE[step.kind].interpret(step, scene);
