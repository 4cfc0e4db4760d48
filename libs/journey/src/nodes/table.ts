import type { GraphNode, NodeKind } from '../graph/schema.js';
import type { StepKind } from '../plan.js';
import type { Finding } from '../problems/codes.js';
import type { NamedCondition } from '../problems/conditions.js';
import type { GraphContext } from '../problems/known.js';
import { audience } from './audience/index.js';
import { branch } from './branch/index.js';
import { coupon } from './coupon/index.js';
import type { Act, DrawnDefinition, Handle, NodeDefinition, Scene, StepByKind, Wiring } from './definition.js';
import { eventEntry } from './event-entry/index.js';
import { exit } from './exit/index.js';
import { experiment } from './experiment/index.js';
import { frequencyCheck } from './frequency-check/index.js';
import { goTo } from './go-to/index.js';
import type { DraftMatch } from './match.schema.js';
import { note } from './note/index.js';
import { scoreSplit } from './score-split/index.js';
import { send } from './send/index.js';
import { split } from './split/index.js';
import { task } from './task/index.js';
import { timeWindow } from './time-window/index.js';
import { update } from './update/index.js';
import { wait } from './wait/index.js';
import { waitEvent } from './wait-event/index.js';
import { webhook } from './webhook/index.js';

/** Every kind of step and what it means. A kind that is missing here does not build. */
const TABLE: { readonly [K in StepKind]: NodeDefinition<K> } = {
  audience,
  'event-entry': eventEntry,
  wait,
  'time-window': timeWindow,
  'wait-event': waitEvent,
  branch,
  'frequency-check': frequencyCheck,
  'score-split': scoreSplit,
  split,
  experiment,
  send,
  update,
  coupon,
  task,
  webhook,
  'go-to': goTo,
  exit,
};

/** With those that are only drawn. */
const DRAWN: { readonly [K in NodeKind]: DrawnDefinition<K> } = { ...TABLE, note };

export const isEntryKind = (kind: NodeKind): boolean => DRAWN[kind].place === 'entry';
/** Whether people come to nodes of a kind; others are only drawn. */
export const isStepKind = (kind: NodeKind): kind is StepKind => DRAWN[kind].place !== 'aside';
export const isSendingKind = (kind: NodeKind): boolean => DRAWN[kind].sends;

/** The ways out of a node, in the order in which they are drawn. */
export const handlesOf = <K extends NodeKind>(node: GraphNode<K>): readonly Handle[] => DRAWN[node.type].handles(node.data);
export const conditionsOf = <K extends NodeKind>(node: GraphNode<K>): readonly NamedCondition[] => DRAWN[node.type].conditions(node.data);
export const matchesOf = <K extends NodeKind>(node: GraphNode<K>): readonly DraftMatch[] => DRAWN[node.type].matches(node.data);
export const findingsOf = <K extends NodeKind>(node: GraphNode<K>, known: GraphContext): readonly Finding[] =>
  DRAWN[node.type].findings(node.data, known);
export const compileNode = <K extends StepKind>(node: GraphNode<K>, wiring: Wiring): StepByKind[K] =>
  TABLE[node.type].compile(node, wiring);
export const takeStep = <K extends StepKind>(step: StepByKind[K], scene: Scene): Act => TABLE[step.kind].interpret(step, scene);
