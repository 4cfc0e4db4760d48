import type { ClockPort, Database, Logger, Queues, Tx } from '@wayfare/platform';
import type { DispatchDoor } from './hints.js';
import type { EngineMetrics } from './metrics.js';
import type { Plans } from './plans.js';

/** One stay in a journey. */
export interface EnrollmentKey {
  readonly customerId: string;
  readonly journeyId: string;
  readonly entryNo: number;
}

/** What the engine needs of the channels. */
export interface DispatcherPort extends DispatchDoor {
  /** Connectors that have messages to send by an instant. */
  due(now: Date): Promise<string[]>;
  /** Decides on messages whose sender has died. */
  recoverLeases(): Promise<unknown>;
  /** Withdraws what these stays have still to be sent. */
  cancelForEnrollments(tx: Tx, stays: readonly EnrollmentKey[], reason: 'exited' | 'stopped' | 'duplicate'): Promise<unknown>;
  cancelForJourney(tx: Tx, journeyId: string, reason: 'exited' | 'stopped'): Promise<unknown>;
  /** Takes back what was claimed for sending and is not on its way. */
  recallFromJourney(tx: Tx, journeyId: string): Promise<unknown>;
}

/** What the engine needs of the customers. */
export interface CustomersPort {
  /** Forgets what is known of a customer, in the transaction in which they leave their journeys. */
  eraseData(tx: Tx, customerId: string): Promise<void>;
}

export interface EngineDeps {
  readonly database: Database;
  readonly queues: Pick<Queues, 'add'>;
  readonly clock: ClockPort;
  readonly dispatcher: DispatcherPort;
  readonly customers: CustomersPort;
  readonly logger: Logger;
  readonly metrics: EngineMetrics;
  /** People in a cohort at most. */
  readonly cohortLimit: number;
}

export interface EngineParts extends EngineDeps {
  readonly plans: Plans;
}
