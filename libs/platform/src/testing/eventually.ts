import { setTimeout as pause } from 'node:timers/promises';

/**
 * Asks until the answer is truthy (not undefined, null, false or 0) and gives it; fails with the last error, or by saying so, after `ms`.
 * For what another process or socket does; whatever our own clock decides is tested with a clock that is moved.
 */
export const eventually = async <T>(probe: () => T | Promise<T>, ms = 20_000, everyMs = 20): Promise<NonNullable<T>> => {
  const end = Date.now() + ms;
  let failure: unknown;
  do {
    try {
      const answer = await probe();
      if (answer) return answer;
      failure = undefined;
    } catch (error) {
      failure = error;
    }
    await pause(everyMs);
  } while (Date.now() < end);
  throw failure ?? new Error(`It did not become true within ${ms} ms: ${probe.toString()}`);
};
