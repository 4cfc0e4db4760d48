import type { Page, PageQuery } from '@wayfare/contracts';
import { invalid } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';

const PAGE = 50;
const isCursor = (text: string): boolean => /^\d{1,19}$/.test(text);

/** One page of a table with `id` and `name`, newest first; `query` is looked for in names. The cursor is the last id of the page before. */
export const pageByName = async <Row extends { id: string }, Item>(
  sql: Sql,
  from: { readonly table: 'segments' | 'lists'; readonly columns: string },
  { query, cursor, limit = PAGE }: PageQuery,
  toItem: (row: Row) => Item,
): Promise<Page<Item>> => {
  if (cursor !== undefined && !isCursor(cursor))
    throw invalid('The cursor is none.', [{ path: 'cursor', code: 'invalid', message: 'not a cursor' }]);
  const rows = await sql.query<Row>(
    `SELECT ${from.columns} FROM ${from.table}
     WHERE ($1::text IS NULL OR strpos(lower(name), lower($1)) > 0) AND ($2::bigint IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
    [query?.trim() || null, cursor ?? null, limit + 1],
  );
  return { items: rows.slice(0, limit).map(toItem), next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null };
};
