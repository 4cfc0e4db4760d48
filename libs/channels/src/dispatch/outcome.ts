import type { Deferral, Reason } from '@wayfare/kernel';

/** A later instant for a message, and why. */
export interface PutOff {
  readonly until: Date;
  readonly because: Deferral;
}

/** What became of one attempt to hand a message over, in the words that every kind of connector shares. */
export type Outcome =
  /** The provider has taken it; it gives no receipts. */
  | { readonly kind: 'accepted'; readonly ref: string | null }
  /** The receiver itself has taken it. */
  | { readonly kind: 'delivered'; readonly ref: string | null }
  /** This address takes no mail, now and later. */
  | { readonly kind: 'recipient_refused'; readonly error: string }
  /** This message is not wanted, now and later; it says nothing about the address. */
  | { readonly kind: 'refused'; readonly error: string }
  /** Certainly not taken; may be tried again. */
  | { readonly kind: 'deferred'; readonly error: string; readonly retryAfterMs: number | null }
  /** It was sent whole, and no answer came: it may have been taken or not. */
  | { readonly kind: 'lost'; readonly error: string }
  /** Nobody's message can be handed over at present; this one certainly was not. */
  | { readonly kind: 'down'; readonly error: string; readonly retryAfterMs: number | null }
  /** The template fails for this person. */
  | { readonly kind: 'unrenderable'; readonly error: string }
  /** Must not be sent, by what is known at this moment. */
  | { readonly kind: 'blocked'; readonly reason: Reason }
  /** May leave, but not now. */
  | ({ readonly kind: 'put_off' } & PutOff)
  /** Goes back to wait as if it had never been claimed. */
  | { readonly kind: 'released' };
