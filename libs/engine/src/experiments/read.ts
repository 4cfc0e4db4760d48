import type { ExperimentAllocation, Plan } from '@wayfare/journey';
import type { Sql } from '@wayfare/platform';
import { Plans } from '../plans.js';
import { ALLOCATIONS, OF_JOURNEY } from './experiments.sql.js';
import { type CameBy, type Judged, readCameBy, readClosesAt, readFigures } from './figures.js';
import { judgedBy } from './looks.js';
import type { AllocationRow, ArmFigures, ExperimentRow } from './rows.js';

/** All shares that were ever decided on in a journey's experiments, oldest first: with these and the plan, anyone's arm at any instant is known. */
export const allocationsOf = async (sql: Sql, journeyId: string): Promise<ExperimentAllocation[]> => {
  const experiments = await sql.query<ExperimentRow>(OF_JOURNEY, [journeyId]);
  const rows = experiments.length === 0 ? [] : await sql.query<AllocationRow>(ALLOCATIONS, [experiments.map(({ id }) => id)]);
  return experiments.flatMap(({ id, nodeId, among }) =>
    rows.filter(({ experimentId }) => experimentId === id).map(({ from, weights }) => ({ nodeId, among, from, weights })),
  );
};

/** An experiment as it stands, in figures. */
export interface ExperimentState {
  readonly judged: Judged;
  /** Null: nobody has come to it. */
  readonly row: ExperimentRow | null;
  readonly allocations: readonly AllocationRow[];
  readonly figures: readonly ArmFigures[];
  readonly cameBy: readonly CameBy[];
  /** When the windows of as many people as it is decided by will have closed; null where fewer have come, or none are asked for. */
  readonly enoughAt: Date | null;
}

const stateOf = async (
  sql: Sql,
  judged: Judged,
  row: ExperimentRow | null,
  allocations: readonly AllocationRow[],
  now: Date,
): Promise<ExperimentState> => {
  const needed = judged.step.decide?.people ?? null;
  const isOpen = row !== null && row.decidedAt === null && !row.byHand;
  return {
    judged,
    row,
    allocations,
    figures: await readFigures(sql, judged, now),
    cameBy: await readCameBy(
      sql,
      judged,
      allocations.map(({ from }) => from),
    ),
    enoughAt: needed !== null && isOpen ? await readClosesAt(sql, judged, needed) : null,
  };
};

/** The experiments of a journey: those of the plan in its order, begun or not; then those that an edit has replaced, the newest first. */
export const readExperiments = async (
  sql: Sql,
  { journeyId, plan }: { readonly journeyId: string; readonly plan: Plan },
  now: Date,
): Promise<ExperimentState[]> => {
  const rows = await sql.query<ExperimentRow>(OF_JOURNEY, [journeyId]);
  const allocations = await sql.query<AllocationRow>(ALLOCATIONS, [rows.map(({ id }) => id)]);
  const current = Object.values(plan.steps).flatMap((step) => (step.kind === 'experiment' ? [step] : []));
  const rowOf = (nodeId: string, among: string) => rows.find((row) => row.nodeId === nodeId && row.among === among) ?? null;
  const plans = new Plans();
  const replaced = rows.filter((row) => !current.some(({ id, among }) => id === row.nodeId && among === row.among)).reverse();
  const states: ExperimentState[] = [];
  const add = async (judged: Judged, row: ExperimentRow | null): Promise<void> => {
    const own = allocations.filter(({ experimentId }) => experimentId === row?.id);
    states.push(await stateOf(sql, judged, row, own, now));
  };
  for (const step of current) await add({ journeyId, step, settings: plan.settings }, rowOf(step.id, step.among));
  for (const row of replaced) {
    const judged = await judgedBy(sql, plans, row);
    if (judged) await add(judged, row);
  }
  return states;
};
