import type { Cap, ExitReason, MessageResult, PersonEvent, PersonFacts, Profile, QuietTimes } from '@wayfare/kernel';
import type { EditMap } from '../edit/effect.js';
import type { Fate } from '../nodes/definition.js';
import type { Allocation } from '../nodes/experiment/allocation.js';
import type { Contact } from '../nodes/send/caps.js';
import type { Plan } from '../plan.js';

/** An event of the ledger: when it happened, and when Wayfare learnt of it. Nothing acts on an event before it is received. */
export interface JourneyEvent extends PersonEvent {
  readonly id: string;
  readonly receivedAt: Date;
}

export interface Visit {
  readonly nodeId: string;
  readonly arrivedAt: Date;
  /** `null`: still there. Whoever leaves the journey leaves their last node at the same instant. */
  readonly leftAt: Date | null;
  /** The way out that was taken; `null` where the node has but one, and where the journey ended here. */
  readonly handle: string | null;
}

export interface PathMessage {
  readonly nodeId: string;
  /** Counts the person's visits to the node in this stay; 1 in a plan without circles. */
  readonly pass: number;
  readonly at: Date;
  readonly fate: Fate;
}

/** One stay in the journey. `entryNo` counts the person's stays from 1. */
export interface Stay {
  readonly entryNo: number;
  readonly visits: readonly Visit[];
  readonly exit: { readonly at: Date; readonly reason: ExitReason; readonly nodeId: string } | null;
  readonly messages: readonly PathMessage[];
}

/** One person's whole way through a journey, and what the journey made of their profile. */
export interface JourneyPath {
  readonly entries: readonly Stay[];
  readonly profile: Profile;
}

/** What became of a queued message: nothing is known before `settledAt`; `null` means that it stays queued. */
export interface MessageOutcome {
  readonly settledAt: Date | null;
  readonly results: readonly MessageResult[];
}

/** Shares of an experiment that were decided on while the journey ran. */
export interface ExperimentAllocation extends Allocation {
  readonly nodeId: string;
  readonly among: string;
}

/** The instant at which an audience comes in. */
export interface AudienceRun {
  readonly nodeId: string;
  readonly at: Date;
}

/** A next version, published while the journey runs. `move`: whoever is inside goes over to it; `finish`: they end on the version that they are on. */
export interface JourneyEdit {
  readonly at: Date;
  readonly plan: Plan;
  readonly people: 'finish' | 'move';
  readonly map: EditMap;
}

export interface InterpretOptions {
  readonly journeyId: string;
  /** IANA zone that counts where neither the person nor the journey has one. */
  readonly workspaceZone: string;
  readonly launchedAt: Date;
  /** The workspace's; none where absent. */
  readonly quiet?: QuietTimes;
  /** The workspace's; none where absent. */
  readonly caps?: readonly Cap[];
  /** Messages of other journeys that count; none where absent. */
  readonly contacts?: readonly Contact[];
  /** The share that no journey writes to; nobody where absent. */
  readonly globalHoldout?: number;
  /** The instant, included, at which the interpreter stops looking. */
  readonly until: Date;
  /** When the audiences come in; read from their schedules where absent. */
  readonly runs?: readonly AudienceRun[];
  /** When other journeys hand the person over to this one; never where absent. */
  readonly handOvers?: readonly Date[];
  /** Versions published after the launch, oldest first; none where absent. An edit comes after all else of its instant. */
  readonly edits?: readonly JourneyEdit[];
  /** The shares of its experiments, oldest first; those of the drawing where absent. */
  readonly allocations?: readonly ExperimentAllocation[];
  /** Whether the person is in a segment at an instant; no one is in any where absent. */
  readonly inSegment?: (segmentId: string, person: PersonFacts, now: Date) => boolean;
  /** Whether a pool has a code for the person at a node, when they come to it; it has where absent. */
  readonly hasCode?: (asked: { readonly nodeId: string; readonly poolId: string; readonly at: Date }) => boolean;
  /** What became of a message; sent as soon as it may leave where absent. */
  readonly outcome?: (message: PathMessage) => MessageOutcome;
}
