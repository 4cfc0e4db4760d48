import type { PersonEnrollment, PersonMessage } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';

const JOURNEYS = `
  INSERT INTO journeys (id, name, state, draft, created_at, updated_at)
  SELECT DISTINCT ON (id) id, 'Journey ' || id, 'stopped', '{}'::jsonb, at, at FROM unnest($1::bigint[], $2::timestamptz[]) AS j (id, at) ORDER BY id, at
  ON CONFLICT DO NOTHING`;

/** Each message is of a version of its own, whose plan says which template the node sends. $1 customer, $2 messages */
const MESSAGES = `
  WITH message AS (
    SELECT m, at::int AS at, (m->>'journey')::bigint AS journey_id, nextval(pg_get_serial_sequence('journey_versions', 'id')) AS version_id,
      (m->>'decidedAt')::timestamptz AS decided_at
    FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS e (m, at)
  ), version AS (
    INSERT INTO journey_versions (id, journey_id, number, graph, plan, published_at)
    SELECT version_id, journey_id, version_id % 2000000000, '{}',
      jsonb_build_object('entries', '[]'::jsonb, 'steps', jsonb_build_object(m->>'node', jsonb_build_object('templateId', m->>'template'))), decided_at
    FROM message
  )
  INSERT INTO messages (customer_id, journey_id, entry_no, node_id, pass, version_id, cohort_id, connector_id, channel, state, reason, decided_at, not_before, handed_at)
  SELECT $1::bigint, journey_id, 1, m->>'node', at, version_id, 1, 1, m->>'channel', m->>'state', m->>'reason', decided_at, decided_at, (m->>'handedAt')::timestamptz
  FROM message`;
const RESPONSES = `
  INSERT INTO responses (customer_id, message_id, kind, key, journey_id, at, machine)
  SELECT ms.customer_id, ms.id, r->>'kind', key::text, ms.journey_id, (r->>'at')::timestamptz, (r->>'machine')::boolean
  FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS e (m, at)
  JOIN messages ms ON ms.customer_id = $1::bigint AND ms.pass = at
  CROSS JOIN jsonb_array_elements(m->'responses') WITH ORDINALITY AS a (r, key)`;

/** $1 customer, $2 stays, each with what its cohort came to and, where they left on their own, with that */
const STAYS = `
  WITH stay AS (
    SELECT s, at::int AS at, (s->>'journey')::bigint AS journey_id, nextval(pg_get_serial_sequence('cohorts', 'id')) AS cohort_id
    FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS e (s, at)
  ), cohort AS (
    INSERT INTO cohorts (id, journey_id, version_id, node_id, state, exit_reason, size, entered_at, arrived_at, held_out_at, due_at, shard)
    SELECT cohort_id, journey_id, 1, 'n', s->>'state', s->>'exit', 1, (s->>'enteredAt')::timestamptz, (s->>'arrivedAt')::timestamptz, (s->>'heldOutAt')::timestamptz,
      CASE WHEN s->>'state' = 'standing' THEN 'infinity'::timestamptz END, wayfare_shard($1::bigint)
    FROM stay
  )
  INSERT INTO enrollments (customer_id, journey_id, entry_no, cohort_id, left_at, left_reason)
  SELECT $1::bigint, journey_id, at, cohort_id, (s->>'leftAt')::timestamptz, s->>'leftReason' FROM stay`;

/** Writes messages as they were decided on, with what came back. */
export const storeMessages = async (sql: Sql, customerId: string, messages: readonly PersonMessage[]): Promise<void> => {
  if (messages.length === 0) return;
  await sql.query(JOURNEYS, [messages.map(({ journey }) => journey), messages.map(({ decidedAt }) => decidedAt)]);
  for (const statement of [MESSAGES, RESPONSES]) await sql.query(statement, [customerId, JSON.stringify(messages)]);
};

const justAfter = (instant: Date): Date => new Date(instant.getTime() + 1);

/** By turns the person leaves on their own, and what their cohort comes to afterwards is nothing to them, or the cohort leaves with them in it. */
const asStored = ({ journey, enteredAt, ended, heldOutAt }: PersonEnrollment, at: number) => {
  const stay = { journey, enteredAt, heldOutAt };
  if (!ended) return { ...stay, state: 'standing', arrivedAt: enteredAt };
  if (at % 2 === 1) return { ...stay, state: 'exited', exit: ended.reason, arrivedAt: ended.at };
  const later = justAfter(ended.at);
  const cohort = { state: 'exited', exit: 'completed', arrivedAt: later, heldOutAt: heldOutAt ?? later };
  return { ...stay, ...cohort, leftAt: ended.at, leftReason: ended.reason };
};

/** Writes stays in journeys. */
export const storeEnrollments = async (sql: Sql, customerId: string, stays: readonly PersonEnrollment[]): Promise<void> => {
  if (stays.length === 0) return;
  await sql.query(JOURNEYS, [stays.map(({ journey }) => journey), stays.map(({ enteredAt }) => enteredAt)]);
  await sql.query(STAYS, [customerId, JSON.stringify(stays.map(asStored))]);
};
