import type { ConsentEvidence } from '@wayfare/contracts';
import { currentActor, type Sql } from '@wayfare/platform';

/**
 * What customers have agreed to, and how it is known. `consents` holds what is so now, one row for each customer and key, and is all that the engine reads; the entry that a new one takes the place of goes
 * to `consent_records` by a trigger, so both together are the whole ledger. A key is a channel (`email`: may be written to by e-mail), or one of `CONSENT_PURPOSES`.
 */

/** By whom and when it was said; for all entries of one write. */
export interface ConsentOrigin {
  /** `api`, `import:7`, `unsubscribe`, `preferences`, `person`, `merge`, `confirmed` */
  readonly source: string;
  readonly at: Date;
  readonly proof?: ConsentEvidence | undefined;
}

export interface ConsentEntry {
  readonly customerId: string;
  /** A channel or a purpose. */
  readonly channel: string;
  readonly granted: boolean;
  /** Where this entry was said at another time, or is known in another way, than those written with it. */
  readonly at?: Date;
  readonly proof?: ConsentEvidence;
}

/**
 * What is so already is not written again, unless there is another proof of it. In order, so that two writers wait for each other instead of deadlocking.
 * $1 customers, $2 channels, $3 granted, $4 source, $5 instants, $6 actor, $7 proofs
 */
const WRITE = `
  INSERT INTO consents (customer_id, channel, granted, source, changed_at, actor, proof)
  SELECT k.customer_id, k.channel, k.granted, $4, k.at, $6, k.proof
  FROM unnest($1::bigint[], $2::text[], $3::boolean[], $5::timestamptz[], $7::jsonb[]) k (customer_id, channel, granted, at, proof)
  JOIN customers c ON c.id = k.customer_id AND c.erased_at IS NULL
  ORDER BY k.customer_id, k.channel
  ON CONFLICT (customer_id, channel) DO UPDATE
    SET granted = excluded.granted, source = excluded.source, changed_at = excluded.changed_at, actor = excluded.actor, proof = excluded.proof
    WHERE consents.granted <> excluded.granted OR (excluded.proof IS NOT NULL AND excluded.proof IS DISTINCT FROM consents.proof)`;

const proofText = (proof: ConsentEvidence | undefined): string | null =>
  proof && Object.keys(proof).length > 0 ? JSON.stringify(proof) : null;

/** What somebody refuses is not waited for any more: a link that was sent before confirms nothing. $1 customers, $2 what they refuse */
const STOP_ASKING = `
  DELETE FROM consent_requests r USING unnest($1::bigint[], $2::text[]) k (customer_id, channel)
  WHERE r.customer_id = k.customer_id AND r.confirmed_at IS NULL AND (r.channel = k.channel OR starts_with(r.channel, k.channel || ':'))`;

/** Who refuses to be profiled loses at once what was worked out about them; it is not written again (computed/write.ts). $1 customers */
const FORGET_COMPUTED = `
  UPDATE customers c SET attributes = c.attributes - k.names
  FROM (SELECT coalesce(array_agg(name), '{}') AS names FROM attribute_catalogue WHERE source = 'computed') k
  WHERE c.id = ANY ($1::bigint[]) AND c.attributes ?| k.names`;

/** So do they lose what scores and stages are worked out from. $1 customers */
const FORGET_VALUES = [
  'DELETE FROM customer_values WHERE customer_id = ANY ($1::bigint[])',
  'DELETE FROM value_changes WHERE customer_id = ANY ($1::bigint[])',
];

/** Who agrees again is looked at again, if anything is known. $1 customers */
const VALUE_AGAIN = `
  INSERT INTO value_marks (customer_id) SELECT k.person FROM unnest($1::bigint[]) k (person)
  WHERE EXISTS (SELECT FROM orders o WHERE o.customer_id = k.person) AND NOT EXISTS (SELECT FROM customer_values v WHERE v.customer_id = k.person) ORDER BY 1`;

/** The one way in which consent is written, but for new people of a file, whose entries go in by COPY. Each customer and key once; who was erased is left out. */
export const writeConsents = async (tx: Sql, entries: readonly ConsentEntry[], { source, at, proof }: ConsentOrigin): Promise<void> => {
  if (entries.length === 0) return;
  const actor = currentActor();
  await tx.query(WRITE, [
    entries.map(({ customerId }) => customerId),
    entries.map(({ channel }) => channel),
    entries.map(({ granted }) => granted),
    source,
    entries.map((entry) => entry.at ?? at),
    actor === 'system' ? null : actor,
    entries.map((entry) => proofText(entry.proof ?? proof)),
  ]);
  const refused = entries.filter(({ granted }) => !granted);
  if (refused.length > 0) await tx.query(STOP_ASKING, [refused.map(({ customerId }) => customerId), refused.map(({ channel }) => channel)]);
  const idsOf = (isGranted: boolean): string[] =>
    entries.flatMap(({ channel, granted, customerId }) => (channel === 'profiling' && granted === isGranted ? [customerId] : []));
  const [refusing, agreeing] = [idsOf(false), idsOf(true)];
  if (refusing.length > 0) for (const statement of [FORGET_COMPUTED, ...FORGET_VALUES]) await tx.query(statement, [refusing]);
  if (agreeing.length > 0) await tx.query(VALUE_AGAIN, [agreeing]);
};
