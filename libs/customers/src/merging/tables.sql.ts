/** Who becomes part of whom, by which merge. */
const MERGES = 'unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS p (merge_id, from_id, to_id)';

const sameKey = (one: string, other: string, key: readonly string[]): string =>
  key.map((name) => `${one}.${name} = ${other}.${name}`).join(' AND ');

const NOTE = 'ON CONFLICT (merge_id, kind) DO UPDATE SET rows = r.rows || excluded.rows';

/**
 * Rows that move to the customer who is kept, each known by a key of its own. What they have already under the same key was the same thing that came in under two names: it stays where it is, and counts
 * once from now on. What moved is noted by its keys. `$1` merges, `$2` from, `$3` to
 */
const moveRows = (table: string): string => `
  WITH coming AS (
    SELECT DISTINCT ON (p.to_id, t.id) p.merge_id, p.to_id, t.customer_id, t.id
    FROM ${MERGES} JOIN ${table} t ON t.customer_id = p.from_id
    WHERE NOT EXISTS (SELECT FROM ${table} k WHERE k.customer_id = p.to_id AND k.id = t.id)
    ORDER BY p.to_id, t.id, t.customer_id
  ), moved AS (
    UPDATE ${table} t SET customer_id = c.to_id FROM coming c WHERE t.customer_id = c.customer_id AND t.id = c.id RETURNING c.merge_id, c.id
  )
  INSERT INTO merge_rows AS r (merge_id, kind, rows) SELECT merge_id, '${table}', jsonb_agg(id) FROM moved GROUP BY merge_id ${NOTE}`;

/** The lines of the orders that moved, which this transaction has noted. */
const MOVE_LINES = `
  UPDATE order_lines l SET customer_id = p.to_id
  FROM ${MERGES} JOIN merge_rows r ON r.merge_id = p.merge_id AND r.kind = 'orders', jsonb_array_elements_text(r.rows) AS o (id)
  WHERE l.customer_id = p.from_id AND l.order_id = o.id`;

/** Few rows that the kept customer gets unless they have them, noted as they were, with whether the kept one had none of the kind. */
const giveRows = (table: string, columns: string, key: readonly string[]): string => `
  WITH gone AS (
    DELETE FROM ${table} t USING ${MERGES} WHERE t.customer_id = p.from_id RETURNING p.merge_id, p.to_id, t.*
  ), given AS (
    INSERT INTO ${table} (customer_id, ${columns}) SELECT to_id, ${columns} FROM gone ON CONFLICT DO NOTHING
  )
  INSERT INTO merge_rows AS r (merge_id, kind, rows)
  SELECT g.merge_id, '${table}', jsonb_agg((to_jsonb(g) - 'merge_id' - 'to_id') || jsonb_build_object('given', NOT EXISTS (
    SELECT FROM ${table} k WHERE k.customer_id = g.to_id AND ${sameKey('k', 'g', key)}
  )))
  FROM gone g GROUP BY g.merge_id ${NOTE}`;

/** What the kept customer had agreed to before, where the merged one had said something about it. Those of the merged one stay where they are. */
export const NOTE_CONSENTS = `
  INSERT INTO merge_rows AS r (merge_id, kind, rows)
  SELECT p.merge_id, 'consents', jsonb_agg(jsonb_build_object('channel', c.channel, 'granted', k.granted, 'source', k.source, 'changed_at', k.changed_at))
  FROM ${MERGES} JOIN consents c ON c.customer_id = p.from_id LEFT JOIN consents k ON k.customer_id = p.to_id AND k.channel = c.channel
  GROUP BY p.merge_id ${NOTE}`;

/** The strictest wins: who has refused under one of their names has refused. `$4` now */
export const JOIN_CONSENTS = `
  INSERT INTO consents (customer_id, channel, granted, source, changed_at)
  SELECT p.to_id, c.channel, bool_and(c.granted), 'merge', $4 FROM ${MERGES} JOIN consents c ON c.customer_id = p.from_id GROUP BY p.to_id, c.channel
  ORDER BY 1, 2
  ON CONFLICT (customer_id, channel) DO UPDATE SET granted = false, source = excluded.source, changed_at = excluded.changed_at
  WHERE consents.granted AND NOT excluded.granted`;

/** An address that somebody wants left alone for longer is left alone for longer. */
const LONGEST_SUPPRESSIONS = `
  UPDATE suppressions k SET until = CASE WHEN w.until IS NOT NULL THEN greatest(k.until, w.until) END
  FROM (
    SELECT p.to_id, t.channel, t.address, CASE WHEN bool_and(t.until IS NOT NULL) THEN max(t.until) END AS until
    FROM ${MERGES} JOIN merge_rows r ON r.merge_id = p.merge_id AND r.kind = 'suppressions', jsonb_array_elements(r.rows) x,
      jsonb_populate_record(NULL::suppressions, x) t
    WHERE p.from_id IS NOT NULL GROUP BY p.to_id, t.channel, t.address
  ) w
  WHERE k.customer_id = w.to_id AND k.channel = w.channel AND k.address = w.address AND k.until IS NOT NULL`;

interface FewRows {
  readonly table: string;
  readonly columns: string;
  readonly key: readonly string[];
}
const FEW: readonly FewRows[] = [
  { table: 'identities', columns: 'kind, value, source, seen_at', key: ['kind', 'value'] },
  { table: 'list_members', columns: 'list_id, added_at, source', key: ['list_id'] },
  { table: 'suppressions', columns: 'channel, address, reason, source, created_at, until, note, actor', key: ['channel', 'address'] },
];

/** What moves with a merge, in this order; each takes `$1` merges, `$2` from, `$3` to. */
export const MOVE_FACTS: readonly string[] = [
  moveRows('events'),
  moveRows('orders'),
  MOVE_LINES,
  ...FEW.map(({ table, columns, key }) => giveRows(table, columns, key)),
  moveRows('consent_records'),
  LONGEST_SUPPRESSIONS,
];

/** Tables with people in them that this library answers for, and how each follows a merge. A test walks all tables. */
export const FOLLOWED_BY_CUSTOMERS: Readonly<Record<string, string>> = {
  customers: 'the row stays and says who they are now; what it says goes onto the kept row (profile.ts)',
  events: 'move, unless the kept customer has one of the same id',
  orders: 'move, unless the kept customer has one of the same id',
  order_lines: 'those of an order move with it',
  attribute_claims: 'what was said of the merged one goes along, marked as theirs (profile.ts)',
  identities: 'those of both',
  list_members: 'those of both',
  suppressions: 'those of both',
  consents: 'the strictest wins',
  consent_records: 'those of both',
  consent_requests: 'a link names the customer for whom it was made; what is confirmed is written to who they are now',
  subject_exports: 'a file for a customer tells of the one it was made for, and goes by itself within a week',
  erasures: 'nobody who was erased is merged',
  preference_revocations: 'a link names the customer for whom it was made, and so does what ends it',
};

/** What goes back: events and orders that moved. `$1` merge, `$2` from, `$3` to */
const backRows = (table: string, type = 'text'): string => `
  UPDATE ${table} t SET customer_id = $3::bigint FROM merge_rows r, jsonb_array_elements_text(r.rows) AS k (id)
  WHERE r.merge_id = $1::bigint AND r.kind = '${table}' AND t.customer_id = $2::bigint AND t.id = k.id::${type}`;

const BACK_LINES = `
  UPDATE order_lines l SET customer_id = $3::bigint FROM merge_rows r, jsonb_array_elements_text(r.rows) AS k (id)
  WHERE r.merge_id = $1::bigint AND r.kind = 'orders' AND l.customer_id = $2::bigint AND l.order_id = k.id`;

/**
 * The merged one has again what was theirs. The kept one keeps it where it was theirs before, or where somebody else who is part of them brought it as well. `$1` merge, `$2` from, `$3` to
 */
const takeBack = ({ table, columns, key }: FewRows): string => `
  WITH was AS (
    SELECT t.*, (x->>'given')::boolean AS given FROM merge_rows r, jsonb_array_elements(r.rows) x, jsonb_populate_record(NULL::${table}, x) t
    WHERE r.merge_id = $1::bigint AND r.kind = '${table}'
  ), back AS (
    INSERT INTO ${table} (customer_id, ${columns}) SELECT $3::bigint, ${columns} FROM was ON CONFLICT DO NOTHING
  )
  DELETE FROM ${table} k USING was w WHERE k.customer_id = $2::bigint AND w.given AND ${sameKey('k', 'w', key)}
    AND NOT EXISTS (
      SELECT FROM merges o JOIN merge_rows r ON r.merge_id = o.id AND r.kind = '${table}', jsonb_array_elements(r.rows) x, jsonb_populate_record(NULL::${table}, x) t
      WHERE o.kept_id = $2::bigint AND o.id <> $1::bigint AND o.undone_at IS NULL AND ${sameKey('t', 'w', key)}
    )`;

/** An address that is theirs again is left alone if somebody has asked for that meanwhile. `$2` from, `$3` to */
const SUPPRESS_ADDRESSES = `
  INSERT INTO suppressions (customer_id, channel, address, reason, source, created_at, until, note, actor)
  SELECT $3::bigint, s.channel, s.address, s.reason, s.source, s.created_at, s.until, s.note, s.actor FROM suppressions s
  WHERE s.customer_id = $2::bigint AND $1::bigint IS NOT NULL
    AND EXISTS (SELECT FROM identities i WHERE i.customer_id = $3::bigint AND i.value = lower(s.address))
  ON CONFLICT DO NOTHING`;

/** Who has refused since they were one has refused under both names. `$1` merge, `$2` from, `$3` to */
const REFUSE_AS_WELL = `
  INSERT INTO consents (customer_id, channel, granted, source, changed_at)
  SELECT $3::bigint, k.channel, false, k.source, k.changed_at FROM consents k JOIN merges m ON m.id = $1::bigint
  WHERE k.customer_id = $2::bigint AND NOT k.granted AND k.source <> 'merge' AND k.changed_at >= m.at
  ON CONFLICT (customer_id, channel) DO UPDATE SET granted = false, source = excluded.source, changed_at = excluded.changed_at WHERE consents.granted`;

/**
 * What a merge has decided on consents is decided anew without it: by what the kept customer had said before the first of their merges, and what those say who are still part of them.
 * `$1` merge, `$2` from, `$3` to
 */
const CONSENTS_ANEW = `
  WITH own AS (
    SELECT DISTINCT ON (x->>'channel') x->>'channel' AS channel, (x->>'granted')::boolean AS granted, x->>'source' AS source, (x->>'changed_at')::timestamptz AS changed_at
    FROM merges m JOIN merge_rows r ON r.merge_id = m.id AND r.kind = 'consents', jsonb_array_elements(r.rows) x
    WHERE m.kept_id = $2::bigint AND (m.undone_at IS NULL OR m.id = $1::bigint) ORDER BY x->>'channel', m.id
  ), others AS (
    SELECT c.channel, bool_and(c.granted) AS granted FROM merges m JOIN consents c ON c.customer_id = m.merged_id
    WHERE m.kept_id = $2::bigint AND m.undone_at IS NULL AND m.id <> $1::bigint GROUP BY c.channel
  ), anew AS (
    SELECT o.channel, CASE WHEN o.granted IS NULL AND s.granted IS NULL THEN NULL ELSE coalesce(o.granted, true) AND coalesce(s.granted, true) END AS granted,
      CASE WHEN s.granted IS NULL OR o.granted IS NOT DISTINCT FROM false THEN o.source END AS source, o.changed_at
    FROM own o LEFT JOIN others s USING (channel) WHERE $3::bigint IS NOT NULL
  ), gone AS (
    DELETE FROM consents k USING anew a WHERE k.customer_id = $2::bigint AND k.channel = a.channel AND k.source = 'merge' AND a.granted IS NULL
  )
  UPDATE consents k SET granted = a.granted, source = coalesce(a.source, k.source), changed_at = CASE WHEN a.source IS NULL THEN k.changed_at ELSE a.changed_at END
  FROM anew a WHERE k.customer_id = $2::bigint AND k.channel = a.channel AND k.source = 'merge' AND a.granted IS NOT NULL`;

/** What goes back when a merge is undone, in this order. */
export const TAKE_BACK: readonly string[] = [
  BACK_LINES,
  backRows('events'),
  backRows('orders'),
  backRows('consent_records', 'bigint'),
  ...FEW.map(takeBack),
  SUPPRESS_ADDRESSES,
  CONSENTS_ANEW,
  REFUSE_AS_WELL,
];
