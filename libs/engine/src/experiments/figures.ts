import { eventTestsToSql } from '@wayfare/customers';
import { type EventMatch, type ExperimentStep, type PlanSettings, probabilitiesToBeBest } from '@wayfare/journey';
import type { Sql } from '@wayfare/platform';
import { windowOf } from './arrivals.js';
import { BY_SHARES, CLICK_OR_REPLY, CLOSES_AT, eventDeed, outcomesSql } from './figures.sql.js';
import type { ArmFigures } from './rows.js';

/** Which experiment of which journey, judged by a plan that has it. */
export interface Judged {
  readonly journeyId: string;
  readonly step: ExperimentStep;
  readonly settings: PlanSettings;
}

const keyOf = ({ journeyId, step }: Judged): unknown[] => [journeyId, step.id, step.among];

/** The event that counts; null: a click or a reply. */
const matchOf = ({ step, settings }: Judged): EventMatch | null =>
  step.measure === 'conversion' && settings.goal ? settings.goal.match : settings.response.match;

/** What each arm has shown by an instant, in the order of the plan, with its probability to be best. */
export const readFigures = async (sql: Sql, judged: Judged, now: Date): Promise<ArmFigures[]> => {
  const { step, settings } = judged;
  const match = matchOf(judged);
  const tests = match && eventTestsToSql(match.where, { alias: 'did', firstParameter: 7 });
  const rows = await sql.query<Omit<ArmFigures, 'probability'>>(outcomesSql(tests ? eventDeed(tests.text) : CLICK_OR_REPLY), [
    ...keyOf(judged),
    windowOf(step, settings),
    now,
    ...(match && tests ? [match.event, ...tests.parameters] : []),
  ]);
  const arms = step.arms.map(({ id }) => rows.find(({ arm }) => arm === id) ?? { arm: id, people: 0, closed: 0, hits: 0 });
  const chances = probabilitiesToBeBest(arms);
  return arms.map((arm, at) => ({ ...arm, probability: chances[at] ?? 0 }));
};

/** When the windows of so many people will have closed; null where fewer have come. */
export const readClosesAt = async (sql: Sql, judged: Judged, people: number): Promise<Date | null> => {
  const [row] = await sql.query<{ closesAt: Date | null }>(CLOSES_AT, [...keyOf(judged), windowOf(judged.step, judged.settings), people]);
  return row?.closesAt ?? null;
};

/** How many people came into an arm while the shares at a place in the list were in force; 0: those of the drawing. */
export interface CameBy {
  readonly arm: string;
  readonly shares: number;
  readonly people: number;
}

/** @param from the instants from behind which shares were in force, oldest first */
export const readCameBy = (sql: Sql, judged: Judged, from: readonly Date[]): Promise<CameBy[]> =>
  sql.query<CameBy>(BY_SHARES, [
    ...keyOf(judged),
    windowOf(judged.step, judged.settings),
    from.map((instant) => new Date(instant.getTime() + 1)),
  ]);
