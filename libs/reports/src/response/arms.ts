import type { Report } from '@wayfare/contracts';
import type { ExperimentStep, Plan, SplitStep } from '@wayfare/journey';
import { liftOf } from '../statistics/lift.js';
import { checkSampleRatio } from '../statistics/sample-ratio.js';
import { moneyOf } from './money.js';
import type { ArmRow, MoneyRow } from './rows.js';

type ReportArm = Report['byArm'][number];

const splitsOf = (plan: Plan): SplitStep[] => Object.values(plan.steps).filter((step) => step.kind === 'split');

/** All steps that part people by arms. */
const partingOf = (plan: Plan): (SplitStep | ExperimentStep)[] =>
  Object.values(plan.steps).filter((step) => step.kind === 'split' || step.kind === 'experiment');

/** The splits that hold people out in a control arm; that of an experiment is only compared with. */
export const controlSplitsOf = (plan: Plan): string[] =>
  splitsOf(plan)
    .filter((split) => split.arms.some((arm) => arm.control))
    .map((split) => split.id);

/** The planned arms and any that an older version had, each with its rates over all its people and its lift over the control of its split. */
export const armsOf = (plan: Plan, rows: readonly ArmRow[], money: readonly MoneyRow[], currency: string): ReportArm[] => {
  const splits = new Map(partingOf(plan).map((split) => [split.id, split]));
  const isControl = (row: ArmRow): boolean => splits.get(row.nodeId)?.arms.some((arm) => arm.id === row.armId && arm.control) ?? false;
  return rows.map((row) => {
    const control = rows.find((other) => other.nodeId === row.nodeId && isControl(other));
    const isItself = control === undefined || control.armId === row.armId;
    return {
      nodeId: row.nodeId,
      armId: row.armId,
      name: splits.get(row.nodeId)?.arms.find((arm) => arm.id === row.armId)?.name ?? row.armId,
      // people of an experiment's control are not left alone
      control: isControl(row) && splits.get(row.nodeId)?.kind === 'split',
      people: row.people,
      delivered: row.delivered,
      responded: row.responded,
      responseRate: row.responded / row.people,
      converted: row.converted,
      conversionRate: row.converted / row.people,
      ...moneyOf(money, { scope: 'arm', nodeId: row.nodeId, armId: row.armId }, currency),
      lift: isItself ? null : liftOf({ people: row.people, hits: row.responded }, { people: control.people, hits: control.responded }),
    };
  });
};

/** Whether the first split by hash came out as planned; null where people were assigned elsewhere or nobody was. */
export const sampleRatioOf = (plan: Plan, rows: readonly ArmRow[]): Report['sampleRatio'] => {
  const split = splitsOf(plan).find((step) => step.assignBy === 'hash' && rows.some((row) => row.nodeId === step.id));
  if (!split) return null;
  return checkSampleRatio(
    split.arms.map((arm) => ({
      share: arm.to - arm.from,
      people: rows.find((row) => row.nodeId === split.id && row.armId === arm.id)?.people ?? 0,
    })),
  );
};
