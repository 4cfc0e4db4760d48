import type { Lift, Report } from '@wayfare/contracts';
import { type Scale, scaleOf } from './scale.js';

/** What an interval says: it lies above zero, below it, or holds it. */
export type Verdict = 'more' | 'less' | 'unclear';

export const verdictOf = ({ low, high }: Pick<Lift, 'low' | 'high'>): Verdict => (low > 0 ? 'more' : high < 0 ? 'less' : 'unclear');

export interface LiftRow {
  readonly id: string;
  /** `null` is the sum of all. */
  readonly name: string | null;
  readonly lift: Lift;
  readonly verdict: Verdict;
}

const rowOf = (id: string, name: string | null, lift: Lift): LiftRow => ({ id, name, lift, verdict: verdictOf(lift) });

/** One row for each arm that was compared with held-out people, the strongest first, and the sum below. */
export const liftRows = (report: Pick<Report, 'byArm' | 'lift'>): LiftRow[] => {
  const arms = report.byArm
    .flatMap((arm) => (arm.lift === null || arm.control ? [] : [rowOf(`${arm.nodeId}:${arm.armId}`, arm.name, arm.lift)]))
    .sort((one, other) => other.lift.difference - one.lift.difference);
  return report.lift === null ? arms : [...arms, rowOf('all', null, report.lift)];
};

export const liftScale = (rows: readonly LiftRow[]): Scale => scaleOf(rows.flatMap(({ lift }) => [lift.low, lift.high]));
