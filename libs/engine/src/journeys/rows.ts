import type { Journey, JourneyState } from '@wayfare/contracts';
import type { Graph } from '@wayfare/journey';
import { notFound } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';

/** What the routes that change a journey's state answer. */
export interface StateReply {
  readonly id: string;
  readonly state: JourneyState;
  readonly version: number | null;
}

interface JourneyRow {
  id: string;
  name: string;
  state: JourneyState;
  version: number | null;
  graph: Graph;
  revision: number;
  draftBy: string | null;
  draftAhead: boolean;
  createdAt: Date;
  updatedAt: Date;
  launchedAt: Date | null;
}

/** `draftBy` is the name of a person where it is one. */
const SELECT = `
  SELECT j.id, j.name, j.state, v.number AS version, j.draft AS graph, j.draft_revision AS revision,
    coalesce((SELECT u.name FROM users u WHERE j.draft_by = 'user:' || u.id), j.draft_by) AS "draftBy",
    j.draft IS DISTINCT FROM v.graph AS "draftAhead", j.created_at AS "createdAt", j.updated_at AS "updatedAt", j.launched_at AS "launchedAt"
  FROM journeys j LEFT JOIN journey_versions v ON v.id = j.version_id
  WHERE j.id = $1 AND j.archived_at IS NULL`;

/** One journey with its draft. */
export const readJourney = async (sql: Sql, id: string): Promise<Journey> => {
  const [row] = await sql.query<JourneyRow>(SELECT, [id]);
  if (!row) throw notFound('journey', id);
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    launchedAt: row.launchedAt?.toISOString() ?? null,
  };
};

const STATE = `SELECT j.id, j.state, v.number AS version FROM journeys j LEFT JOIN journey_versions v ON v.id = j.version_id WHERE j.id = $1`;

export const readState = async (sql: Sql, id: string): Promise<StateReply> => {
  const [row] = await sql.query<StateReply>(STATE, [id]);
  if (!row) throw notFound('journey', id);
  return row;
};
