import { mayBeWrittenTo, type Profile, type Reason, type Suppression } from '@wayfare/kernel';
import type { SendStep } from '../../plan.js';

/** Where a channel reaches a person; a channel without an address of its own on the record reaches nobody. */
const addressOf = (channel: string, person: Profile): string | null => {
  if (channel === 'email') return person.email;
  return channel === 'sms' ? person.phone : null;
};

/** In the order in which the first one counts. */
const SUPPRESSIONS: readonly Suppression['reason'][] = ['unsubscribed', 'bounced_before', 'suppressed'];

/**
 * What stands in the way of a message at the moment of the decision (decision 002, rule 9; decision 036); the dispatcher looks again before it sends. What is service goes to those too who want nothing else any more.
 */
export const obstacleTo = ({ channel, purpose }: Pick<SendStep, 'channel' | 'purpose'>, person: Profile): Reason | null => {
  if (!addressOf(channel, person)) return 'unreachable';
  const counted = purpose?.basis === 'service' ? SUPPRESSIONS.filter((candidate) => candidate !== 'unsubscribed') : SUPPRESSIONS;
  const reason = counted.find((candidate) => person.suppressions.some((entry) => entry.channel === channel && entry.reason === candidate));
  if (reason) return reason;
  return mayBeWrittenTo(person.consent, channel, purpose) ? null : 'no_consent';
};
