import type { Database } from '@wayfare/platform';

const BYTES = `
  SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)::float8 AS bytes FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = 'public' AND c.relkind IN ('r', 'm') AND ($1::text[] IS NULL OR c.relname = ANY ($1))`;

/** What journeys fill. */
const OF_JOURNEYS = ['enrollments', 'cohorts', 'moves', 'way_totals', 'messages', 'message_totals', 'entry_runs', 'entry_chunks'];

export interface Size {
  /** Every table of the product with its indexes, customers and all. */
  readonly all: number;
  readonly ofJourneys: number;
  readonly enrollments: number;
}

export const sizeOf = async (database: Database): Promise<Size> => {
  const bytes = async (tables: readonly string[] | null): Promise<number> =>
    (await database.query<{ bytes: number }>(BYTES, [tables]))[0]?.bytes ?? 0;
  const [row] = await database.query<{ count: number }>('SELECT count(*)::int AS count FROM enrollments');
  return { all: await bytes(null), ofJourneys: await bytes(OF_JOURNEYS), enrollments: row?.count ?? 0 };
};
