import type { Customer, ListOrigin, Page, QueryOf, routes } from '@wayfare/contracts';
import { readCustomers } from '@wayfare/customers';
import { invalid, notFound } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';
import { NODE_PEOPLE_SQL } from './people.sql.js';

const PAGE = 50;

type Question = QueryOf<typeof routes.nodePeople>;
type NodeOrigin = Extract<ListOrigin, { node: unknown }>['node'];

/** One page of the people behind a number on the canvas, newest first. The cursor is the id of the last one of the page before. */
export const readNodePeople = async (sql: Sql, id: string, { node, what, version, cursor }: Question): Promise<Page<Customer>> => {
  if (cursor !== undefined && !/^\d{1,18}$/.test(cursor))
    throw invalid('The cursor is not one of this list.', [{ path: 'cursor', code: 'bad_cursor', message: 'take it from the page before' }]);
  const rows = await sql.query<{ id: string }>(
    `SELECT DISTINCT people.customer_id AS id FROM (${NODE_PEOPLE_SQL[what]}) people
     WHERE $4::bigint IS NULL OR people.customer_id < $4 ORDER BY 1 DESC LIMIT $5`,
    [id, node, version ?? null, cursor ?? null, PAGE + 1],
  );
  const ids = rows.slice(0, PAGE).map((row) => row.id);
  return { items: await readCustomers(sql, ids), next: rows.length > PAGE ? (ids.at(-1) ?? null) : null };
};

/** What lists ask: the same people as a query, so that thousands of them never leave the database. */
export const nodePeopleSource = {
  /**
   * @returns a SELECT of `customer_id`, with repetitions, and its parameters `$1` …
   * @throws AppError 404 where there is no such journey
   */
  async query(sql: Sql, { journeyId, nodeId, what, version }: NodeOrigin): Promise<{ text: string; parameters: readonly unknown[] }> {
    const [journey] = await sql.query('SELECT id FROM journeys WHERE id = $1 AND archived_at IS NULL', [journeyId]);
    if (!journey) throw notFound('journey', journeyId);
    return { text: NODE_PEOPLE_SQL[what], parameters: [journeyId, nodeId, version ?? null] };
  },
};
