import type { Outcome } from './outcome.js';

const FIRST_MS = 5_000;
const MOST_MS = 600_000;
/** So many in a row put off or refused, with none taken in between, and it is the connector's fault and not theirs. */
const HOPELESS = 20;

/** How long a provider is left alone after it could not be used for the nth time in a row (n from 1), unless it said so itself. */
export const restMs = (failures: number, retryAfterMs: number | null): number =>
  Math.max(retryAfterMs ?? 0, Math.min(MOST_MS, FIRST_MS * 3 ** Math.max(0, failures - 1)));

/** So many taken in a row, and the provider may be asked for one more at once again. */
const STEADY = 50;

/** What a run does after an outcome: goes on, with fewer connections or with one more, or leaves the provider alone. */
export type Advice = 'on' | 'narrower' | 'wider' | { readonly restBecause: string; readonly retryAfterMs: number | null };

/**
 * Tells a provider in trouble from a message in trouble, so that an outage never uses up the queue. A provider that takes some connections and sends
 * others away is asked for fewer at once, and for more again when it has taken them for a while; one that takes none, or refuses everything, is left alone for a while.
 */
export class ProviderHealth {
  private takenSinceDown = 0;
  private inVain = 0;

  after(outcome: Outcome): Advice {
    switch (outcome.kind) {
      case 'accepted':
      case 'delivered':
      case 'recipient_refused':
        this.takenSinceDown += 1;
        this.inVain = 0;
        return this.takenSinceDown % STEADY === 0 ? 'wider' : 'on';
      case 'down': {
        const partly = this.takenSinceDown > 0 && outcome.retryAfterMs === null;
        this.takenSinceDown = 0;
        return partly ? 'narrower' : { restBecause: outcome.error, retryAfterMs: outcome.retryAfterMs };
      }
      case 'deferred':
      case 'refused':
      case 'lost':
        this.inVain += 1;
        return this.inVain >= HOPELESS ? { restBecause: outcome.error, retryAfterMs: null } : 'on';
      case 'unrenderable':
      case 'blocked':
      case 'released':
      case 'put_off':
        return 'on';
    }
  }
}
