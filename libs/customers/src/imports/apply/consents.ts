import type { Tx } from '@wayfare/platform';
import { type ConsentEntry, writeConsents } from '../../consent/write.js';
import { recognise } from '../../identity/recognise.js';
import type { ConsentRow } from '../rows/consent-row.js';
import { consentSource } from './consent.js';
import type { Applied } from './customers.js';
import { LOCK_CUSTOMERS } from './customers.sql.js';

/** Of entries to be written, those that are older than what stands: what somebody said last is what holds. $1 customers, $2 channels, $3 instants */
const OUTDATED = `
  SELECT k.n FROM unnest($1::bigint[], $2::text[], $3::timestamptz[]) WITH ORDINALITY k (customer_id, channel, at, n)
  JOIN consents c USING (customer_id, channel) WHERE c.changed_at > k.at`;

type DatedEntry = ConsentEntry & Required<Pick<ConsentEntry, 'at' | 'proof'>>;

/** Of each customer and channel what was said last; of two at the same instant the later row. */
const latest = (entries: readonly DatedEntry[]): DatedEntry[] => {
  const kept = new Map<string, DatedEntry>();
  for (const entry of entries) {
    const key = `${entry.customerId} ${entry.channel}`;
    const before = kept.get(key);
    if (!before || entry.at >= before.at) kept.set(key, entry);
  }
  return [...kept.values()];
};

/** Applies rows of a file of consents. People whom nobody knows become customers, since what they said holds for whatever comes of them later. */
export const applyConsents = async (tx: Tx, importId: string, rows: readonly ConsentRow[], now: Date): Promise<Applied> => {
  const { customers, made } = await recognise(
    tx,
    rows.map(({ customer }) => customer),
    { source: 'import', now },
  );
  const entries = latest(
    rows.flatMap(({ channel, granted, at, proof }, position) => {
      const customerId = customers[position];
      return customerId ? [{ customerId, channel, granted, at, proof }] : [];
    }),
  );
  await tx.query(LOCK_CUSTOMERS, [[...new Set(entries.map(({ customerId }) => customerId))]]);
  const outdated = await tx.query<{ n: string }>(OUTDATED, [
    entries.map(({ customerId }) => customerId),
    entries.map(({ channel }) => channel),
    entries.map(({ at }) => at),
  ]);
  const left = new Set(outdated.map(({ n }) => Number(n) - 1));
  await writeConsents(
    tx,
    entries.filter((_, position) => !left.has(position)),
    { source: consentSource(importId), at: now },
  );
  return { inserted: made.size, updated: rows.length - made.size };
};
