import { nextCronTime } from '@wayfare/kernel';
import type { AudienceStep, Plan } from '../plan.js';
import type { AudienceRun, InterpretOptions } from './path.js';

const audiencesOf = (plan: Plan): AudienceStep[] =>
  plan.entries.flatMap((nodeId) => {
    const step = plan.steps[nodeId];
    return step?.kind === 'audience' ? [step] : [];
  });

const cronTimes = (line: string, zone: string, { launchedAt, until }: InterpretOptions): Date[] => {
  const times: Date[] = [];
  for (let at = nextCronTime(launchedAt, line, zone); at !== null && at <= until; at = nextCronTime(at, line, zone)) times.push(at);
  return times;
};

const runTimes = ({ schedule }: AudienceStep, zone: string, options: InterpretOptions): Date[] => {
  if (schedule === null) return [options.launchedAt];
  if ('cron' in schedule) return cronTimes(schedule.cron, zone, options);
  const at = new Date(schedule.at);
  return [at > options.launchedAt ? at : options.launchedAt];
};

/** When each audience comes in: at launch, at its instant (at launch where that has passed), or whenever its cron line says, after launch. */
const scheduledRuns = (plan: Plan, options: InterpretOptions): AudienceRun[] => {
  const zone = plan.settings.timeZone ?? options.workspaceZone;
  return audiencesOf(plan).flatMap((step) => runTimes(step, zone, options).map((at) => ({ nodeId: step.id, at })));
};

/** Those of the version that was launched, and of each that was published since, for as long as it was the last one. */
export const runsOfVersions = (plan: Plan, options: InterpretOptions): AudienceRun[] => {
  const versions = [{ plan, at: options.launchedAt }, ...(options.edits ?? [])];
  return versions.flatMap((version, place) => {
    const next = versions[place + 1];
    const runs = scheduledRuns(version.plan, { ...options, launchedAt: version.at });
    return next ? runs.filter(({ at }) => at < next.at) : runs;
  });
};
