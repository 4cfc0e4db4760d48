import type { HistorySources } from '@wayfare/contracts';
import type { Sql } from '@wayfare/platform';

const MOST = 500;

/** The sends as they are drawn now; those of earlier versions that are gone go by their ids. */
const JOURNEYS = `
  SELECT j.id, j.name, coalesce((
    SELECT jsonb_agg(jsonb_build_object('id', n.node ->> 'id', 'name', coalesce(nullif(n.node #>> '{data,name}', ''), n.node ->> 'id')) ORDER BY n.at)
    FROM jsonb_array_elements(CASE WHEN jsonb_typeof(j.draft -> 'nodes') = 'array' THEN j.draft -> 'nodes' ELSE '[]' END) WITH ORDINALITY n (node, at)
    WHERE n.node ->> 'type' IN ('send', 'webhook')
  ), '[]') AS sends
  FROM journeys j ORDER BY j.archived_at IS NOT NULL, j.updated_at DESC, j.id LIMIT ${MOST}`;
const TEMPLATES = `SELECT id, name FROM templates ORDER BY archived_at IS NOT NULL, updated_at DESC, id LIMIT ${MOST}`;

/** What questions about messages and stays may name. */
export const readHistorySources = async (sql: Sql): Promise<HistorySources> => {
  const journeys = await sql.query<HistorySources['journeys'][number]>(JOURNEYS);
  const templates = await sql.query<HistorySources['templates'][number]>(TEMPLATES);
  return { journeys, templates };
};
