import type { Outcome } from '@wayfare/channels';

const MINUTE = 60_000;
const RETRY_MS = 10 * MINUTE;
const MOST_ATTEMPTS = 6;
/** A mail that was being handed over for so long was being handed over by a worker that has died. */
export const DEAD_MS = 15 * MINUTE;

type State = 'sent' | 'waiting' | 'failed' | 'unknown';

/** What a mail of the product's own is after an attempt. One that may have arrived is never sent again. */
export const stateAfter = ({ kind }: Pick<Outcome, 'kind'>, attempts: number): State => {
  if (kind === 'accepted' || kind === 'delivered') return 'sent';
  if (kind === 'lost') return 'unknown';
  const isTemporary = kind === 'deferred' || kind === 'down' || kind === 'released';
  return isTemporary && attempts < MOST_ATTEMPTS ? 'waiting' : 'failed';
};

/** What stands in a mail's row after an attempt: what it is, when it is tried again, and why it did not leave. */
export const afterAttempt = (
  outcome: Outcome,
  attempts: number,
  now: Date,
): { readonly state: State; readonly retryAt: Date | null; readonly error: string | null } => {
  const state = stateAfter(outcome, attempts);
  return {
    state,
    retryAt: state === 'waiting' ? new Date(now.getTime() + RETRY_MS * attempts) : null,
    error: 'error' in outcome ? outcome.error.slice(0, 500) : null,
  };
};
