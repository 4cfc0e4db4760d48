import type { Reason } from '@wayfare/kernel';
import type { WorkspaceSettings } from '@wayfare/platform';
import type { CouponFacts, Person } from '../templates/person.js';
import type { PutOff } from './outcome.js';

/** The key of a message: unique by enrollment, node and pass (engine.md, rule 5). */
export interface MessageKey {
  readonly customerId: string;
  readonly journeyId: string;
  readonly entryNo: number;
  readonly nodeId: string;
  readonly pass: number;
}

type SuppressionReason = 'unsubscribed' | 'bounced_before' | 'suppressed';

/** A message that a run holds, with its person and all that decides whether it may leave. */
export interface Claimed extends MessageKey, Omit<Person, 'id'> {
  readonly messageId: string;
  readonly versionId: string;
  readonly cohortId: string;
  readonly channel: string;
  readonly attempts: number;
  readonly journeyName: string | null;
  /** Null where the customer has been erased. */
  readonly id: string | null;
  /** To the channel, and to what the message is for. */
  readonly consented: boolean;
  /** It belongs to what they have ordered or asked for: it goes to those too who want nothing else. */
  readonly isService: boolean;
  /** What it is for; null where its step names nothing. */
  readonly purpose: string | null;
  readonly suppressions: readonly SuppressionReason[] | null;
  /** Those that were handed out in this stay before the message was decided on, oldest first. */
  readonly coupons: readonly (CouponFacts & { readonly nodeId: string })[] | null;
}

export const publicIdOf = ({ customerId, messageId }: { readonly customerId: string; readonly messageId: string }): string =>
  `${customerId}-${messageId}`;

/** `released`: not now, and it has done nothing wrong: its journey has been paused. A later instant: its person is left alone until then. */
export type Verdict = Reason | 'released' | PutOff;

/** Channels whose messages go to a person's address; the others call a system. */
const ADDRESSES: Readonly<Record<string, (person: Pick<Person, 'email' | 'phone'>) => string | null>> = { email: ({ email }) => email };

export const addressOf = (message: Claimed): string | null => ADDRESSES[message.channel]?.(message) ?? null;

/** In the order of decision 002, rule 9. */
const SUPPRESSIONS = ['unsubscribed', 'bounced_before', 'suppressed'] as const;

const isForTests = (message: Claimed, testAddresses: readonly string[]): boolean => {
  const address = addressOf(message)?.toLowerCase();
  return (message.tags ?? []).includes('test') || testAddresses.some((allowed) => allowed.toLowerCase() === address);
};

/**
 * Why a message must not leave after all, asked again right before it would: between the engine's decision and this moment the person may have left,
 * unsubscribed or been erased, and the workspace may have been told not to send.
 * @param gate what the engine says of its enrollment and its journey
 */
export const verdictOn = (
  message: Claimed,
  gate: Verdict | undefined,
  { sendMode, testAddresses }: Pick<WorkspaceSettings, 'sendMode' | 'testAddresses'>,
): Verdict | null => {
  if (typeof gate === 'string') return gate;
  if (sendMode === 'never' || (sendMode === 'test' && !isForTests(message, testAddresses))) return 'stopped';
  if (message.id === null) return 'unreachable';
  if (!(message.channel in ADDRESSES)) return gate ?? null;
  if (addressOf(message) === null) return 'unreachable';
  const suppressed = SUPPRESSIONS.find(
    (reason) => message.suppressions?.includes(reason) && !(message.isService && reason === 'unsubscribed'),
  );
  return suppressed ?? (message.consented ? (gate ?? null) : 'no_consent');
};
