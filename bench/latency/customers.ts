import type { Database } from '@wayfare/platform';

const CUSTOMERS = `
  INSERT INTO customers (id, external_id, email, attributes, tags, created_at, updated_at)
  SELECT n, 'c' || n, 'c' || n || '@customers.example', jsonb_build_object('waits', n > $1::int), '{}', $2, $2
  FROM generate_series(1, 2 * $1::int) n`;
const CONSENTS = `
  INSERT INTO consents (customer_id, channel, granted, source, changed_at)
  SELECT n, 'email', true, 'bench', $2 FROM generate_series(1, 2 * $1::int) n`;

/** Two halves: the first come in by an event, the second wait for one; each is `c<n>`, at `c<n>@customers.example`. */
export const layCustomers = async (database: Database, half: number): Promise<void> => {
  const now = new Date();
  await database.query(CUSTOMERS, [half, now]);
  await database.query(CONSENTS, [half, now]);
  await database.query('VACUUM ANALYZE customers, consents');
};
