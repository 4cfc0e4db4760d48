import type { Database } from '@wayfare/platform';
import { CITY, COHORT } from './journey.js';

/*
 * The floor: the statements that the work can't do without, sent bare and with nothing around them: no locks, no plan, no log of moves, no re-entry, no
 * holdout, no check of anything. The same rows are written as by the engine.
 */
const AUDIENCE = `
  INSERT INTO entry_chunks (run_id, chunk_no, customer_ids)
  SELECT 0, chunk_no, array_agg(id) FROM (SELECT id, (row_number() OVER (ORDER BY id) - 1) / $1::int AS chunk_no FROM customers
    WHERE (attributes ->> 'age')::numeric >= 18) c GROUP BY chunk_no`;
const ENTER = `
  INSERT INTO enrollments (customer_id, journey_id, entry_no, cohort_id)
  SELECT id, 0, 1, $1 FROM entry_chunks, unnest(customer_ids) AS id WHERE run_id = 0 AND chunk_no = $2`;
const COHORT_ROW = `
  INSERT INTO cohorts (id, journey_id, version_id, node_id, state, size, entered_at, arrived_at) VALUES ($1, 0, 0, 'in', 'standing', $2, $3, $3)`;
const WAIT = `UPDATE cohorts SET node_id = $2, seq = seq + 1, due_at = $3 WHERE id = $1`;
const BRANCH = `
  UPDATE enrollments e SET cohort_id = $2 FROM customers c
  WHERE e.cohort_id = $1 AND c.id = e.customer_id AND c.attributes ->> 'city' = '${CITY}'`;
const SEND = `
  INSERT INTO messages (customer_id, journey_id, entry_no, node_id, version_id, cohort_id, connector_id, channel, state, reason, decided_at, not_before)
  SELECT e.customer_id, 0, 1, 'mail', 0, $1, 1, 'email', CASE WHEN r.reason IS NULL THEN 'queued' ELSE 'suppressed' END, r.reason, $2, $2
  FROM enrollments e JOIN customers c ON c.id = e.customer_id
  LEFT JOIN consents k ON k.customer_id = e.customer_id AND k.channel = 'email'
  LEFT JOIN suppressions s ON s.customer_id = e.customer_id AND s.channel = 'email' AND s.address = c.email
  CROSS JOIN LATERAL (
    SELECT CASE WHEN c.email IS NULL THEN 'unreachable' WHEN s.reason IS NOT NULL THEN s.reason WHEN k.granted IS NOT TRUE THEN 'no_consent' END AS reason
  ) r
  WHERE e.cohort_id = $1`;

const CONNECTIONS = 2;

/** Two connections that take the next piece of work when they are done with one. */
const inParallel = async <T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> => {
  const left = [...items];
  const connection = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
};

/** Takes all customers from the audience through wait, branch and wait to the outbox; the same stages, one after the other, as the engine. */
export const floor = async (database: Database, customers: number, now: Date): Promise<void> => {
  await database.query(
    `INSERT INTO entry_runs (id, journey_id, version_id, node_id, scheduled_at, planned_at, state) VALUES (0, 0, 0, 'in', $1, $1, 'entering')`,
    [now],
  );
  await database.query(AUDIENCE, [COHORT]);
  const chunks = Array.from({ length: Math.ceil(customers / COHORT) }, (_, at) => at);
  await inParallel(chunks, (chunk) =>
    database.transaction(async (tx) => {
      await tx.query(COHORT_ROW, [chunk + 1, COHORT, now]);
      await tx.query(ENTER, [chunk + 1, chunk]);
      await tx.query(WAIT, [chunk + 1, 'wait', now]);
    }),
  );
  const [others] = [chunks.length];
  await inParallel(chunks, (chunk) =>
    database.transaction(async (tx) => {
      await tx.query(COHORT_ROW, [others + chunk + 1, COHORT, now]);
      await tx.query(BRANCH, [chunk + 1, others + chunk + 1]);
      for (const id of [chunk + 1, others + chunk + 1]) await tx.query(WAIT, [id, 'wait-2', now]);
    }),
  );
  await inParallel([...chunks, ...chunks.map((chunk) => chunk + others)], (at) =>
    database.transaction(async (tx) => {
      await tx.query(SEND, [at + 1, now]);
      await tx.query(WAIT, [at + 1, 'end', now]);
    }),
  );
};
