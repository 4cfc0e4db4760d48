import type { Use } from '@wayfare/contracts';
import { conflict } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';

/** Where a segment or a list is named anywhere inside a condition or a plan. */
const MOST_USES = 50;
const IN_SEGMENT = '$.** ? (@.segment == $id || @.segmentId == $id)';
const IN_LIST = '$.** ? (@.list == $id || @.listId == $id || @.addToList == $id)';

/**
 * What names a segment or a list: other segments and journeys under way hold it; drafts, and lists that were made of it and are on their own since, do not. $1 its id, $2 the segment that is not meant, $3 at most
 */
const usesOf = (path: string, origin: string): string => `
  WITH named AS (SELECT jsonb_build_object('id', $1::text) AS id)
  SELECT * FROM (
    SELECT 1 AS at, 'segment' AS kind, s.id, s.name, true AS holds FROM segments s, named WHERE s.id <> $2 AND jsonb_path_exists(s.condition, '${path}', named.id)
    UNION ALL
    SELECT 2, 'journey', j.id, j.name, true FROM journeys j JOIN journey_versions v ON v.id = j.version_id, named
    WHERE j.state IN ('running', 'paused') AND jsonb_path_exists(v.plan, '${path}', named.id)
    UNION ALL
    SELECT 3, 'draft', j.id, j.name, false FROM journeys j, named WHERE j.state <> 'stopped' AND jsonb_path_exists(j.draft, '${path}', named.id)
    UNION ALL
    SELECT 4, 'list', l.id, l.name, false FROM lists l, named WHERE l.id <> $3 AND jsonb_path_exists(l.origin, '${origin}', named.id)
  ) uses ORDER BY at, id LIMIT ${MOST_USES}`;

const SEGMENT_USES = usesOf(IN_SEGMENT, '$.** ? (@.segment == $id)');
const LIST_USES = usesOf(IN_LIST, '$.** ? (@.list == $id || @.lists[*] == $id)');
const NONE = '-1';

/** What names a segment, first what keeps it from being deleted. */
export const usesOfSegment = (sql: Sql, id: string): Promise<Use[]> => sql.query<Use>(SEGMENT_USES, [id, id, NONE]).then(toUses);

/** What names a list, first what keeps it from being deleted. */
export const usesOfList = (sql: Sql, id: string): Promise<Use[]> => sql.query<Use>(LIST_USES, [id, NONE, id]).then(toUses);

const toUses = (rows: readonly Use[]): Use[] => rows.map(({ kind, id, name, holds }) => ({ kind, id, name, holds }));

const refuse = (what: string, uses: readonly Use[]): void => {
  const held = uses.filter(({ holds }) => holds);
  const [first] = held;
  if (first) throw conflict('in_use', `The ${what} is used by the ${first.kind} ${first.name}.`, { uses: held });
};

/** @throws AppError `in_use` where another segment or a journey under way names the segment */
export const refuseUsedSegment = async (sql: Sql, id: string): Promise<void> => refuse('segment', await usesOfSegment(sql, id));

/** @throws AppError `in_use` where a segment or a journey under way names the list */
export const refuseUsedList = async (sql: Sql, id: string): Promise<void> => refuse('list', await usesOfList(sql, id));
