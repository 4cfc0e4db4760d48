/**
 * The one vocabulary of reasons (product.md): why a message was not sent. The engine, the timeline, the report, the
 * list and the export use these and no others.
 */
export const REASONS = [
  'holdout',
  'frequency_cap',
  'quiet_hours',
  'no_consent',
  'unsubscribed',
  'suppressed',
  'unreachable',
  'bounced_before',
  'exited',
  'stopped',
  'expired',
  'duplicate',
  'render_error',
  'provider_error',
  'blast_guard',
] as const;
export type Reason = (typeof REASONS)[number];

/** Why a message waits before it leaves: two of the reasons, and the hour at which its person answers most. */
export const DEFERRALS = ['quiet_hours', 'frequency_cap', 'best_time'] as const;
export type Deferral = (typeof DEFERRALS)[number];

/**
 * Why a person's stay in a journey ended. `completed` is the way through; the others left before the end.
 * `unassigned`: an experiment assigned elsewhere named no arm for them. `moved_on`: they were handed over to another journey.
 * `duplicate`: they turned out to be somebody who is in the journey already.
 */
export const EXIT_REASONS = [
  'completed',
  'goal',
  'condition',
  'unsubscribed',
  'erased',
  'stopped',
  'holdout',
  'unassigned',
  'moved_on',
  'duplicate',
] as const;
export type ExitReason = (typeof EXIT_REASONS)[number];
