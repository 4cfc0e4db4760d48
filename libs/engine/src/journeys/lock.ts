import type { JourneyState } from '@wayfare/contracts';
import { ENGINE_LEVEL } from '@wayfare/journey';
import type { Sql } from '@wayfare/platform';

/** A journey as those who move its people see it, held in its state until their transaction ends. */
export interface HeldJourney {
  readonly id: string;
  readonly state: JourneyState;
  readonly versionId: string | null;
  readonly launchedAt: Date | null;
  readonly pausedAt: Date | null;
  /** What came due before this instant goes on without its messages. */
  readonly skippedAt: Date | null;
  /** Whether this release knows all that its plans say: who moves people leaves the others to workers of the release that published them. */
  readonly isKnown: boolean;
}

const IS_KNOWN = `j.needs <= ${ENGINE_LEVEL}`;
const COLUMNS = `j.id, j.state, j.version_id AS "versionId", j.launched_at AS "launchedAt", j.paused_at AS "pausedAt", j.skipped_at AS "skippedAt",
  ${IS_KNOWN} AS "isKnown"`;

/*
 * Whoever moves people holds their journey's row FOR SHARE; launch, pause, resume and stop take it FOR UPDATE. So nobody moves once a pause or a stop has
 * returned. Locks are taken journeys first, then cohorts, then enrollments, each in the order of ids.
 */
const OF_COHORT = `SELECT ${COLUMNS} FROM journeys j WHERE j.id = (SELECT journey_id FROM cohorts WHERE id = $1) AND ${IS_KNOWN} FOR SHARE`;
const OF_RUN = `SELECT ${COLUMNS} FROM journeys j WHERE j.id = (SELECT journey_id FROM entry_runs WHERE id = $1) AND ${IS_KNOWN} FOR SHARE`;
const TO_MOVE = `SELECT ${COLUMNS} FROM journeys j WHERE j.id = $1 AND ${IS_KNOWN} FOR SHARE`;
const SHARED = `SELECT ${COLUMNS} FROM journeys j WHERE j.id = ANY($1::bigint[]) ORDER BY j.id FOR SHARE`;
const ALONE = `SELECT ${COLUMNS} FROM journeys j WHERE j.id = $1 AND j.archived_at IS NULL FOR UPDATE`;

const first = async (sql: Sql, text: string, id: string): Promise<HeldJourney | null> =>
  (await sql.query<HeldJourney>(text, [id]))[0] ?? null;

export const holdJourneyOfCohort = (sql: Sql, cohortId: string): Promise<HeldJourney | null> => first(sql, OF_COHORT, cohortId);
export const holdJourneyOfRun = (sql: Sql, runId: string): Promise<HeldJourney | null> => first(sql, OF_RUN, runId);
/** For those who show a journey what came for it. */
export const holdJourneyToMove = (sql: Sql, id: string): Promise<HeldJourney | null> => first(sql, TO_MOVE, id);
export const holdJourneys = (sql: Sql, ids: readonly string[]): Promise<HeldJourney[]> => sql.query<HeldJourney>(SHARED, [ids]);
/** For those who change what the journey is about. */
export const takeJourney = (sql: Sql, id: string): Promise<HeldJourney | null> => first(sql, ALONE, id);
