import type { GraphContext } from '@wayfare/journey';
import type { Sql } from '@wayfare/platform';

const TEMPLATES = 'SELECT id, channel, revision FROM templates WHERE archived_at IS NULL';
const CONNECTORS = 'SELECT id, kind, channel, is_default AS "isDefault" FROM connectors ORDER BY id';
const NAMES = `
  SELECT 'segment' AS kind, id::text AS name FROM segments
  UNION ALL SELECT 'list', id::text FROM lists
  UNION ALL SELECT 'attribute', name FROM attribute_catalogue
  UNION ALL SELECT 'event', name FROM event_catalogue`;

/** What the workspace has at this moment: graphs are judged and compiled against it. */
export const readGraphContext = async (sql: Sql): Promise<GraphContext> => {
  const templates = await sql.query<GraphContext['templates'][number]>(TEMPLATES);
  const connectors = await sql.query<GraphContext['connectors'][number]>(CONNECTORS);
  const names = await sql.query<{ kind: string; name: string }>(NAMES);
  const of = (kind: string): ReadonlySet<string> => new Set(names.flatMap((row) => (row.kind === kind ? [row.name] : [])));
  return { templates, connectors, segments: of('segment'), lists: of('list'), attributes: of('attribute'), events: of('event') };
};
