import type { Plan } from '@wayfare/journey';
import { notFound } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';
import type { Subject } from './response/report.js';

const SUBJECT = `
  SELECT j.id, j.name, v.plan
  FROM journeys j LEFT JOIN journey_versions v ON v.id = j.version_id
  WHERE j.id = $1 AND j.archived_at IS NULL`;

/**
 * The journey that a report is about, with the plan that runs now.
 * @throws AppError not_found where there is no such journey, or none of its versions was ever launched
 */
export const subjectOf = async (sql: Sql, journeyId: string): Promise<Subject> => {
  const [row] = await sql.query<{ id: string; name: string; plan: Plan | null }>(SUBJECT, [journeyId]);
  if (!row?.plan) throw notFound('launched journey', journeyId);
  return { id: row.id, name: row.name, plan: row.plan };
};
