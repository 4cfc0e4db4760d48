import { setTimeout as pause } from 'node:timers/promises';
import type { ClockPort, Database, Logger } from '@wayfare/platform';
import type { EventLedger } from '../events.js';
import { hasBounced, recordBounces } from './bounces.js';
import type { Ended, Next, RunLedger } from './ledger.js';

export interface TurnParts {
  readonly database: Database;
  readonly clock: ClockPort;
  readonly logger: Logger;
  readonly ledger: RunLedger;
  readonly events: EventLedger;
}

/**
 * How long the ledger may be away before a run gives up with what it knows still unwritten. Trying again is safe: what was written by a commit whose
 * answer got lost is left alone the second time, and what was marked has not left yet.
 */
const TRIES_AFTER_MS = [50, 250, 1_000, 2_000, 5_000, 10_000];

const once = async (
  { database, clock, ledger, events }: TurnParts,
  ended: readonly Ended[],
  next: readonly Next[],
): Promise<Set<string>> => {
  const bounced = ended.filter(hasBounced);
  if (bounced.length === 0) return ledger.turn(clock.now(), ended, next);
  const { marked, batchId } = await database.transaction(async (tx) => ({
    marked: await ledger.turn(clock.now(), ended, next, tx),
    batchId: await recordBounces(tx, events, clock.now(), bounced),
  }));
  if (batchId !== null) await events.announce(batchId);
  return marked;
};

/** Writes one turn down, and what a bounce means with it; gives the ids of the messages that may leave. */
export const writeTurn = async (parts: TurnParts, ended: readonly Ended[], next: readonly Next[]): Promise<Set<string>> => {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await once(parts, ended, next);
    } catch (error) {
      const wait = TRIES_AFTER_MS[attempt];
      if (wait === undefined) throw error;
      parts.logger.warn({ err: error, ended: ended.length, next: next.length }, 'a turn could not be written down; it is tried again');
      await pause(wait);
    }
  }
};
