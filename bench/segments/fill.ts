import type { Database } from '@wayfare/platform';

/** How many people and events, and the instant at which all is asked: the newest event is of a minute before. */
export interface Size {
  readonly customers: number;
  readonly events: number;
  readonly now: Date;
}

const CITIES = "'Shanghai', 'Beijing', 'Guangzhou', 'Shenzhen', 'Chengdu', 'Hangzhou', 'Wuhan', 'Xi''an', 'Nanjing', 'Suzhou'";

/** $1 how many, $2 now: ten cities, ages, money spent, a date of birth, a tier; two tags; joined over three years. */
const CUSTOMERS = `
  INSERT INTO customers (id, external_id, email, phone, attributes, tags, created_at, updated_at)
  SELECT n, 'c' || n, 'c' || n || '@customers.example', CASE WHEN n % 3 = 0 THEN '+86138' || lpad(n::text, 8, '0') END,
    jsonb_build_object('city', (ARRAY[${CITIES}])[1 + floor(wayfare_fraction(n, 5) * 10)::int], 'age', 18 + n % 60, 'spent', round((wayfare_fraction(n, 4) * 900)::numeric, 2),
      'birthday', to_char(date '1960-01-01' + (n * 37 % 16000)::int, 'YYYY-MM-DD'), 'tier', (ARRAY['L1', 'L2', 'L3', 'L4'])[1 + n % 4], 'vip', n % 17 = 0),
    CASE WHEN n % 20 = 0 THEN '{vip,newsletter}' WHEN n % 7 = 0 THEN '{newsletter}' ELSE '{}' END::text[],
    $2::timestamptz - (n % 1095) * interval '1 day', $2::timestamptz
  FROM generate_series(1, $1::bigint) n`;
const CONSENTS = `
  INSERT INTO consents (customer_id, channel, granted, source, changed_at)
  SELECT n, channel, wayfare_fraction(n, 6) < 0.8, 'bench', $2 FROM generate_series(1, $1::bigint) n, unnest(ARRAY['email', 'sms']) channel
  WHERE channel = 'email' OR n % 3 = 0`;
const LISTS = `INSERT INTO lists (name, created_at) VALUES ('Fair of spring', $1) RETURNING id`;
const MEMBERS = `INSERT INTO list_members (list_id, customer_id, added_at) SELECT $1, n, $3 FROM generate_series(1, $2::bigint, 15) n`;

/**
 * $1 how many, $2 of how many customers, $3 now, $4 and $5 the first and the last of this portion: six kinds over a year in order of time, as a ledger grows; a few customers do much, many do little.
 */
const EVENTS = `
  INSERT INTO events (customer_id, id, name, occurred_at, received_at, properties)
  SELECT 1 + floor(power(r.who, 1.6) * $2::bigint)::bigint, 'e' || n,
    CASE WHEN r.what < 0.40 THEN 'page_view' WHEN r.what < 0.65 THEN 'product_view' WHEN r.what < 0.77 THEN 'add_to_cart'
      WHEN r.what < 0.87 THEN 'search' WHEN r.what < 0.95 THEN 'purchase' ELSE 'app_open' END,
    at.occurred, at.occurred + interval '2 seconds',
    CASE WHEN r.what < 0.40 THEN jsonb_build_object('path', '/' || (n % 50))
      WHEN r.what < 0.77 OR (r.what >= 0.87 AND r.what < 0.95)
        THEN jsonb_build_object('category', (ARRAY['shoes', 'coats', 'bags', 'hats', 'toys'])[1 + n % 5], 'amount', round((r.which * 500)::numeric, 2))
      ELSE '{}' END
  FROM generate_series($4::bigint, $5::bigint) n,
    LATERAL (SELECT wayfare_fraction(n, 1) AS who, wayfare_fraction(n, 2) AS what, wayfare_fraction(n, 3) AS which) r,
    LATERAL (SELECT $3::timestamptz - interval '1 minute' - (($1::bigint - n)::float8 / $1::bigint) * interval '365 days' AS occurred) at`;

/** Ten journeys, each with a cohort on its way and one that has come to the end. $1 now */
const JOURNEYS = `
  WITH made AS (
    INSERT INTO journeys (id, name, state, draft, created_at, updated_at) SELECT n, 'Journey ' || n, 'running', '{}', $1, $1 FROM generate_series(1, 10) n RETURNING id
  )
  INSERT INTO cohorts (id, journey_id, version_id, node_id, state, exit_reason, size, entered_at, arrived_at, due_at)
  SELECT 2 * id - ended, id, id, 'mail', CASE ended WHEN 1 THEN 'exited' ELSE 'standing' END, CASE ended WHEN 1 THEN 'completed' END, 1, $1::timestamptz - id * interval '12 days',
    $1::timestamptz - id * interval '6 days', CASE ended WHEN 0 THEN $1::timestamptz + interval '1 day' END
  FROM made, generate_series(0, 1) ended`;
/** Half of all people are or were in one of them. $1 of how many customers */
const ENROLLMENTS = `
  INSERT INTO enrollments (customer_id, journey_id, entry_no, cohort_id)
  SELECT n, 1 + n % 10, 1, 2 * (1 + n % 10) - (n / 10 % 2) FROM generate_series(1, $1::bigint, 2) n`;
/** As many messages as people, over a year; a few people get many. $1 how many, $2 of how many customers, $3 now */
const MESSAGES = `
  INSERT INTO messages (customer_id, journey_id, entry_no, node_id, pass, id, version_id, cohort_id, connector_id, channel, state, decided_at, not_before, handed_at)
  SELECT 1 + floor(power(wayfare_fraction(n, 7), 1.6) * $2::bigint)::bigint, j, 1, 'mail', n, n, j, 2 * j, 1, 'email', CASE WHEN n % 25 = 0 THEN 'suppressed' ELSE 'sent' END, at, at,
    CASE WHEN n % 25 <> 0 THEN at END
  FROM generate_series(1, $1::bigint) n, LATERAL (SELECT 1 + n % 10 AS j, $3::timestamptz - ((n * 37) % 365) * interval '1 day' AS at) m`;
/** Three in ten are opened, by people or by machines, and one in twenty clicked. $1 now */
const RESPONSES = `
  INSERT INTO responses (customer_id, message_id, kind, journey_id, at, machine)
  SELECT m.customer_id, m.id, k.kind, m.journey_id, least(m.decided_at + interval '3 hours', $1::timestamptz), k.kind = 'open' AND m.id % 9 = 0
  FROM messages m, (VALUES ('open', 0.3), ('click', 0.05)) k (kind, share) WHERE m.state = 'sent' AND wayfare_fraction(m.id, 8) < k.share`;

const PORTION = 250_000;
/** As many connections as the machine that is spoken of has cores. */
const AT_ONCE = 2;

/** Indexes and keys are made when the rows are there, which takes a fourth of the time. */
const KEYS = `
  SELECT conname AS name, pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conrelid = $1::regclass AND contype = 'p'`;
const INDEXES = `
  SELECT indexname AS name, indexdef AS definition FROM pg_indexes
  WHERE schemaname = 'public' AND tablename = $1 AND indexname NOT IN (SELECT conname FROM pg_constraint WHERE conrelid = $1::regclass)`;
/** Nobody listens yet: what triggers would note down about each row is thrown away in the end. A crash would only mean to begin anew. */
const QUIET = 'SET LOCAL session_replication_role = replica; SET LOCAL synchronous_commit = off';

const write = (database: Database, text: string, parameters: readonly unknown[]): Promise<void> =>
  database.transaction(async (tx) => {
    await tx.query(QUIET);
    await tx.query(text, parameters);
  });

/** Writes what `work` writes into a table that has neither indexes nor a key meanwhile. */
const withoutIndexes = async (database: Database, table: string, work: () => Promise<void>): Promise<void> => {
  const keys = await database.query<{ name: string; definition: string }>(KEYS, [table]);
  const indexes = await database.query<{ name: string; definition: string }>(INDEXES, [table]);
  for (const { name } of indexes) await database.query(`DROP INDEX ${name}`);
  for (const { name } of keys) await database.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  await work();
  for (const { name, definition } of keys) await database.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`);
  for (const { definition } of indexes) await database.query(definition);
};

/** Fills an empty database; gives the id of a list of one in fifteen people. */
export const fillSegmentsBench = async (database: Database, { customers, events, now }: Size): Promise<string> => {
  await withoutIndexes(database, 'customers', () => write(database, CUSTOMERS, [customers, now]));
  await withoutIndexes(database, 'consents', () => write(database, CONSENTS, [customers, now]));
  const [list] = await database.query<{ id: string }>(LISTS, [now]);
  if (!list) throw new Error('the list was not made');
  await write(database, MEMBERS, [list.id, customers, now]);
  await withoutIndexes(database, 'events', async () => {
    let next = 1;
    const fill = async (): Promise<void> => {
      for (let first = next; first <= events; first = next) {
        next = first + PORTION;
        await write(database, EVENTS, [events, customers, now, first, Math.min(events, next - 1)]);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, fill));
  });
  await write(database, JOURNEYS, [now]);
  await write(database, ENROLLMENTS, [customers]);
  await withoutIndexes(database, 'messages', () => write(database, MESSAGES, [customers, customers, now]));
  await write(database, RESPONSES, [now]);
  await database.query('TRUNCATE people_changes');
  await database.query(
    'VACUUM (ANALYZE) customers, consents, list_members, events, messages, responses, enrollments, cohorts, people_changes',
  );
  return list.id;
};
