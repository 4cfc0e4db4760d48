import type { EntryBreaker } from '@wayfare/journey';
import { recordChange, type Tx } from '@wayfare/platform';
import type { EngineParts } from '../parts.js';
import { BEGIN_PAUSE, SET_PAUSED } from './launching.sql.js';
import type { HeldJourney } from './lock.js';

/** Why a journey has paused itself. */
export interface Tripped {
  readonly breaker: EntryBreaker;
  readonly people: number;
}

/** Pauses a journey that is held alone: nobody moves, and what was claimed for sending is taken back. */
export const pauseHeld = async (
  tx: Tx,
  { clock, dispatcher }: EngineParts,
  { id, state }: HeldJourney,
  tripped?: Tripped,
): Promise<void> => {
  const now = clock.now();
  const why = tripped ? { ...tripped.breaker, people: tripped.people } : null;
  await tx.query(SET_PAUSED, [id, now]);
  await tx.query(BEGIN_PAUSE, [id, now, why === null ? null : JSON.stringify(why)]);
  await dispatcher.recallFromJourney(tx, id);
  const after = { state: 'paused', ...(why ? { breaker: why } : {}) };
  await recordChange(tx, clock, { action: 'paused', kind: 'journey', id, before: { state }, after });
};
