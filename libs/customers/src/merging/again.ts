import { setTimeout as pause } from 'node:timers/promises';
import { isPassing } from '../imports/passing.js';

const ATTEMPTS = 6;
const FIRST_PAUSE_MS = 15;

/** Does something again, a few times and ever later, where PostgreSQL undid it in favour of somebody else. */
export const again = async <T>(work: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS || !isPassing(error, 'conflict')) throw error;
      await pause(FIRST_PAUSE_MS * 2 ** attempt * (0.5 + Math.random()));
    }
  }
};
