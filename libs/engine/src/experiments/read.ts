import type { ExperimentAllocation, ExperimentStep, Plan } from '@wayfare/journey';
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
  /** Whether the plan that was asked about has it; an edit has replaced it otherwise. */
  readonly isCurrent: boolean;
  /** Null: nobody has come to it. */
  readonly row: ExperimentRow | null;
  readonly allocations: readonly AllocationRow[];
  readonly figures: readonly ArmFigures[];
  readonly cameBy: readonly CameBy[];
  /** When the windows of as many people as it is decided by will have closed; null where fewer have come, or none are asked for. */
  readonly enoughAt: Date | null;
}

type Named = Pick<ExperimentState, 'judged' | 'isCurrent' | 'row'>;

const stateOf = async (sql: Sql, named: Named, allocations: readonly AllocationRow[], now: Date): Promise<ExperimentState> => {
  const { judged, row } = named;
  const needed = judged.step.decide?.people ?? null;
  const isOpen = row !== null && row.decidedAt === null && !row.byHand;
  const froms = allocations.map(({ from }) => from);
  return {
    ...named,
    allocations,
    figures: await readFigures(sql, judged, now),
    cameBy: await readCameBy(sql, judged, froms),
    enoughAt: needed !== null && isOpen ? await readClosesAt(sql, judged, needed) : null,
  };
};

/** Those of the plan in its order, begun or not; then those that an edit has replaced, the newest first. */
const namedIn = async (sql: Sql, rows: readonly ExperimentRow[], journeyId: string, { steps, settings }: Plan): Promise<Named[]> => {
  const current = Object.values(steps).flatMap((step) => (step.kind === 'experiment' ? [step] : []));
  const isOf = (row: ExperimentRow, { id, among }: ExperimentStep): boolean => row.nodeId === id && row.among === among;
  const standing = current.map((step) => ({
    judged: { journeyId, step, settings },
    isCurrent: true,
    row: rows.find((row) => isOf(row, step)) ?? null,
  }));
  const plans = new Plans();
  const replaced: Named[] = [];
  for (const row of rows.filter((one) => !current.some((step) => isOf(one, step)))) {
    const judged = await judgedBy(sql, plans, row);
    if (judged) replaced.unshift({ judged, isCurrent: false, row });
  }
  return [...standing, ...replaced];
};

/** The experiments of a journey, by the plan that runs. */
export const readExperiments = async (
  sql: Sql,
  { journeyId, plan }: { readonly journeyId: string; readonly plan: Plan },
  now: Date,
): Promise<ExperimentState[]> => {
  const rows = await sql.query<ExperimentRow>(OF_JOURNEY, [journeyId]);
  const allocations = await sql.query<AllocationRow>(ALLOCATIONS, [rows.map(({ id }) => id)]);
  const states: ExperimentState[] = [];
  for (const named of await namedIn(sql, rows, journeyId, plan)) {
    const own = allocations.filter(({ experimentId }) => experimentId === named.row?.id);
    states.push(await stateOf(sql, named, own, now));
  }
  return states;
};
