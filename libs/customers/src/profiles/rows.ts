import type { AttributeValue, Customer } from '@wayfare/contracts';
import type { Sql } from '@wayfare/platform';

interface CustomerRow {
  id: string;
  externalId: string | null;
  email: string | null;
  phone: string | null;
  timeZone: string | null;
  locale: string | null;
  attributes: Record<string, AttributeValue>;
  tags: string[];
  consent: Record<string, boolean>;
  createdAt: Date;
  updatedAt: Date;
}

const COLUMNS = `
  c.id, c.external_id AS "externalId", c.email, c.phone, c.time_zone AS "timeZone", c.locale, c.attributes, c.tags,
  coalesce((SELECT jsonb_object_agg(k.channel, k.granted) FROM consents k WHERE k.customer_id = c.id), '{}') AS consent,
  c.created_at AS "createdAt", c.updated_at AS "updatedAt"`;

const BY_IDS = `SELECT ${COLUMNS} FROM customers c WHERE c.id = ANY ($1::bigint[]) AND c.erased_at IS NULL ORDER BY c.id DESC`;

const toCustomer = (row: CustomerRow): Customer => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

/** Customers as the interface shows them, newest first; those who were erased are left out. */
export const readCustomers = async (sql: Sql, ids: readonly string[]): Promise<Customer[]> =>
  ids.length === 0 ? [] : (await sql.query<CustomerRow>(BY_IDS, [ids])).map(toCustomer);
