import type { Json } from '@wayfare/kernel';
import type { Sql, Tx } from '@wayfare/platform';

/** Whom a run is about: everybody, or those of whom something has changed since they were last looked at. */
export type Scope = 'all' | 'touched';

/** Why a run was asked for: a night has passed, something has changed, or a person wants it. */
export type Cause = 'night' | 'change' | 'person';

/** A run as its steps see it. What a step writes into `memo` is kept with it, for the steps that follow. */
export interface RunScene {
  readonly runId: string;
  readonly scope: Scope;
  readonly cause: Cause;
  readonly now: Date;
  readonly memo: Record<string, Json>;
}

/** What a step has done: for how many people something is different now, and batches of events that the engine is to be told of. */
export interface StepDone {
  readonly changed: number;
  readonly batchIds?: readonly string[];
}

/**
 * Something that the product works out about people and writes onto them. It is worked out in runs. A run is cut into steps when it begins; each step is one transaction with the count of steps done, so
 * that a run that was killed goes on where it was, and one that was called off stops between two.
 */
export interface Computation {
  readonly name: string;
  /** Whether it asks what others have worked out: then its night waits until theirs is over. */
  readonly comesLast?: boolean;
  /** Whether there is anything to work out: where not, no night begins a run. */
  isWanted(sql: Sql): Promise<boolean>;
  /** Whom a run is due for, as something has changed; null: nobody. Asked every few seconds. */
  due(sql: Sql): Promise<Scope | null>;
  /** Cuts a run into steps; what they are the computation alone knows. */
  plan(tx: Tx, scene: RunScene): Promise<readonly Json[]>;
  take(tx: Tx, step: Json, scene: RunScene): Promise<StepDone>;
}
