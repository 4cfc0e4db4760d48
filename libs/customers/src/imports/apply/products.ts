import type { Tx } from '@wayfare/platform';
import type { ProductRow } from '../rows/product-row.js';
import type { Applied } from './customers.js';

/**
 * What a row does not speak of stays as it was; a price in another currency makes the row's own amounts the only ones.
 * $1 ids, $2 names, $3 categories, $4 prices, $5 costs, $6 currencies, $7 attributes, $8 now
 */
const UPSERT = `
  INSERT INTO products AS p (id, name, category, price_minor, cost_minor, currency, attributes, created_at, updated_at)
  SELECT id, name, category, price_minor, cost_minor, currency, attributes, $8, $8
  FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::text[], $7::jsonb[]) i
    (id, name, category, price_minor, cost_minor, currency, attributes)
  ORDER BY id COLLATE "C"
  ON CONFLICT (id) DO UPDATE SET name = coalesce(excluded.name, p.name), category = coalesce(excluded.category, p.category),
    price_minor = coalesce(excluded.price_minor, CASE WHEN p.currency = excluded.currency THEN p.price_minor END),
    cost_minor = coalesce(excluded.cost_minor, CASE WHEN p.currency = excluded.currency THEN p.cost_minor END),
    currency = excluded.currency, attributes = p.attributes || excluded.attributes, updated_at = excluded.updated_at
  RETURNING xmax = 0 AS "isNew"`;

/** A later row of the same product wins, field by field. */
const merged = (rows: readonly ProductRow[]): ProductRow[] => {
  const products = new Map<string, ProductRow>();
  for (const row of rows) {
    const before = products.get(row.id);
    const isSame = before?.currency === row.currency;
    products.set(
      row.id,
      before
        ? {
            ...row,
            name: row.name ?? before.name,
            category: row.category ?? before.category,
            price: row.price ?? (isSame ? before.price : null),
            cost: row.cost ?? (isSame ? before.cost : null),
            attributes: { ...before.attributes, ...row.attributes },
          }
        : row,
    );
  }
  return [...products.values()];
};

/** Applies rows of a products file. */
export const applyProducts = async (tx: Tx, rows: readonly ProductRow[], now: Date): Promise<Applied> => {
  const products = merged(rows);
  if (products.length === 0) return { inserted: 0, updated: 0 };
  const written = await tx.query<{ isNew: boolean }>(UPSERT, [
    products.map(({ id }) => id),
    products.map(({ name }) => name),
    products.map(({ category }) => category),
    products.map(({ price }) => price),
    products.map(({ cost }) => cost),
    products.map(({ currency }) => currency),
    products.map(({ attributes }) => JSON.stringify(attributes)),
    now,
  ]);
  const inserted = written.filter(({ isNew }) => isNew).length;
  return { inserted, updated: rows.length - inserted };
};
