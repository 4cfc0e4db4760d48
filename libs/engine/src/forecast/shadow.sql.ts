/**
 * Tables of the rehearsal's own, named as the real ones and found before them: the engine's statements run on them as they stand. Only the indexes that its statements ask for are
 * made, and no trigger.
 */
const shadow = (table: string, ...indexes: readonly string[]): readonly string[] => [
  `CREATE TEMP TABLE ${table} (LIKE public.${table} INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING IDENTITY) ON COMMIT DROP`,
  ...indexes.map(
    (columns) => `CREATE ${columns.startsWith('UNIQUE') ? 'UNIQUE ' : ''}INDEX ON pg_temp.${table} ${columns.replace('UNIQUE ', '')}`,
  ),
];

/** Far above every real id, so that nothing of the rehearsal is taken for something real. */
const FIRST_ID = 4_000_000_000_000_000;

/** What every rehearsal writes. */
export const SHADOWS: readonly string[] = [
  ...shadow('journeys', 'UNIQUE (id)'),
  ...shadow('journey_versions', 'UNIQUE (id)'),
  ...shadow('entry_runs', 'UNIQUE (journey_id, node_id, scheduled_at)', 'UNIQUE (id)'),
  ...shadow('entry_chunks', 'UNIQUE (run_id, chunk_no)'),
  ...shadow('cohorts', 'UNIQUE (id)', "(due_at) WHERE state = 'standing'", '(parent_id) WHERE parent_id IS NOT NULL'),
  ...shadow('enrollments', 'UNIQUE (customer_id, journey_id, entry_no)', '(cohort_id)'),
  ...shadow('moves', '(cohort_id, seq)'),
  ...shadow('hand_overs', 'UNIQUE (cohort_id)'),
  // nobody is asked for anything
  ...shadow('tasks', 'UNIQUE (customer_id, journey_id, entry_no, node_id, pass)'),
  'ALTER TABLE pg_temp.cohorts ALTER COLUMN shard SET DEFAULT 0',
  'ALTER TABLE pg_temp.moves ALTER COLUMN shard SET DEFAULT 0',
  ...shadow('journey_wakes'),
  ...shadow('event_batches'),
  // what happens in a rehearsal is in nobody's books
  ...shadow('event_volumes', 'UNIQUE (name, day)'),
  `CREATE TEMP SEQUENCE message_id_seq START ${FIRST_ID} CACHE 100`,
  ...shadow('messages'),
  `ALTER TABLE pg_temp.messages ALTER COLUMN id SET DEFAULT nextval('pg_temp.message_id_seq')`,
  `ALTER SEQUENCE pg_temp.cohorts_id_seq RESTART ${FIRST_ID}`,
];

/** For a journey with experiments: what was decided so far is in force, and nobody looks at them meanwhile. */
export const SHADOW_EXPERIMENTS: readonly string[] = [
  ...shadow('experiments', 'UNIQUE (id)', 'UNIQUE (journey_id, node_id, among)'),
  ...shadow('experiment_allocations', '(experiment_id, from_at)'),
];
/** `$1` journey */
export const COPY_EXPERIMENTS: readonly string[] = [
  'INSERT INTO pg_temp.experiments OVERRIDING SYSTEM VALUE SELECT * FROM public.experiments WHERE journey_id = $1',
  `INSERT INTO pg_temp.experiment_allocations OVERRIDING SYSTEM VALUE
   SELECT a.* FROM public.experiment_allocations a JOIN public.experiments x ON x.id = a.experiment_id WHERE x.journey_id = $1`,
];
export const NEW_EXPERIMENT_IDS = `ALTER SEQUENCE pg_temp.experiments_id_seq RESTART ${FIRST_ID}`;

/** For steps that look back at what was sent: caps, frequency checks, and branches that ask what became of a message. */
export const FIND_MESSAGES: readonly string[] = [
  'CREATE INDEX ON pg_temp.messages (customer_id)',
  'CREATE INDEX ON pg_temp.messages (cohort_id)',
];
export const FIND_DUE_MESSAGES = `CREATE INDEX ON pg_temp.messages (node_id, not_before) WHERE state = 'queued'`;

/** What is known of customers, for a journey that changes it. */
export const SHADOW_CUSTOMERS: readonly string[] = [
  ...shadow('customers', 'UNIQUE (id)'),
  ...shadow('attribute_claims', 'UNIQUE (customer_id, part, source)'),
  ...shadow('attribute_catalogue', 'UNIQUE (name)'),
  ...shadow('tag_catalogue', 'UNIQUE (name)'),
];

export const SHADOW_LISTS: readonly string[] = [...shadow('list_members', 'UNIQUE (list_id, customer_id)', '(customer_id)')];

/** Codes are handed out of pools that look like the real ones; the codes themselves are only read. */
export const SHADOW_COUPONS: readonly string[] = [
  ...shadow('coupon_pools', 'UNIQUE (id)'),
  ...shadow('coupon_issues', 'UNIQUE (customer_id, journey_id, entry_no, node_id)'),
  `ALTER TABLE pg_temp.coupon_issues ALTER COLUMN id SET DEFAULT nextval('pg_temp.message_id_seq')`,
  'INSERT INTO pg_temp.coupon_pools SELECT * FROM public.coupon_pools',
];

/** For people to whom something happens meanwhile: what they do, and their answers to messages; and the settings, without the share of everyone that is left alone. */
export const SHADOW_HAPPENINGS: readonly string[] = [
  ...shadow('events', 'UNIQUE (customer_id, id)', '(customer_id, name, occurred_at)'),
  ...shadow('responses', 'UNIQUE (customer_id, message_id, kind, key)'),
  ...shadow('workspace_settings'),
  `INSERT INTO pg_temp.workspace_settings SELECT * FROM public.workspace_settings`,
  `UPDATE pg_temp.workspace_settings SET extra = extra - 'globalHoldout'`,
];
/** `$1` the customers */
export const COPY_HAPPENINGS: readonly string[] = [
  'INSERT INTO pg_temp.events SELECT * FROM public.events WHERE customer_id = ANY ($1::bigint[])',
];

/** `$1` the customers that are wanted; null: all */
export const COPY_CUSTOMERS =
  'INSERT INTO pg_temp.customers SELECT * FROM public.customers WHERE erased_at IS NULL AND ($1::bigint[] IS NULL OR id = ANY ($1))';
/** What was said of them counts where some sources go before others. */
export const COPY_CLAIMS =
  'INSERT INTO pg_temp.attribute_claims SELECT * FROM public.attribute_claims WHERE $1::bigint[] IS NULL OR customer_id = ANY ($1)';
export const COPY_LISTS =
  'INSERT INTO pg_temp.list_members SELECT * FROM public.list_members WHERE $1::bigint[] IS NULL OR customer_id = ANY ($1)';

/** From here on whatever would write to a real table, or lock a row of one, is refused by the database. */
export const WRITE_NOTHING_REAL = 'SET TRANSACTION READ ONLY';

/** Stays that people have made in the journey already, and where they stand: they are never due. `$1` journey */
export const OLD_STAYS: readonly string[] = [
  `INSERT INTO pg_temp.cohorts
   SELECT (jsonb_populate_record(c, jsonb_build_object('due_at', 'infinity'))).* FROM public.cohorts c WHERE c.journey_id = $1`,
  'INSERT INTO pg_temp.enrollments SELECT * FROM public.enrollments WHERE journey_id = $1',
];

/** Other messages that count against the caps. `$1` since, `$2` the customers that are wanted; null: all */
export const OLD_CONTACTS = `
  INSERT INTO pg_temp.messages SELECT * FROM public.messages
  WHERE channel <> 'webhook' AND NOT transactional AND state IN ('queued', 'sending', 'sent', 'delivered', 'bounced', 'unknown')
    AND coalesce(handed_at, not_before) > $1 AND ($2::bigint[] IS NULL OR customer_id = ANY ($2))`;

/**
 * For questions about messages of all journeys: those that are not there yet, of everybody or of some. `$1` the customers that are wanted; null: all, `$2` the journeys that are asked
 * about; null: any
 */
export const ALL_MESSAGES = `
  INSERT INTO pg_temp.messages SELECT m.* FROM public.messages m
  WHERE ($1::bigint[] IS NULL OR m.customer_id = ANY ($1)) AND ($2::bigint[] IS NULL OR m.journey_id = ANY ($2))
    AND NOT EXISTS (SELECT FROM pg_temp.messages there WHERE there.id = m.id)`;
/** Where answers have a table of the rehearsal's own. `$1` the customers */
export const ALL_RESPONSES = 'INSERT INTO pg_temp.responses SELECT * FROM public.responses WHERE customer_id = ANY ($1::bigint[])';

/** For questions about stays: those in other journeys, whose people stand still. `$1` journey, `$2` the customers that are wanted; null: all, `$3` the journeys that are asked about; null: any */
export const OTHER_STAYS: readonly string[] = [
  `INSERT INTO pg_temp.enrollments SELECT * FROM public.enrollments
   WHERE journey_id <> $1 AND ($2::bigint[] IS NULL OR customer_id = ANY ($2)) AND ($3::bigint[] IS NULL OR journey_id = ANY ($3))`,
  `INSERT INTO pg_temp.cohorts
   SELECT (jsonb_populate_record(c, jsonb_build_object('due_at', 'infinity'))).* FROM public.cohorts c
   WHERE c.journey_id <> $1 AND ($2::bigint[] IS NULL OR c.id IN (SELECT cohort_id FROM pg_temp.enrollments)) AND ($3::bigint[] IS NULL OR c.journey_id = ANY ($3))`,
];

/** The versions that sent them, for their priorities and their templates. */
export const OLD_VERSIONS = `
  INSERT INTO pg_temp.journey_versions (id, journey_id, number, graph, plan, published_at)
  SELECT id, journey_id, number, '{}', plan, published_at FROM public.journey_versions WHERE id IN (SELECT version_id FROM pg_temp.messages)`;

/** `$1` journey, `$2` version, `$3` now */
export const RUNNING = `
  INSERT INTO pg_temp.journeys (id, name, state, draft, version_id, created_at, updated_at, launched_at) VALUES ($1, '', 'running', '{}', $2, $3, $3, $3)`;
/** `$1` version, `$2` journey, `$3` plan, `$4` now */
export const VERSION = `
  INSERT INTO pg_temp.journey_versions (id, journey_id, number, graph, plan, published_at) VALUES ($1, $2, 1, '{}', $3, $4)`;
