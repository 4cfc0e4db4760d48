import type { Sql } from '@wayfare/platform';
import { RELATED, WHO_NOW } from './merge.sql.js';

/** Who customers are now: themselves, or whoever they have become part of. Those whom nobody knows any more are absent. */
export const whoNow = async (sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  if (ids.length === 0) return new Map();
  const rows = await sql.query<{ asked: string; id: string }>(WHO_NOW, [ids]);
  return new Map(rows.map(({ asked, id }) => [asked, id]));
};

/** The ids under which something may stand that was once this customer's: of everybody whom they were merged with, or parted from. */
export const relatedIds = async (sql: Sql, id: string): Promise<string[]> =>
  (await sql.query<{ id: string }>(RELATED, [id])).map((row) => row.id);

/** Who a customer is now: themselves, unless they have become part of another one. */
export const livingOf = async (sql: Sql, id: string): Promise<string> => (await whoNow(sql, [id])).get(id) ?? id;
