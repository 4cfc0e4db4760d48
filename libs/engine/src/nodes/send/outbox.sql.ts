import { obstacleSql } from '@wayfare/customers';
import type { PurposeBasis } from '@wayfare/kernel';

/** How far the people of a cohort may differ in the time of their message: not at all, by their zone, or by their zone and the hour at which they answer. */
export type Timing = 'now' | 'zone' | 'hour';

/**
 * Times of sending by traits: `$8` zones as the customers have them ('' = none), `$9` best hours (-1 = none), `$10` instants, `$11` what they wait for.
 */
const TIMES = `
    JOIN unnest($8::text[], $9::int[], $10::timestamptz[], $11::text[]) AS t (zone, hour, not_before, deferred_by)`;

/** The hour at which somebody has opened and clicked most (libs/journey, `bestHourOf`). `$12` zones, `$13` their IANA names, `$14` events, `$15` since, `$16` how often at least */
const BEST_HOUR = `
    JOIN unnest($12::text[], $13::text[]) AS z (zone, name) ON z.zone = coalesce(c.time_zone, '')
    LEFT JOIN LATERAL (
      SELECT CASE WHEN sum(h.answers) >= $16::int THEN (array_agg(h.hour ORDER BY h.answers DESC, h.hour))[1] END AS hour
      FROM (
        SELECT extract(hour FROM ev.occurred_at AT TIME ZONE z.name)::int AS hour, count(*) AS answers
        FROM events ev
        WHERE ev.customer_id = e.customer_id AND ev.name = ANY ($14::text[]) AND ev.occurred_at > $15 AND ev.occurred_at <= $6 AND ev.received_at <= $6
        GROUP BY 1
      ) h
    ) best ON true`;

const JOINS: { readonly [T in Timing]: string } = {
  now: '',
  zone: `${TIMES} ON t.zone = coalesce(c.time_zone, '')`,
  hour: `${BEST_HOUR}${TIMES} ON t.zone = z.zone AND t.hour = coalesce(best.hour, -1)`,
};

/** What the messages of a step are for, and the placeholders of its key (`newsletter`) and of the ledger's key for it (`email:newsletter`). */
export interface PurposePlace {
  readonly basis: PurposeBasis;
  readonly key: number;
  readonly consentKey: number;
}

/**
 * One message for each of a cohort's people, with its fate decided now: the first reason that holds, in the order of decision 002, rule 9; else when it may
 * leave. An address has one suppression for a channel at most, so the joins make no person twice. A step is taken once, so nobody can have a message of this
 * node yet; were it otherwise, the table's key would undo the step. Only those who came over from another version may have passed the node before, and get nothing from it again: for them the
 * statement ends in `ONLY_THE_FIRST`. (Asking for conflicts costs a third more.)
 * `$1` cohort, `$2` version, `$3` node, `$4` connector, `$5` channel, `$6` now, `$7` whether the caps leave them alone
 */
export const sendStatement = (address: string, timing: Timing, purpose: PurposePlace | null): string => `
  INSERT INTO messages (customer_id, journey_id, entry_no, node_id, version_id, cohort_id, connector_id, channel, state, reason, decided_at, not_before, deferred_by, transactional${purpose ? ', purpose' : ''})
  SELECT customer_id, journey_id, entry_no, $3, $2, $1, $4, $5, CASE WHEN reason IS NULL THEN 'queued' ELSE 'suppressed' END, reason, $6,
    CASE WHEN reason IS NULL THEN not_before ELSE $6 END, CASE WHEN reason IS NULL THEN deferred_by END, $7${purpose ? `, $${purpose.key}` : ''}
  FROM (
    SELECT e.customer_id, e.journey_id, e.entry_no,
      ${obstacleSql(address, purpose?.basis ?? null)} AS reason,
      ${timing === 'now' ? '$6::timestamptz AS not_before, NULL::text AS deferred_by' : 't.not_before, t.deferred_by'}
    FROM enrollments e
    LEFT JOIN customers c ON c.id = e.customer_id
    LEFT JOIN suppressions s ON s.customer_id = e.customer_id AND s.channel = $5 AND s.address = ${address}
    LEFT JOIN consents k ON k.customer_id = e.customer_id AND k.channel = $5${purpose ? `\n    LEFT JOIN consents p ON p.customer_id = e.customer_id AND p.channel = $${purpose.consentKey}` : ''}${JOINS[timing]}
    WHERE e.cohort_id = $1 AND e.left_at IS NULL
  ) decided`;

export const ONLY_THE_FIRST = 'ON CONFLICT (customer_id, journey_id, entry_no, node_id, pass) DO NOTHING';

/** The zones that a cohort's people have, '' for those who have none. `$1` cohort */
export const ZONES = `
  SELECT DISTINCT coalesce(c.time_zone, '') AS zone
  FROM enrollments e LEFT JOIN customers c ON c.id = e.customer_id
  WHERE e.cohort_id = $1 AND e.left_at IS NULL`;

/** The same for a channel that tells another system, not the customer: nothing stands in its way. */
export const TELL = `
  INSERT INTO messages (customer_id, journey_id, entry_no, node_id, version_id, cohort_id, connector_id, channel, state, decided_at, not_before)
  SELECT e.customer_id, e.journey_id, e.entry_no, $3, $2, $1, $4, $5, 'queued', $6, $6
  FROM enrollments e
  WHERE e.cohort_id = $1 AND e.left_at IS NULL`;

/** What a step has just queued may leave only after it has expired. `$1` journey, `$2` cohort, `$3` node, `$4` now, `$5` the last instant */
export const EXPIRE_LATE = `
  UPDATE messages SET state = 'suppressed', reason = 'expired', not_before = $4, deferred_by = NULL
  WHERE journey_id = $1 AND cohort_id = $2 AND node_id = $3 AND decided_at = $4 AND state = 'queued' AND not_before > $5`;

/** What a step has just queued was due in a pause whose overdue are skipped. `$1` journey, `$2` cohort, `$3` node, `$4` now */
export const EXPIRE = `
  UPDATE messages SET state = 'suppressed', reason = 'expired', not_before = $4, deferred_by = NULL
  WHERE journey_id = $1 AND cohort_id = $2 AND node_id = $3 AND decided_at = $4 AND state = 'queued'`;
