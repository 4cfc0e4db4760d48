import type { AudienceStep, Plan } from '@wayfare/journey';
import { nextCronTime } from '@wayfare/kernel';
import type { Tx } from '@wayfare/platform';
import type { Plans, Version } from '../plans.js';
import { zoneOf } from '../scene.js';
import { CLEAR_CHUNKS, PLAN_RUN } from './runs.sql.js';

export interface PlannedRun {
  readonly id: string;
  readonly plannedAt: Date;
}

export const audiencesOf = (plan: Plan): AudienceStep[] =>
  plan.entries.flatMap((nodeId) => {
    const step = plan.steps[nodeId];
    return step?.kind === 'audience' ? [step] : [];
  });

/** When an audience comes in for the first time: at launch, at its instant (at launch where that has passed), or when its cron line next says. */
export const firstRunAt = ({ schedule }: AudienceStep, launchedAt: Date, zone: string): Date | null => {
  if (schedule === null) return launchedAt;
  if ('cron' in schedule) return nextCronTime(launchedAt, schedule.cron, zone);
  const at = new Date(schedule.at);
  return at > launchedAt ? at : launchedAt;
};

/** When it comes in again after a run has ended; null where it does not. Times that passed while nobody worked are left out. */
export const nextRunAt = ({ schedule }: AudienceStep, now: Date, zone: string): Date | null =>
  schedule !== null && 'cron' in schedule ? nextCronTime(now, schedule.cron, zone) : null;

export const planRun = async (tx: Tx, version: Version, step: AudienceStep, at: Date | null): Promise<PlannedRun | null> => {
  if (at === null) return null;
  const [run] = await tx.query<PlannedRun>(PLAN_RUN, [version.journeyId, version.id, step.id, at]);
  if (!run) return null;
  await tx.query(CLEAR_CHUNKS, [run.id]);
  return run;
};

/** Plans the next run of an audience whose last one has ended, by the version that the journey has by now. */
export const planNextRun = async (
  tx: Tx,
  plans: Plans,
  { journeyId, nodeId, now }: { readonly journeyId: string; readonly nodeId: string; readonly now: Date },
): Promise<PlannedRun | null> => {
  const [journey] = await tx.query<{ versionId: string | null }>('SELECT version_id AS "versionId" FROM journeys WHERE id = $1', [
    journeyId,
  ]);
  if (!journey?.versionId) return null;
  const current = await plans.of(tx, journey.versionId);
  const step = current.plan.steps[nodeId];
  return step?.kind === 'audience' ? planRun(tx, current, step, nextRunAt(step, now, await zoneOf(tx, current))) : null;
};
