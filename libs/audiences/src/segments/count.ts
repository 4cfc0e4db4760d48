import type { SqlFragment } from '@wayfare/customers';
import type { Sql } from '@wayfare/platform';

/** How many people, and how many of them each channel could reach now. */
export interface Count {
  readonly count: number;
  readonly reach: Record<string, number>;
}

/**
 * E-mail reaches who has an address that is not to be left alone, and has consented. A webhook tells another system and needs no
 * address: it reaches everyone.
 */
const EMAIL = `
  c.email IS NOT NULL
  AND EXISTS (SELECT 1 FROM consents k WHERE k.customer_id = c.id AND k.channel = 'email' AND k.granted)
  AND NOT EXISTS (SELECT 1 FROM suppressions s WHERE s.channel = 'email' AND s.address = c.email)
  AND NOT EXISTS (SELECT 1 FROM suppressions s WHERE s.customer_id = c.id AND s.channel = 'email')`;

export const countPeople = async (sql: Sql, where: SqlFragment): Promise<Count> => {
  const [row] = await sql.query<{ count: number; email: number }>(
    `SELECT count(*)::int AS count, count(*) FILTER (WHERE ${EMAIL})::int AS email FROM customers c WHERE c.erased_at IS NULL AND ${where.text}`,
    where.parameters,
  );
  const { count, email } = row ?? { count: 0, email: 0 };
  return { count, reach: { email, webhook: count } };
};
