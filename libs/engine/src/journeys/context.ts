import type { GraphContext, KnownJourney } from '@wayfare/journey';
import type { Sql } from '@wayfare/platform';

const TEMPLATES = 'SELECT id, channel, revision FROM templates WHERE archived_at IS NULL';
const CONNECTORS = 'SELECT id, kind, channel, is_default AS "isDefault" FROM connectors ORDER BY id';
const PURPOSES = 'SELECT key, basis FROM message_purposes ORDER BY key';
const NAMES = `
  SELECT 'pool' AS kind, id::text AS name FROM coupon_pools WHERE archived_at IS NULL
  UNION ALL SELECT 'segment', id::text FROM segments
  UNION ALL SELECT 'list', id::text FROM lists
  UNION ALL SELECT 'colleague', id::text FROM users WHERE disabled_at IS NULL
  UNION ALL SELECT 'attribute', name FROM attribute_catalogue
  UNION ALL SELECT 'computed', name FROM attribute_catalogue WHERE source = 'computed'
  UNION ALL SELECT 'event', name FROM event_catalogue`;

const JOURNEYS = `
  SELECT j.id, j.name, j.state IN ('running', 'paused') AS "isOpen",
    v.plan #>> ARRAY['steps', v.plan #>> '{entries,0}', 'reentry', 'policy'] AS reentry, coalesce(v.leads_to, '[]') AS "leadsTo"
  FROM journeys j LEFT JOIN journey_versions v ON v.id = j.version_id WHERE j.archived_at IS NULL ORDER BY j.id`;

/** What the workspace has at this moment: graphs are judged and compiled against it. @param journeyId whose graph it is, where it has one already */
export const readGraphContext = async (sql: Sql, journeyId?: string): Promise<GraphContext> => {
  const templates = await sql.query<GraphContext['templates'][number]>(TEMPLATES);
  const connectors = await sql.query<GraphContext['connectors'][number]>(CONNECTORS);
  const purposes = await sql.query<GraphContext['purposes'][number]>(PURPOSES);
  const names = await sql.query<{ kind: string; name: string }>(NAMES);
  const of = (kind: string): ReadonlySet<string> => new Set(names.flatMap((row) => (row.kind === kind ? [row.name] : [])));
  const journeys = await sql.query<KnownJourney>(JOURNEYS);
  return {
    ...{ templates, connectors, journeys, purposes },
    ...{ segments: of('segment'), lists: of('list'), attributes: of('attribute'), events: of('event') },
    ...{ computed: of('computed'), couponPools: of('pool'), colleagues: of('colleague') },
    ...(journeyId === undefined ? {} : { journeyId }),
  };
};
