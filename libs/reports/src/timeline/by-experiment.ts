import { allocationsOf } from '@wayfare/engine';
import { allocationAt, type ExperimentAllocation, type ExperimentStep, plannedWeights, type Step } from '@wayfare/journey';
import type { Sql } from '@wayfare/platform';
import type { Line } from './stays.js';

/** The shares of the experiments of journeys, by journey. */
export type Shares = ReadonlyMap<string, readonly ExperimentAllocation[]>;

export const readShares = async (sql: Sql, journeyIds: readonly string[]): Promise<Shares> => {
  const shares = new Map<string, readonly ExperimentAllocation[]>();
  for (const id of new Set(journeyIds)) shares.set(id, await allocationsOf(sql, id));
  return shares;
};

/** The instant at which somebody went on from the step of a line; null where they have not, or where the line is none. */
const wentAt = ({ detail }: Line): Date | null => (typeof detail['leftAt'] === 'string' ? new Date(detail['leftAt']) : null);

const wentBy = ({ arms }: ExperimentStep, { detail }: Line) => arms.find(({ id }) => id === detail['handle']);

/** Of a line that tells of an experiment: to which arm it took the customer, and which share of the people that arm had then. Nothing of other lines. */
export const byExperiment = (line: Line, step: Step | undefined, shares: Shares): { experiment?: { arm: string; share: number } } => {
  if (step?.kind !== 'experiment') return {};
  const [arm, at] = [wentBy(step, line), wentAt(line)];
  if (!arm || !at) return {};
  const own = (shares.get(line.journeyId ?? '') ?? []).filter(({ nodeId, among }) => nodeId === step.id && among === step.among);
  const weights = allocationAt(own, at)?.weights ?? plannedWeights(step);
  return { experiment: { arm: arm.name || arm.id, share: weights[arm.id] ?? 0 } };
};
