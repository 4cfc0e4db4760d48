import type { Tx } from '@wayfare/platform';
import type { SqlFragment } from '../sql/fragment.js';

/** What is to be written. */
export interface ComputedValues {
  /** The attributes that are spoken of, all declared: who has one that their row does not name loses it. */
  readonly names: readonly string[];
  /** A statement that gives `customer_id` and `patch`, a jsonb object of these attributes and no others; a null in it means that there is no such value. One row for each person. */
  readonly rows: SqlFragment;
  /** Of these attributes the caller wants to know who has another value now. */
  readonly watch: readonly string[];
}

/** Somebody whose watched attributes have changed: those attributes as they were and as they are; what was not there is absent. */
export interface ComputedChange {
  readonly customerId: string;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
}

/** $n+1 names, $n+2 watched names */
const writeSql = (rows: string, n: number): string => `
  WITH wanted AS MATERIALIZED (${rows}), planned AS (
    SELECT c.id, c.attributes AS former, (c.attributes - $${n + 1}::text[]) || jsonb_strip_nulls(w.patch) AS attributes
    FROM (
      SELECT w.customer_id, CASE WHEN r.customer_id IS NULL THEN w.patch ELSE '{}' END AS patch
      FROM wanted w LEFT JOIN consents r ON r.customer_id = w.customer_id AND r.channel = 'profiling' AND NOT r.granted
    ) w JOIN customers c ON c.id = w.customer_id
    WHERE c.erased_at IS NULL AND c.attributes IS DISTINCT FROM (c.attributes - $${n + 1}::text[]) || jsonb_strip_nulls(w.patch)
    ORDER BY c.id FOR NO KEY UPDATE OF c
  ), written AS (
    UPDATE customers c SET attributes = p.attributes FROM planned p WHERE c.id = p.id
    RETURNING c.id, p.former, p.attributes
  ), told AS (
    SELECT id, (SELECT coalesce(jsonb_object_agg(name, former -> name) FILTER (WHERE former ? name), '{}') FROM unnest($${n + 2}::text[]) name) AS before,
      (SELECT coalesce(jsonb_object_agg(name, attributes -> name) FILTER (WHERE attributes ? name), '{}') FROM unnest($${n + 2}::text[]) name) AS after
    FROM written
  )
  SELECT (SELECT count(*) FROM written)::int AS changed,
    coalesce((SELECT jsonb_agg(jsonb_build_object('customerId', id::text, 'before', before, 'after', after) ORDER BY id) FROM told WHERE before <> after), '[]') AS told`;

/**
 * Writes attributes that the product works out onto many customers at once. Who has them all already is not touched, so that a night in which nothing has changed leaves no trail of dead rows; nor are the erased. Who has refused
 * to be profiled gets none, and loses what they had.
 * The instant at which a customer was last changed stays: nobody has changed them. In a database with shards the transaction works in one of them.
 */
export const writeComputed = async (
  tx: Tx,
  { names, rows, watch }: ComputedValues,
): Promise<{ changed: number; told: readonly ComputedChange[] }> => {
  const [row] = await tx.query<{ changed: number; told: ComputedChange[] }>(writeSql(rows.text, rows.parameters.length), [
    ...rows.parameters,
    names,
    watch,
  ]);
  return row ?? { changed: 0, told: [] };
};
