import type { Database } from '@wayfare/platform';

const CUSTOMERS = `
  INSERT INTO customers (id, external_id, email, attributes, tags, created_at, updated_at)
  SELECT n, 'c' || n, 'c' || n || '@customers.example',
    jsonb_build_object('city', (ARRAY['Berlin', 'Shanghai', 'Lyon', 'Porto', 'Oslo'])[1 + n % 5], 'number', n, 'wave', $3::int), '{}', $4, $4
  FROM generate_series($1::bigint, $2::bigint) n`;
const CONSENTS = `
  INSERT INTO consents (customer_id, channel, granted, source, changed_at)
  SELECT n, 'email', n % 50 <> 0, 'bench', $3 FROM generate_series($1::bigint, $2::bigint) n`;

/** Customers with these ids, all of one wave, one in fifty without consent; each is found by `c<id>` as an event would name them. */
export const fillWave = async (database: Database, { wave, from, to }: { wave: number; from: number; to: number }): Promise<void> => {
  const now = new Date();
  await database.query(CUSTOMERS, [from, to, wave, now]);
  await database.query(CONSENTS, [from, to, now]);
  await database.query('VACUUM ANALYZE customers, consents');
};

/** A connector that hands nothing over, since it is paused, and a template; gives the template's id. */
export const furnish = async (database: Database): Promise<string> => {
  const now = new Date();
  await database.query(
    `INSERT INTO connectors (kind, channel, name, settings, is_default, paused, created_at, updated_at)
     VALUES ('smtp', 'email', 'Mail', '{}', true, true, $1, $1)`,
    [now],
  );
  const [template] = await database.query<{ id: string }>(
    `INSERT INTO templates (channel, name, revision, created_at, updated_at) VALUES ('email', 'Mail', 1, $1, $1) RETURNING id`,
    [now],
  );
  return template?.id ?? '';
};

const DELIVER = `UPDATE messages SET state = 'sent', handed_at = decided_at + interval '1 minute' WHERE journey_id = $1 AND state = 'queued'`;
const ANSWERS = `
  INSERT INTO responses (customer_id, message_id, kind, key, journey_id, at)
  SELECT m.customer_id, m.id, k.kind, '', m.journey_id, m.handed_at + interval '1 minute'
  FROM messages m JOIN (VALUES ('open', 3), ('click', 20)) AS k (kind, one_in) ON m.customer_id % k.one_in = 0
  WHERE m.journey_id = $1 AND m.state = 'sent'`;

/** The messages of a journey have left, one in three was opened and one in twenty clicked, as their report counts it. */
export const answer = async (database: Database, journeyId: string): Promise<void> => {
  await database.query(DELIVER, [journeyId]);
  await database.query(ANSWERS, [journeyId]);
  await database.query('VACUUM ANALYZE messages, responses');
};
