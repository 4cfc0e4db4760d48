import type { JourneyVersion, Page, Version } from '@wayfare/contracts';
import type { Graph } from '@wayfare/journey';
import { notFound } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';

const COLUMNS = `
  v.id, v.number, v.published_at AS "publishedAt",
  coalesce((SELECT u.name FROM users u WHERE v.published_by = 'user:' || u.id), v.published_by) AS "publishedBy"`;

const VERSIONS = `
  SELECT ${COLUMNS}, coalesce(t.inside, 0)::int AS inside
  FROM journey_versions v
  LEFT JOIN (
    SELECT version_id, coalesce(sum(people) FILTER (WHERE from_node IS NULL), 0) - coalesce(sum(people) FILTER (WHERE to_node IS NULL), 0) AS inside
    FROM way_totals WHERE journey_id = $1 GROUP BY version_id
  ) t ON t.version_id = v.id
  WHERE v.journey_id = $1 ORDER BY v.number DESC`;

const VERSION = `
  SELECT ${COLUMNS}, v.graph FROM journey_versions v JOIN journeys j ON j.id = v.journey_id AND j.archived_at IS NULL
  WHERE v.journey_id = $1 AND v.number = $2`;

type Row<T> = Omit<T, 'publishedAt'> & { publishedAt: Date };

/** A journey's published versions, newest first, each with the people who are inside by it. */
export const listVersions = async (sql: Sql, id: string): Promise<Page<Version>> => {
  const rows = await sql.query<Row<Version>>(VERSIONS, [id]);
  return { items: rows.map((row) => ({ ...row, publishedAt: row.publishedAt.toISOString() })), next: null };
};

/** One published version as it was drawn; it never changes. */
export const readVersion = async (sql: Sql, id: string, number: number): Promise<JourneyVersion> => {
  const [row] = await sql.query<Row<JourneyVersion> & { graph: Graph }>(VERSION, [id, number]);
  if (!row) throw notFound('version', `${id}/${number}`);
  return { ...row, publishedAt: row.publishedAt.toISOString() };
};
