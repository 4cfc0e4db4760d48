import type { JourneyChanges } from '@wayfare/contracts';
import {
  dueFor,
  opensFor,
  type Plan,
  type Step,
  type TaskStep,
  type TimeWindowStep,
  type WaitEventStep,
  type WaitStep,
} from '@wayfare/journey';
import { addDuration } from '@wayfare/kernel';
import { readSettings, type Sql } from '@wayfare/platform';
import type { Version } from '../plans.js';
import { attributeText } from '../steps/attribute.js';
import { STILL_IN_COHORT } from './switch.sql.js';

export interface Recomputing {
  readonly from: Version;
  readonly after: Plan;
  /** The step of the new version. */
  readonly step: Step;
  readonly now: Date;
}

type Recomputed = Omit<Extract<NonNullable<JourneyChanges['standing'][number]['effect']>, { does: 'anew' }>, 'does'>;

/** People who came to the node at the same instant and have the same traits: they go on together. */
interface Alike {
  readonly arrivedAt: Date;
  readonly zone: string;
  readonly date: string;
  readonly people: number;
}

const STANDING = `c.journey_id = $1 AND c.version_id = $2 AND c.node_id = $3 AND c.state = 'standing'`;

/** `$1` journey, `$2` version, `$3` node */
const BY_COHORT = `SELECT c.arrived_at AS "arrivedAt", '' AS zone, '' AS date, (${STILL_IN_COHORT})::int AS people FROM cohorts c WHERE ${STANDING}`;

const byTraits = (date: string): string => `
  SELECT c.arrived_at AS "arrivedAt", coalesce(p.time_zone, '') AS zone, ${date} AS date, count(*)::int AS people
  FROM cohorts c JOIN enrollments e ON e.cohort_id = c.id AND e.left_at IS NULL JOIN customers p ON p.id = e.customer_id
  WHERE ${STANDING} GROUP BY 1, 2, 3`;

type WaitingTask = TaskStep & { readonly onward: { readonly waits: true } };
type Timed = WaitStep | WaitEventStep | TimeWindowStep | WaitingTask;

const isWaitingTask = (step: Step): step is WaitingTask => step.kind === 'task' && step.onward.waits;
const isTimed = (step: Step): step is Timed =>
  isWaitingTask(step) || step.kind === 'wait' || step.kind === 'wait-event' || step.kind === 'time-window';

const isTheSameForAll = (step: Timed): boolean => {
  if (step.kind === 'wait-event' || step.kind === 'task') return true;
  if (step.kind === 'time-window') return step.zone === 'workspace';
  return step.rule.mode === 'duration' || (step.rule.mode === 'until' && step.rule.zone === 'workspace');
};

const alikeAt = (sql: Sql, step: Timed, { from }: Recomputing): Promise<Alike[]> => {
  const parameters: unknown[] = [from.journeyId, from.id, step.id];
  if (isTheSameForAll(step)) return sql.query<Alike>(BY_COHORT, parameters);
  const bind = (...values: readonly unknown[]): string => `$${parameters.push(...values)}`;
  const date =
    step.kind === 'wait' && step.rule.mode === 'date' ? `coalesce(${attributeText('p', step.rule.attribute, { bind })}, '')` : `''`;
  return sql.query<Alike>(byTraits(date), parameters);
};

const dueOf = (step: Timed, { arrivedAt, zone, date }: Alike, now: Date, fallback: string): Date => {
  if (step.kind === 'wait-event') return addDuration(arrivedAt, step.timeout);
  if (step.kind === 'task') return addDuration(arrivedAt, step.onward.timeout);
  return step.kind === 'wait' ? dueFor(step.rule, { timeZone: zone, date }, arrivedAt, fallback) : opensFor(step, zone, now, fallback);
};

/** When the people who stand at a step whose wait has changed go on: how many at once, and the others from when to when. Steps without a time of their own say nothing. */
export const recomputed = async (sql: Sql, asked: Recomputing): Promise<Recomputed> => {
  const { step, after, now } = asked;
  if (!isTimed(step)) return { over: 0, earliest: null, latest: null };
  const zone = after.settings.timeZone ?? (await readSettings(sql)).timeZone;
  const dues = (await alikeAt(sql, step, asked)).map((alike) => ({
    people: alike.people,
    at: dueOf(step, alike, now, zone),
  }));
  const ahead = dues.flatMap(({ at, people }) => (at > now && people > 0 ? [at] : [])).sort((a, b) => a.getTime() - b.getTime());
  return {
    over: dues.reduce((sum, { at, people }) => (at > now ? sum : sum + people), 0),
    earliest: ahead[0]?.toISOString() ?? null,
    latest: ahead.at(-1)?.toISOString() ?? null,
  };
};
