import type { Cap, Condition, Deferral, ExitReason, MessagePurpose, PersonFacts, Profile, QuietTimes, Reason } from '@wayfare/kernel';
import type { GraphNode, NodeDataByKind, NodeKind } from '../graph/schema.js';
import type { EventMatch, ExperimentStep, Step, StepKind } from '../plan.js';
import type { Finding } from '../problems/codes.js';
import type { NamedCondition } from '../problems/conditions.js';
import type { GraphContext } from '../problems/known.js';
import type { Weights } from './experiment/allocation.js';
import type { DraftMatch } from './match.schema.js';
import type { Contact } from './send/caps.js';

/** One way out of a node. `label` is the person's own word for it where they gave one, else the handle's name. */
export interface Handle {
  /** `null` for a node with a single way out. */
  readonly id: string | null;
  readonly label: string;
}

export const ONE_WAY: readonly Handle[] = [{ id: null, label: 'next' }];

/** What a node of each kind becomes. */
export type StepByKind = { readonly [K in StepKind]: Extract<Step, { kind: K }> };

/** What a node needs of the rest of the graph and of the workspace to become a step. Asking for what is not there is a defect: `validate` ran before. */
export interface Wiring {
  /** The id of the step behind a way out. */
  next(handle: string | null): string;
  connectorId(channel: string, chosen: string | undefined): string;
  /** The nine numbers between the tenths of the people; none where nobody's number is known. */
  deciles(attribute: string): readonly number[];
  purpose(key: string): MessagePurpose;
  template(templateId: string | undefined): { readonly templateId: string; readonly templateRevision: number };
}

/** What an update makes of a person: the parts of the profile that it may touch, as they are afterwards. */
export type ProfileChange = Pick<Profile, 'attributes' | 'tags' | 'lists'>;

/** What happens to a person at a step, as data: the interpreter carries it out. */
export type Act =
  /** They leave now. */
  | { readonly does: 'go'; readonly to: string; readonly handle: string | null; readonly change?: ProfileChange; readonly fate?: Fate }
  /** They stay, and leave at `until`, which lies ahead. */
  | { readonly does: 'wait'; readonly until: Date; readonly to: string }
  /** They stay until something happens, or until `until`. */
  | {
      readonly does: 'listen';
      readonly match: EventMatch;
      readonly until: Date;
      /** The way out of those to whom it happens. */
      readonly handle: 'matched' | 'done';
      readonly matched: string;
      readonly timedOut: string;
    }
  /** They stay until what the step depends on is settled, then the step is taken anew; `null`: nobody knows when. */
  | { readonly does: 'hold'; readonly until: Date | null }
  | { readonly does: 'leave'; readonly reason: ExitReason };

/** What was decided about a message at the step that made it. */
export type Fate =
  /** `deferredBy`: why `notBefore` lies ahead; `null` where it does not. */
  | { readonly state: 'queued'; readonly notBefore: Date; readonly deferredBy: Deferral | null }
  | { readonly state: 'suppressed'; readonly reason: Reason };

/** What a step may look at: one person at one instant. */
export interface Scene {
  readonly now: Date;
  readonly journeyId: string;
  /** With the events received so far. */
  readonly person: PersonFacts;
  /** The zone of the journey, else the workspace's. */
  readonly zone: string;
  /** When nobody of this journey is written to. */
  readonly quiet: QuietTimes;
  readonly caps: readonly Cap[];
  /** When the person was, or is about to be, written to otherwise. */
  readonly contacts: readonly Contact[];
  /** The way out by which the person left this node earlier in this stay: an edit may lead somebody here twice. */
  readonly wentBefore: string | null;
  /** The shares of an experiment in force; `null`: those of the drawing. */
  weightsOf(step: ExperimentStep): Weights | null;
  /** Whether a pool has a code for the person at this node, at this instant. */
  hasCode(nodeId: string, poolId: string): boolean;
  ask(condition: Condition): boolean;
  /** When the person's messages from these nodes are all settled: `now` or before where they are, `null` where nobody knows. */
  settledAt(nodeIds: readonly string[]): Date | null;
}

/** All that a drawing must know of one kind of node. */
export interface DrawnDefinition<K extends NodeKind> {
  /** People come in at entries and leave at exits; what lies aside is drawn, and no step. */
  readonly place: 'entry' | 'middle' | 'exit' | 'aside';
  /** Whether the node makes messages. */
  readonly sends: boolean;
  handles(data: NodeDataByKind[K]): readonly Handle[];
  /** The conditions that the node asks, which `validate` checks the same way everywhere. */
  conditions(data: NodeDataByKind[K]): readonly NamedCondition[];
  /** The events that the node is about. */
  matches(data: NodeDataByKind[K]): readonly DraftMatch[];
  /** What is wrong with the node by itself, beyond its conditions and events. */
  findings(data: NodeDataByKind[K], known: GraphContext): readonly Finding[];
}

/** All that the product must know of one kind of step: `nodes/<kind>` holds one each, and `nodes/table.ts` has to hold them all. */
export interface NodeDefinition<K extends StepKind> extends DrawnDefinition<K> {
  compile(node: GraphNode<K>, wiring: Wiring): StepByKind[K];
  interpret(step: StepByKind[K], scene: Scene): Act;
}

export const none = (): readonly never[] => [];
