import type { Profile, Suppression } from '@wayfare/kernel';
import type { Fate } from '../definition.js';

/** Where a channel reaches a person; a channel without an address of its own on the record reaches nobody. */
const addressOf = (channel: string, person: Profile): string | null => {
  if (channel === 'email') return person.email;
  return channel === 'sms' ? person.phone : null;
};

/** In the order in which the first one counts. */
const SUPPRESSIONS: readonly Suppression['reason'][] = ['unsubscribed', 'bounced_before', 'suppressed'];

/** What becomes of a message at the moment of the decision (decision 002, rule 9); the dispatcher looks again before it sends. */
export const fateOf = (channel: string, person: Profile): Fate => {
  if (!addressOf(channel, person)) return { state: 'suppressed', reason: 'unreachable' };
  const reason = SUPPRESSIONS.find((candidate) =>
    person.suppressions.some((entry) => entry.channel === channel && entry.reason === candidate),
  );
  if (reason) return { state: 'suppressed', reason };
  const consents = Object.hasOwn(person.consent, channel) && person.consent[channel] === true;
  return consents ? { state: 'queued' } : { state: 'suppressed', reason: 'no_consent' };
};
