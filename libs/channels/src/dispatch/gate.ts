import type { Sql } from '@wayfare/platform';
import type { MessageKey, Verdict } from './claimed.js';

export interface GateMessage extends MessageKey {
  /** The message's public id, by which the answer names it. */
  readonly key: string;
  readonly cohortId: string;
  readonly versionId: string;
}

/**
 * Asks the engine, for all messages of a claim at once, whether their people are still where the message belongs. `released` sends a message back to
 * wait without a trace (a journey that pauses); any reason suppresses it, a later instant puts it off; one that is not named
 * may leave.
 */
export interface MessageGate {
  blocked(sql: Sql, messages: readonly GateMessage[]): Promise<ReadonlyMap<string, Verdict>>;
}
