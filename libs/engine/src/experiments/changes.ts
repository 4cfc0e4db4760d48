import type { JourneyChanges } from '@wayfare/contracts';
import { experimentEffect, type Plan } from '@wayfare/journey';
import type { Sql } from '@wayfare/platform';
import { readExperiments } from './read.js';

const RUNNING = 'SELECT v.plan FROM journeys j JOIN journey_versions v ON v.id = j.version_id WHERE j.id = $1';

/** What publishing a plan does to the experiments of the version that runs: of those to which people have come. */
export const experimentChanges = async (sql: Sql, journeyId: string, after: Plan, now: Date): Promise<JourneyChanges['experiments']> => {
  const [running] = await sql.query<{ plan: Plan }>(RUNNING, [journeyId]);
  if (!running) return [];
  const states = await readExperiments(sql, { journeyId, plan: running.plan }, now);
  return states.flatMap(({ judged: { step }, row, figures, isCurrent }) => {
    if (!row || !isCurrent) return [];
    const people = figures.reduce((sum, arm) => sum + arm.people, 0);
    return [{ nodeId: step.id, name: step.name, people, does: experimentEffect(step, after) }];
  });
};
