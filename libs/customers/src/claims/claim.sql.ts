import { rankSql } from './rules.js';

/** What is claimed: attributes, or how somebody is reached. */
export interface ClaimKind {
  /** Where it is noted. */
  readonly column: 'said' | 'contact';
  /** What stands now, as an object, of the customer `c`. */
  readonly standing: string;
  /** The name of the rule of one, an expression over its name. */
  ruleOf(name: string): string;
}

export const ATTRIBUTES: ClaimKind = { column: 'said', standing: 'c.attributes', ruleOf: (name) => name };

/**
 * Notes what a source says of customers whose rows the transaction holds, before their rows are written, and finds what must not be written onto them since somebody stronger says otherwise.
 *
 * What came with a customer is told by their row: it has a claim of its own from the moment at which somebody else says something different. Whoever says what stands already leaves nothing, so that a file that comes every
 * night writes no row.
 *
 * @param rows a statement that gives `id` and `patch`, an object of attributes; null: there is no such value
 * @param n the number of its placeholders: n+1 the source, n+2 now, n+3 the ranks
 * @returns a statement that gives, for those of whom not all stands, `id` and the `names` of what does not
 */
export const claimSql = ({ column, standing, ruleOf }: ClaimKind, rows: string, n: number): string => {
  const [source, now, ranks] = [`$${n + 1}::text`, `$${n + 2}::timestamptz`, `$${n + 3}`];
  const millis = (at: string): string => `floor(extract(epoch FROM ${at}) * 1000)::bigint`;
  const said = (value: string, at: string): string =>
    `${column === 'said' ? '' : "'{}'::jsonb, "}jsonb_object_agg(name, jsonb_build_array(${value}, ${at}))`;
  const noted = column === 'said' ? 'said' : 'said, contact';
  const rank = (by: string): string => rankSql(ranks, ruleOf('t.name'), by);
  return `
  WITH given AS MATERIALIZED (${rows}), people AS MATERIALIZED (
    SELECT c.id, ${standing} AS attributes, g.patch, coalesce(c.origin, CASE WHEN c.created_at = ${now} THEN ${source} ELSE '' END) AS origin,
      CASE WHEN c.origin IS NULL THEN c.updated_at ELSE c.created_at END AS since
    FROM given g JOIN customers c ON c.id = g.id WHERE c.erased_at IS NULL
  ), told AS MATERIALIZED (
    SELECT p.id, p.origin, p.since, e.key AS name, e.value, p.attributes -> e.key AS standing
    FROM people p LEFT JOIN attribute_claims o ON o.customer_id = p.id AND o.part = 0 AND o.source = ${source}, jsonb_each(p.patch) e
    WHERE (o.source IS NOT NULL OR p.attributes || p.patch IS DISTINCT FROM p.attributes)
      AND (coalesce(p.attributes -> e.key, 'null') <> e.value OR (o.${column} ? e.key AND o.${column} -> e.key -> 0 <> e.value))
  ), judged AS MATERIALIZED (
    SELECT t.*, w.said_by,
      -- what is said later is later, within one instant too
      greatest(${millis(now)}, CASE WHEN w.said_by IS NOT NULL THEN w.said_at + 1 WHEN t.standing IS NOT NULL THEN ${millis('t.since')} + 1 END) AS at,
      w.said_by IS NULL AND t.standing IS NULL
        OR ${rank(source)} >= ${rank('coalesce(w.said_by, t.origin)')} AS stands
    FROM told t LEFT JOIN LATERAL (
      SELECT k.source AS said_by, (k.${column} -> t.name ->> 1)::bigint AS said_at FROM attribute_claims k WHERE k.customer_id = t.id AND k.${column} ? t.name
      ORDER BY ${rank('k.source')} DESC, (k.${column} -> t.name ->> 1)::bigint DESC, k.part, k.source LIMIT 1
    ) w ON true
  ), noted AS (
    INSERT INTO attribute_claims AS k (customer_id, source, ${noted})
    SELECT id, ${source}, ${said('value', 'at')} FROM judged
    -- what comes with somebody who is just being made is told by their row, but for what is taken away again in that instant
    WHERE said_by IS NOT NULL OR origin <> ${source} OR since < ${now} OR value = 'null'
    GROUP BY id
    UNION ALL
    SELECT id, origin, ${said('standing', millis('since'))} FROM judged WHERE said_by IS NULL AND standing IS NOT NULL AND origin <> ${source} GROUP BY id, origin
    ORDER BY 1, 2
    ON CONFLICT (customer_id, part, source) DO UPDATE SET ${column} = k.${column} || excluded.${column}
  )
  SELECT id::text, array_agg(name) AS names FROM judged WHERE NOT stands GROUP BY id`;
};
