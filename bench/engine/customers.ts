import type { Database } from '@wayfare/platform';

const CUSTOMERS = `
  INSERT INTO customers (id, external_id, email, attributes, tags, created_at, updated_at)
  SELECT n, 'c' || n, 'c' || n || '@customers.example',
    jsonb_build_object('city', (ARRAY['Berlin', 'Shanghai', 'Lyon', 'Porto', 'Oslo'])[1 + n % 5], 'age', 18 + n % 60, 'spent', n % 1000), '{}', $2, $2
  FROM generate_series(1, $1::bigint) n`;
const CONSENTS = `
  INSERT INTO consents (customer_id, channel, granted, source, changed_at)
  SELECT n, 'email', n % 50 <> 0, 'bench', $2 FROM generate_series(1, $1::bigint) n`;
const CONNECTORS = `
  INSERT INTO connectors (kind, channel, name, settings, is_default, created_at, updated_at) VALUES ('smtp', 'email', 'Mail', '{}', true, $1, $1)`;
const TEMPLATES = `
  INSERT INTO templates (channel, name, revision, created_at, updated_at) VALUES ('email', 'Mail', 1, $1, $1) RETURNING id`;

/** So many customers with a few attributes and an e-mail address, one in fifty without consent; gives the id of a template to send. */
export const fill = async (database: Database, customers: number, now: Date): Promise<string> => {
  await database.query(CUSTOMERS, [customers, now]);
  await database.query(CONSENTS, [customers, now]);
  await database.query(CONNECTORS, [now]);
  const [template] = await database.query<{ id: string }>(TEMPLATES, [now]);
  await database.query('VACUUM ANALYZE customers, consents');
  return template?.id ?? '';
};

/** The tables that a journey fills, empty again and the disk at rest, so that what is measured next begins as what was measured before. */
export const clearJourneys = async (database: Database): Promise<void> => {
  await database.query('TRUNCATE enrollments, cohorts, moves, way_totals, messages, message_totals, entry_chunks, entry_runs');
  await database.query('CHECKPOINT');
};
