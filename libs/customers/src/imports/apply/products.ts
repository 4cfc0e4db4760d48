import type { RowMatching } from '@wayfare/contracts';
import type { Sql, Tx } from '@wayfare/platform';
import type { Reject } from '../reasons.js';
import type { ProductRow } from '../rows/product-row.js';
import { RowProblems } from '../rows/row-reader.js';
import type { AppliedKeys } from './list.js';
import type { OrderScene } from './orders.js';

/**
 * What a row does not speak of stays as it was; a price in another currency makes the row's own amounts the only ones.
 * $1 ids, $2 names, $3 categories, $4 prices, $5 costs, $6 currencies, $7 attributes, $8 now, $9 fields that are cleared where the row does not speak of them, $10 attributes that are
 */
const UPSERT = `
  INSERT INTO products AS p (id, name, category, price_minor, cost_minor, currency, attributes, created_at, updated_at)
  SELECT id, name, category, price_minor, cost_minor, currency, attributes, $8, $8
  FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::text[], $7::jsonb[]) i
    (id, name, category, price_minor, cost_minor, currency, attributes)
  ORDER BY id COLLATE "C"
  ON CONFLICT (id) DO UPDATE SET name = coalesce(excluded.name, CASE WHEN 'name' <> ALL ($9::text[]) THEN p.name END), category = coalesce(excluded.category, CASE WHEN 'category' <> ALL ($9::text[]) THEN p.category END),
    price_minor = coalesce(excluded.price_minor, CASE WHEN p.currency = excluded.currency AND 'price' <> ALL ($9::text[]) THEN p.price_minor END),
    cost_minor = coalesce(excluded.cost_minor, CASE WHEN p.currency = excluded.currency AND 'cost' <> ALL ($9::text[]) THEN p.cost_minor END),
    currency = excluded.currency, attributes = (p.attributes - $10::text[]) || excluded.attributes, updated_at = excluded.updated_at
  RETURNING xmax = 0 AS "isNew"`;

/** A later row of the same product wins, field by field; where an empty cell clears, as a whole. */
const merged = (rows: readonly ProductRow[], isWhole: boolean): ProductRow[] => {
  const products = new Map<string, ProductRow>();
  for (const row of rows) {
    const before = isWhole ? undefined : products.get(row.id);
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

/** Named with its schema: a check has a table of its own in front of it. */
const KNOWN = 'SELECT id FROM public.products WHERE id = ANY ($1::text[])';

/** What rows of products are written by. */
export type ProductScene = Pick<OrderScene, 'now' | 'matching' | 'clears' | 'width'>;

/** Rows of products that nobody knows, where those are refused. */
export const splitKnown = async (
  sql: Sql,
  rows: readonly ProductRow[],
  { unknown }: RowMatching,
): Promise<{ taken: readonly ProductRow[]; refused: readonly ProductRow[] }> => {
  if (unknown !== 'reject') return { taken: rows, refused: [] };
  const known = new Set((await sql.query<{ id: string }>(KNOWN, [rows.map(({ id }) => id)])).map(({ id }) => id));
  return { taken: rows.filter(({ id }) => known.has(id)), refused: rows.filter(({ id }) => !known.has(id)) };
};

/** What is said of rows of products that nobody knows. */
export const productRejects = (refused: readonly ProductRow[], width: number): Reject[] =>
  refused.flatMap(({ record }) => {
    if (record === null) return [];
    const problems = new RowProblems(record, width);
    problems.add('', '', 'unknown_product');
    return problems.rejects;
  });

/** Applies rows of a products file. */
export const applyProducts = async (tx: Tx, rows: readonly ProductRow[], scene: ProductScene): Promise<AppliedKeys> => {
  const { taken, refused } = await splitKnown(tx, rows, scene.matching);
  const inserted = await writeProducts(tx, taken, scene);
  return { inserted, updated: taken.length - inserted, unknown: refused.length, rejects: productRejects(refused, scene.width) };
};

/** Writes products; how many of them are new. */
export const writeProducts = async (tx: Tx, rows: readonly ProductRow[], { now, matching, clears }: ProductScene): Promise<number> => {
  const products = merged(rows, matching.empty === 'clear');
  if (products.length === 0) return 0;
  const written = await tx.query<{ isNew: boolean }>(UPSERT, [
    products.map(({ id }) => id),
    products.map(({ name }) => name),
    products.map(({ category }) => category),
    products.map(({ price }) => price),
    products.map(({ cost }) => cost),
    products.map(({ currency }) => currency),
    products.map(({ attributes }) => JSON.stringify(attributes)),
    now,
    clears.fields,
    clears.attributes,
  ]);
  return written.filter(({ isNew }) => isNew).length;
};
