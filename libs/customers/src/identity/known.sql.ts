export const BY_ID = 'SELECT id FROM customers WHERE id = ANY ($1::bigint[]) AND erased_at IS NULL';

export const BY_EXTERNAL_ID = 'SELECT external_id AS value, id FROM customers WHERE external_id = ANY ($1::text[])';

/** External ids of customers who have become part of another one with an external id of their own: rare, so that nobody looks for them where there is none. */
export const ANY_FORMER = 'SELECT EXISTS (SELECT 1 FROM merges WHERE external_id IS NOT NULL AND undone_at IS NULL) AS some';
export const BY_FORMER_EXTERNAL_ID = `
  SELECT DISTINCT ON (value) value, customer_id AS id FROM identities WHERE value = ANY ($1::text[]) AND kind = 'externalId' ORDER BY value, customer_id`;

/** Whether there is anybody who could still be given an external id. */
export const ANY_UNNAMED = 'SELECT EXISTS (SELECT 1 FROM customers WHERE external_id IS NULL AND erased_at IS NULL) AS some';

/** Where people and what they are recognised by stand: the product's tables, or others with the same columns. */
export interface PeopleTables {
  readonly customers: string;
  readonly identities: string;
}
export const PEOPLE: PeopleTables = { customers: 'customers', identities: 'identities' };

/**
 * Who has an address. Each is looked up through its index, whatever the planner thinks of the sizes: LATERAL with LIMIT allows nothing else. `$1` kind, `$2` addresses, `$3` how many at most of each,
 * `$4` with what they are held against others by, `$5` what they must agree in
 */
export const holdersIn = ({ customers, identities }: PeopleTables, order: 'ASC' | 'DESC'): string => `
  SELECT k.value, h.*
  FROM unnest($2::text[]) k (value), LATERAL (
    SELECT c.id, c.external_id AS "externalId",
      CASE WHEN $4 THEN (
        SELECT jsonb_object_agg(a.name, c.attributes->>a.name) FROM unnest($5::text[]) AS a (name) WHERE jsonb_typeof(c.attributes->a.name) = 'string'
      ) END AS said,
      CASE WHEN $4 THEN (SELECT jsonb_agg(jsonb_build_array(o.kind, o.value)) FROM ${identities} o WHERE o.customer_id = c.id) END AS identities
    FROM ${identities} i JOIN ${customers} c ON c.id = i.customer_id
    WHERE i.kind = $1 AND i.value = k.value ORDER BY i.customer_id ${order} LIMIT $3
  ) h`;
