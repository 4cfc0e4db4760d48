/** Stays of people with the cohorts that they went with. `$1` customers, `$2` journeys; null: all */
export const STAYS = `
  SELECT e.customer_id AS "customerId", e.journey_id AS "journeyId", e.entry_no AS "entryNo", e.cohort_id AS "cohortId", e.left_seq AS "leftSeq",
    c.entered_at AS "enteredAt", e.left_at IS NULL AND c.state = 'standing' AS "isStanding", wayfare_shard(e.customer_id) AS shard
  FROM enrollments e JOIN cohorts c ON c.id = e.cohort_id
  WHERE e.customer_id = ANY ($1::bigint[]) AND ($2::bigint[] IS NULL OR e.journey_id = ANY ($2))
  ORDER BY e.customer_id, e.journey_id, e.entry_no`;

export const SHARDS_OF = 'SELECT id, wayfare_shard(id) AS shard FROM unnest($1::bigint[]) AS p (id)';

/** The stays that move: of whom, in which journey, as which number, to whom, as which number, in which cohort. */
const MOVED =
  'unnest($1::bigint[], $2::bigint[], $3::int[], $4::bigint[], $5::int[], $6::bigint[]) AS s (was, journey_id, was_no, now, now_no, cohort_id)';

export const MOVE_STAYS = `
  UPDATE enrollments e SET customer_id = s.now, entry_no = s.now_no, cohort_id = s.cohort_id
  FROM ${MOVED} WHERE e.customer_id = s.was AND e.journey_id = s.journey_id AND e.entry_no = s.was_no`;

/** What came back to the messages of the stays; before the messages move. */
export const MOVE_RESPONSES = `
  UPDATE responses r SET customer_id = s.now
  FROM ${MOVED} JOIN messages m ON m.customer_id = s.was AND m.journey_id = s.journey_id AND m.entry_no = s.was_no
  WHERE r.customer_id = s.was AND r.message_id = m.id`;

/** Whoever is sending one of them at this moment would not find it again. */
export const MOVE_MESSAGES = `
  UPDATE messages m SET customer_id = s.now, entry_no = s.now_no
  FROM ${MOVED} WHERE m.customer_id = s.was AND m.journey_id = s.journey_id AND m.entry_no = s.was_no AND m.state <> 'sending'`;

export const MOVE_COUPONS = `
  UPDATE coupon_issues i SET customer_id = s.now, entry_no = s.now_no
  FROM ${MOVED} WHERE i.customer_id = s.was AND i.journey_id = s.journey_id AND i.entry_no = s.was_no`;

export const MOVE_TASKS = `
  UPDATE tasks t SET customer_id = s.now, entry_no = s.now_no
  FROM ${MOVED} WHERE t.customer_id = s.was AND t.journey_id = s.journey_id AND t.entry_no = s.was_no`;

/** Messages that are left with people of whom nothing should be. `$1` customers */
export const LEFT_BEHIND = 'SELECT DISTINCT customer_id AS id FROM messages WHERE customer_id = ANY ($1::bigint[])';

/** Holds what is still to be sent, in the order of its key as everybody does, and says whose is on its way. `$1` customers */
export const HOLD_UNSENT = `
  SELECT customer_id AS id, state FROM messages WHERE customer_id = ANY ($1::bigint[]) AND state IN ('queued', 'sending')
  ORDER BY customer_id, journey_id, entry_no, node_id, pass FOR NO KEY UPDATE`;

/** What moved, added to what a merge has noted already. `$1` merges, `$2` rows */
export const NOTE = `
  INSERT INTO merge_rows AS r (merge_id, kind, rows)
  SELECT merge_id, 'stays', rows FROM unnest($1::bigint[], $2::jsonb[]) n (merge_id, rows) ORDER BY merge_id
  ON CONFLICT (merge_id, kind) DO UPDATE SET rows = r.rows || excluded.rows`;

export const NOTED = `SELECT rows FROM merge_rows WHERE merge_id = $1 AND kind = 'stays'`;

const PAIRS = 'unnest($1::bigint[], $2::bigint[]) AS p (was, now)';

/**
 * Who waits at the door of a journey waits there as the customer they have become: under the same shard in their place, under another at the end of its own chunk. Whoever waits there
 * already is not let in twice, since nobody enters a journey who is inside. `$1` from, `$2` to
 */
export const CHUNKS_OF = `
  SELECT k.run_id AS "runId", k.chunk_no AS "chunkNo", p.was, p.now, wayfare_shard(p.now) = k.shard AS "isHere"
  FROM entry_chunks k JOIN ${PAIRS} ON p.was = ANY (k.customer_ids)
  WHERE k.applied_at IS NULL ORDER BY k.run_id, k.chunk_no, p.was FOR UPDATE OF k`;

/** `$1` run, `$2` chunk, `$3` who, `$4` instead of them; null: nobody */
export const REPLACE_IN_CHUNK = `
  UPDATE entry_chunks SET customer_ids = CASE WHEN $4::bigint IS NULL THEN array_remove(customer_ids, $3::bigint) ELSE array_replace(customer_ids, $3::bigint, $4::bigint) END
  WHERE run_id = $1 AND chunk_no = $2`;

/** `$1` run, `$2` the chunk they waited in, `$3` who */
export const CHUNK_ELSEWHERE = `
  INSERT INTO entry_chunks (run_id, chunk_no, part, held, wait_ms, customer_ids, shard)
  SELECT k.run_id, (SELECT max(chunk_no) + 1 FROM entry_chunks WHERE run_id = $1), k.part, k.held, k.wait_ms, ARRAY[$3::bigint], wayfare_shard($3::bigint)
  FROM entry_chunks k WHERE k.run_id = $1 AND k.chunk_no = $2`;

/** Events that a journey has still to be shown are those of the kept customer. Batches are of one shard: `$1` from, `$2` to */
export const BATCHES_OF = `
  SELECT b.id, p.was, p.now, wayfare_shard(p.now) = b.shard AS "isHere"
  FROM event_batches b JOIN ${PAIRS} ON p.was = ANY (b.customer_ids)
  WHERE b.id IN (SELECT id FROM event_batches WHERE applied_at IS NULL UNION ALL SELECT batch_id FROM journey_wakes)
  ORDER BY b.id, p.was FOR UPDATE OF b`;

/** `$1` batch, `$2` who, `$3` who they have become */
export const REPLACE_IN_BATCH = 'UPDATE event_batches SET customer_ids = array_replace(customer_ids, $2::bigint, $3::bigint) WHERE id = $1';

/** Their events are told of in the other shard; the batch that they came in finds them no more. `$1` batch, `$2` who, `$3` who they have become */
export const BATCH_ELSEWHERE = `
  WITH made AS (
    INSERT INTO event_batches (received_at, names, customer_ids, event_ids, applied_at, shard)
    SELECT b.received_at, b.names, array_agg($3::bigint), array_agg(u.event_id), b.applied_at, wayfare_shard($3::bigint)
    FROM event_batches b, unnest(b.customer_ids, b.event_ids) AS u (customer_id, event_id) WHERE b.id = $1 AND u.customer_id = $2::bigint
    GROUP BY b.received_at, b.names, b.applied_at RETURNING id, shard
  )
  INSERT INTO journey_wakes (journey_id, batch_id, held, shard)
  SELECT w.journey_id, made.id, w.held, made.shard FROM made, journey_wakes w WHERE w.batch_id = $1`;
