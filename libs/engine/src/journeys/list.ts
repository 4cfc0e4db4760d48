import type { JourneySummary, Page, PageQuery } from '@wayfare/contracts';
import { invalid } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';

const PAGE = 50;

interface SummaryRow extends Omit<JourneySummary, 'updatedAt' | 'launchedAt' | 'inside'> {
  updatedAt: Date;
  launchedAt: Date | null;
}

/** `$1` part of the name, `$2`, `$3` the last journey of the page before, `$4` how many */
const LIST = `
  SELECT j.id, j.name, j.state, v.number AS version, j.draft IS DISTINCT FROM v.graph AS "draftAhead",
    coalesce(m.entered, 0)::int AS entered, coalesce(m.exited, 0)::int AS exited,
    (SELECT coalesce(sum(g.messages), 0)::int FROM message_totals g WHERE g.journey_id = j.id AND g.state IN ('sent', 'delivered', 'bounced')) AS sent,
    j.updated_at AS "updatedAt", j.launched_at AS "launchedAt"
  FROM (
    SELECT * FROM journeys
    WHERE archived_at IS NULL AND ($1::text IS NULL OR strpos(lower(name), lower($1)) > 0)
      AND ($2::timestamptz IS NULL OR (updated_at, id) < ($2, $3::bigint))
    ORDER BY updated_at DESC, id DESC LIMIT $4
  ) j
  LEFT JOIN journey_versions v ON v.id = j.version_id
  LEFT JOIN LATERAL (
    SELECT sum(people) FILTER (WHERE from_node IS NULL) AS entered, sum(people) FILTER (WHERE to_node IS NULL) AS exited
    FROM way_totals WHERE journey_id = j.id AND kind <> 'switch' AND (from_node IS NULL OR to_node IS NULL)
  ) m ON true
  ORDER BY j.updated_at DESC, j.id DESC`;

const readCursor = (cursor: string | undefined): [at: string | null, id: string | null] => {
  if (cursor === undefined) return [null, null];
  const [at = '', id = ''] = cursor.split('/');
  if (Number.isNaN(Date.parse(at)) || !/^\d{1,18}$/.test(id))
    throw invalid('The cursor is not one of this list.', [{ path: 'cursor', code: 'bad_cursor', message: 'take it from the page before' }]);
  return [at, id];
};

/** Journeys with what has become of their people, last changed first. The cursor is `<instant>/<id>` of the last one. */
export const listJourneys = async (sql: Sql, query: PageQuery): Promise<Page<JourneySummary>> => {
  const limit = query.limit ?? PAGE;
  const rows = await sql.query<SummaryRow>(LIST, [query.query || null, ...readCursor(query.cursor), limit + 1]);
  const items = rows.slice(0, limit).map((row) => ({
    ...row,
    inside: row.entered - row.exited,
    updatedAt: row.updatedAt.toISOString(),
    launchedAt: row.launchedAt?.toISOString() ?? null,
  }));
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? `${last.updatedAt}/${last.id}` : null };
};
