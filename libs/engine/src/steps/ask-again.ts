import type { ClockPort } from '@wayfare/platform';
import type { AskAgain } from './walk.js';

const LEAST_MS = 1_000;
const MOST_MS = 60_000;

/**
 * How long until a cohort that waits for its messages to be settled is asked again: a quarter of what it has waited already. Under a virtual clock it stays due:
 * time does not go on before the messages have gone out.
 */
export const askAgainAfter =
  (clock: ClockPort): AskAgain =>
  (waitedMs) =>
    clock.isVirtual ? null : Math.min(MOST_MS, Math.max(LEAST_MS, waitedMs / 4));
