import { type Reason, unreachable } from '@wayfare/kernel';
import type { Outcome, PutOff } from './outcome.js';

export const MESSAGE_STATES = [
  'queued',
  'sending',
  'sent',
  'delivered',
  'bounced',
  'suppressed',
  'failed',
  'cancelled',
  'unknown',
] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

/** Everything that may happen to a message after the engine has decided on it. */
export type Happening =
  | Outcome
  /** A worker takes it, with a lease. */
  | { readonly kind: 'claimed' }
  /** Its person or its journey has gone. */
  | { readonly kind: 'withdrawn'; readonly reason: Reason }
  /** The worker that held it gave no more sign of life. */
  | { readonly kind: 'lease_expired' };

/** What a happening depends on besides its own content. */
export interface Standing {
  readonly state: MessageState;
  /** Hand-overs that came to an end so far. */
  readonly attempts: number;
  /** Whether the hand-over has begun: from here on the provider may have it. */
  readonly handed: boolean;
}

export interface Policy {
  /** Whether handing the same message over twice does no harm: the receiver takes an idempotency key, or the admin chose so. */
  readonly repeatable: boolean;
}

export interface Change {
  readonly state: MessageState;
  readonly reason: Reason | null;
  readonly attempts: number;
  /** How long it waits before the next attempt; null: as its not_before says. */
  readonly delayMs: number | null;
  /** Where it waits for an instant instead. */
  readonly putOff?: PutOff;
}

const MINUTE = 60_000;
/** The wait after the first, second … attempt that came to nothing; there is no attempt after the last wait. */
export const WAITS_MS = [MINUTE, 5 * MINUTE, 30 * MINUTE, 120 * MINUTE] as const;
export const MAX_ATTEMPTS = WAITS_MS.length + 1;

const to = (state: MessageState, attempts: number, reason: Reason | null = null): Change => ({ state, reason, attempts, delayMs: null });

/** One more attempt came to nothing: again later, or never where it was the last. */
const tryAgain = (attempts: number, atLeastMs: number | null): Change => {
  const wait = WAITS_MS[attempts - 1];
  if (wait === undefined) return to('failed', attempts, 'provider_error');
  return { state: 'queued', reason: null, attempts, delayMs: Math.max(wait, atLeastMs ?? 0) };
};

const whileSending = ({ attempts, handed }: Standing, happening: Happening, { repeatable }: Policy): Change | null => {
  switch (happening.kind) {
    case 'accepted':
      return to('sent', attempts + 1);
    case 'delivered':
      return to('delivered', attempts + 1);
    case 'recipient_refused':
      return to('bounced', attempts + 1);
    case 'refused':
      return to('failed', attempts + 1, 'provider_error');
    case 'deferred':
      return tryAgain(attempts + 1, happening.retryAfterMs);
    case 'lost':
      return repeatable ? tryAgain(attempts + 1, null) : to('unknown', attempts + 1);
    case 'down':
    case 'released':
      return to('queued', attempts);
    case 'put_off':
      return { ...to('queued', attempts), putOff: { until: happening.until, because: happening.because } };
    case 'unrenderable':
      return to('failed', attempts, 'render_error');
    case 'blocked':
      return to('suppressed', attempts, happening.reason);
    case 'withdrawn':
      return handed ? null : to('cancelled', attempts, happening.reason);
    case 'lease_expired':
      if (!handed) return to('queued', attempts);
      return repeatable ? tryAgain(attempts + 1, null) : to('unknown', attempts + 1);
    case 'claimed':
      return null;
    default:
      return unreachable(happening);
  }
};

/**
 * What a happening makes of a message; null where it makes nothing of it. This is the whole life of a message after the engine's decision
 * (engine.md, "Dispatch"); the set-based statements of the ledger say the same, and a test holds them to it.
 */
export const nextOf = (standing: Standing, happening: Happening, policy: Policy): Change | null => {
  switch (standing.state) {
    case 'queued':
      if (happening.kind === 'claimed') return to('sending', standing.attempts);
      return happening.kind === 'withdrawn' ? to('cancelled', standing.attempts, happening.reason) : null;
    case 'sending':
      return whileSending(standing, happening, policy);
    case 'unknown':
      // A worker that was only slow may still say how it ended.
      return happening.kind === 'withdrawn' || happening.kind === 'lease_expired' || happening.kind === 'claimed'
        ? null
        : whileSending(standing, happening, policy);
    case 'sent':
    case 'delivered':
    case 'bounced':
    case 'suppressed':
    case 'failed':
    case 'cancelled':
      return null;
    default:
      return unreachable(standing.state);
  }
};
