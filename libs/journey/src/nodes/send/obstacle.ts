import type { Profile, Reason, Suppression } from '@wayfare/kernel';

/** Where a channel reaches a person; a channel without an address of its own on the record reaches nobody. */
const addressOf = (channel: string, person: Profile): string | null => {
  if (channel === 'email') return person.email;
  return channel === 'sms' ? person.phone : null;
};

/** In the order in which the first one counts. */
const SUPPRESSIONS: readonly Suppression['reason'][] = ['unsubscribed', 'bounced_before', 'suppressed'];

/** What stands in the way of a message at the moment of the decision (decision 002, rule 9); the dispatcher looks again before it sends. */
export const obstacleTo = (channel: string, person: Profile): Reason | null => {
  if (!addressOf(channel, person)) return 'unreachable';
  const reason = SUPPRESSIONS.find((candidate) =>
    person.suppressions.some((entry) => entry.channel === channel && entry.reason === candidate),
  );
  if (reason) return reason;
  const consents = Object.hasOwn(person.consent, channel) && person.consent[channel] === true;
  return consents ? null : 'no_consent';
};
