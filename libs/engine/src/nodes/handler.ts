import type { Step, StepKind } from '@wayfare/journey';
import type { ExitReason } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';
import type { Cohort, NewArm } from '../cohorts/cohort.js';
import type { Version } from '../plans.js';
import type { Rules } from '../rules.js';

export type StepByKind = { readonly [K in StepKind]: Extract<Step, { kind: K }> };

/** Where some people of a cohort go from a node. */
export type Way =
  | {
      readonly does: 'go';
      readonly to: string;
      readonly handle: string | null;
      readonly arm?: NewArm;
    }
  /** They stay, and the node is taken again at `until`. */
  | { readonly does: 'wait'; readonly until: Date }
  | { readonly does: 'leave'; readonly reason: ExitReason };

/**
 * A query over the cohort's people, one row each: `tid` (the enrollment's `ctid`, which nobody can change while the cohort is locked) and `way`,
 * an index into the ways. People who are no row of it stay behind, which is a defect.
 */
export interface Parting {
  readonly text: string;
  readonly parameters: readonly unknown[];
}

/** What a node makes of a cohort. */
export type Outcome =
  | Way
  /** What the node asks about is not settled yet: it is asked again when it is (recovery/). */
  | { readonly does: 'hold' }
  | { readonly does: 'part'; readonly parting: Parting; readonly ways: readonly Way[] };

/** What a node may look at and change: one transaction at one instant, with the cohort locked. */
export interface Scene {
  readonly tx: Sql;
  readonly now: Date;
  readonly version: Version;
  /** Where the people are. */
  readonly shard: number;
  /** What these people get was due in a pause, and whoever ended it chose that it does not leave. */
  readonly isSkipping: boolean;
  /** The journey's zone, else the workspace's. */
  zone(): Promise<string>;
  /** The rules of contact that hold for the journey. */
  rules(): Promise<Rules>;
  /** So many messages were written, for a connector to send once this is committed. */
  decided(connectorId: string, messages: number): void;
  /** The people of a cohort come into another journey once this is committed. */
  handedOver(cohortId: string): void;
}

/** All that the engine must know of one kind of node: `nodes/<kind>` holds one each, and `nodes/table.ts` has to hold them all. */
export interface NodeHandler<K extends StepKind> {
  /** Whether the step reads or writes a row for each person, so that a transaction should not take many of them for a big cohort. */
  readonly touchesPeople: boolean;
  /** Whether what is known of the people may change, so that the journey's exit condition has to be asked again. */
  readonly changesPeople: boolean;
  take(step: StepByKind[K], cohort: Cohort, scene: Scene): Promise<Outcome>;
}
