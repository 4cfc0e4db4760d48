import type { ConsentProof } from '@wayfare/contracts';
import { addDuration } from '@wayfare/kernel';
import { confirmedConsentIn, currentActor, readSettings, type Sql } from '@wayfare/platform';
import { appendEvents } from '../events/append.js';
import { writeConsents } from './write.js';

/** The product's own event: somebody has been signed up for something and has to confirm it; the journey that begins with it sends the mail. */
export const CONSENT_REQUESTED_EVENT = 'customer.consent_requested';

/** For how long the link in the mail is good. */
const VALID_FOR = 'P7D';

/**
 * What is held already is not asked for. One that waits for its answer stays the same request, and is told of again after an hour at the earliest; one that was confirmed, and taken back since, begins anew, and so does
 * one that goes to another address.
 * $1 customer, $2 channels, $3 source, $4 actor, $5 proof, $6 now, $7 until
 */
const ASK = `
  INSERT INTO consent_requests AS r (customer_id, channel, address, source, actor, proof, asked_at, told_at, expires_at)
  SELECT c.id, k.channel, coalesce(c.email, ''), $3, $4, $5::jsonb, $6, $6, $7 FROM customers c, unnest($2::text[]) k (channel)
  WHERE c.id = $1 AND c.erased_at IS NULL AND NOT EXISTS (SELECT FROM consents h WHERE h.customer_id = c.id AND h.channel = k.channel AND h.granted)
  ORDER BY k.channel
  ON CONFLICT (customer_id, channel) DO UPDATE SET
    asked_at = CASE WHEN r.confirmed_at IS NULL AND r.address = excluded.address THEN r.asked_at ELSE excluded.asked_at END,
    address = excluded.address, source = excluded.source, actor = excluded.actor, proof = excluded.proof,
    told_at = excluded.told_at, expires_at = excluded.expires_at, confirmed_at = NULL
    WHERE r.confirmed_at IS NOT NULL OR r.address <> excluded.address OR r.told_at <= excluded.told_at - interval '1 hour'
  RETURNING channel, address`;

/** What a program says that somebody agreed to or refused. */
export interface Saying {
  readonly customerId: string;
  readonly consent: Readonly<Record<string, boolean>>;
  readonly source: string;
  readonly at: Date;
  readonly proof: ConsentProof | undefined;
  /** A colleague writes down what they were told: it needs no confirming. */
  readonly isCertain: boolean;
}

/**
 * Writes what was said; what the workspace wants confirmed by the person themselves is asked for instead. Gives the batches of events that tell of it, to be announced after the commit.
 */
export const sayConsents = async (tx: Sql, { customerId, consent, source, at, proof, isCertain }: Saying): Promise<readonly string[]> => {
  const entries = Object.entries(consent).map(([channel, granted]) => ({ customerId, channel, granted }));
  const mayWait = !isCertain && entries.some(({ granted }) => granted);
  const confirmed = mayWait ? confirmedConsentIn(await readSettings(tx)) : [];
  const isAsked = ({ channel, granted }: (typeof entries)[number]): boolean => granted && confirmed.includes(channel);
  await writeConsents(
    tx,
    entries.filter((entry) => !isAsked(entry)),
    { source, at, proof },
  );
  const asked = entries.filter(isAsked).map(({ channel }) => channel);
  if (asked.length === 0) return [];
  const actor = currentActor();
  const rows = await tx.query<{ channel: string; address: string }>(ASK, [
    customerId,
    asked,
    source,
    actor === 'system' ? null : actor,
    proof && Object.keys(proof).length > 0 ? JSON.stringify(proof) : null,
    at,
    addDuration(at, VALID_FOR),
  ]);
  const channels = rows.filter(({ address }) => address !== '').map(({ channel }) => channel);
  if (channels.length === 0) return [];
  const id = `consent-requested-${at.getTime()}`;
  const event = {
    customerId,
    id,
    name: CONSENT_REQUESTED_EVENT,
    occurredAt: at,
    receivedAt: at,
    properties: { channels: channels.sort() },
  };
  return (await appendEvents(tx, [event], at)).batchIds;
};
