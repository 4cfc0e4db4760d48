import { conflict } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';

/** A thing that names a segment or a list. */
interface Use {
  readonly kind: 'segment' | 'journey';
  readonly id: string;
  readonly name: string;
}

/** Where a segment or a list is named anywhere inside a condition or a plan. */
const IN_SEGMENT = '$.** ? (@.segment == $id || @.segmentId == $id)';
const IN_LIST = '$.** ? (@.list == $id || @.listId == $id || @.addToList == $id)';

const usesOf = (path: string): string => `
  SELECT 'segment' AS kind, id, name FROM segments WHERE id <> $2 AND jsonb_path_exists(condition, '${path}', jsonb_build_object('id', $1::text))
  UNION ALL
  SELECT 'journey', j.id, j.name FROM journeys j JOIN journey_versions v ON v.id = j.version_id
  WHERE j.state IN ('running', 'paused') AND jsonb_path_exists(v.plan, '${path}', jsonb_build_object('id', $1::text))
  LIMIT 20`;

const refuse = (what: string, uses: readonly Use[]): void => {
  const [first] = uses;
  if (first) throw conflict('in_use', `The ${what} is used by the ${first.kind} ${first.name}.`, { uses });
};

/** @throws AppError `in_use` where another segment or a journey under way names the segment */
export const refuseUsedSegment = async (sql: Sql, id: string): Promise<void> => {
  refuse('segment', await sql.query<Use & object>(usesOf(IN_SEGMENT), [id, id]));
};

/** @throws AppError `in_use` where a segment or a journey under way names the list */
export const refuseUsedList = async (sql: Sql, id: string): Promise<void> => {
  refuse('list', await sql.query<Use & object>(usesOf(IN_LIST), [id, '-1']));
};
