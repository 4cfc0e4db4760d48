import { setTimeout as pause } from 'node:timers/promises';
import type { Database, Isolation, Tx } from '@wayfare/platform';

/** serialization_failure, deadlock_detected: the transaction did nothing and may be tried again. */
const PASSING = new Set(['40001', '40P01']);
const ATTEMPTS = 6;
const FIRST_PAUSE_MS = 15;

/** Somebody went on while the transaction was looking for them: it is undone and tried again. */
export class MovedMeanwhile extends Error {
  readonly code = '40001';
}

const codeOf = (error: unknown): unknown => {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'driverError' in error ? codeOf(error.driverError) : undefined;
};

/** Runs a transaction again, a few times and ever later, when PostgreSQL undid it in favour of another one. */
export const transact = async <T>(database: Database, work: (tx: Tx) => Promise<T>, isolation?: Isolation): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await database.transaction(work, isolation);
    } catch (error) {
      if (attempt === ATTEMPTS || !PASSING.has(String(codeOf(error)))) throw error;
      await pause(FIRST_PAUSE_MS * 2 ** attempt * (0.5 + Math.random()));
    }
  }
};
