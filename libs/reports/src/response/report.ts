import type { Report } from '@wayfare/contracts';
import type { Plan } from '@wayfare/journey';
import { addDuration, type Clock, dateAt } from '@wayfare/kernel';
import type { Tx, WorkspaceSettings } from '@wayfare/platform';
import { ask } from '../bind.js';
import { liftOf } from '../statistics/lift.js';
import { armsOf, controlSplitsOf, sampleRatioOf } from './arms.js';
import { findingsOf, type Reading } from './findings.js';
import { HELD_OUT_SQL, moneySql } from './populations.sql.js';
import { askedOf, type Question, questionOf } from './question.js';
import { armsSql, comparisonSql, funnelSql } from './readings.sql.js';
import type { ArmRow, ComparedRow, FunnelRow, MoneyRow } from './rows.js';

/** What the report needs to know of its journey. */
export interface Subject {
  readonly id: string;
  readonly name: string;
  readonly plan: Plan;
}

const NOBODY: FunnelRow = {
  nodeId: '',
  channel: '',
  touched: 0,
  sent: 0,
  delivered: 0,
  bounced: 0,
  unknown: 0,
  pending: 0,
  failed: 0,
  suppressed: {},
  opened: 0,
  machineOpened: 0,
  clicked: 0,
  unsubscribed: 0,
  complained: 0,
  responded: 0,
  converted: 0,
  value: '0',
};

const countsOf = (row: FunnelRow, heldOut: number) => ({
  targeted: row.touched + heldOut,
  heldOut,
  suppressed: row.suppressed,
  sent: row.sent,
  delivered: row.delivered,
  bounced: row.bounced,
  failed: row.failed,
  unknown: row.unknown,
  pending: row.pending,
  opened: row.opened,
  machineOpened: row.machineOpened,
  clicked: row.clicked,
  unsubscribed: row.unsubscribed,
  complained: row.complained,
  responded: row.responded,
  converted: row.converted,
  value: Number(row.value),
  responseRate: row.delivered === 0 ? null : row.responded / row.delivered,
});

const moneyOf = async (tx: Tx, question: Question): Promise<MoneyRow[]> => {
  if (!question.goal) return [];
  const asked = askedOf(question);
  return ask<MoneyRow>(tx, moneySql(asked), asked.values);
};

const sideOf = (rows: readonly ComparedRow[], heldOut: boolean, of: 'responded' | 'converted') => {
  const row = rows.find((candidate) => candidate.heldOut === heldOut);
  return { people: row?.people ?? 0, hits: row?.[of] ?? 0 };
};

const namesOf = (plan: Plan, nodeId: string): string => plan.steps[nodeId]?.name ?? nodeId;

/**
 * The response report of one send day (product.md, "The next-day response report"), read in one snapshot.
 * Its people are everyone decided on that day: sent, suppressed and held out.
 */
export const readReport = async (tx: Tx, clock: Clock, settings: WorkspaceSettings, subject: Subject, day: string): Promise<Report> => {
  const { plan } = subject;
  const { timeZone } = settings;
  const asking = questionOf(subject.id, day, timeZone, settings.currency, plan);
  const money = await moneyOf(tx, asking);
  const question = { ...asking, currency: money[0]?.currency ?? settings.currency };
  const asked = askedOf(question);
  const [overall = NOBODY] = await ask<FunnelRow>(tx, funnelSql('all', asked), asked.values);
  const nodes = await ask<FunnelRow>(tx, funnelSql('node', asked), asked.values);
  const arms = await ask<ArmRow>(tx, armsSql(asked), asked.values);
  const controlSplits = controlSplitsOf(plan);
  const compared = await ask<ComparedRow>(tx, comparisonSql(controlSplits.length > 0, asked), { ...asked.values, controlSplits });
  const [held] = await ask<{ people: number }>(tx, `SELECT count(*)::int AS people FROM (${HELD_OUT_SQL}) h`, asked.values);

  const closesAt = addDuration(question.to, question.response.window);
  const reading: Reading = {
    journey: { id: subject.id, name: subject.name },
    day,
    timeZone,
    currency: question.currency,
    otherValue: Object.fromEntries(money.slice(1).map((row) => [row.currency, Number(row.value)])),
    response: { event: question.response.match?.event ?? null, window: question.response.window },
    goal: question.goal && { event: question.goal.match.event, window: question.goal.window },
    ...countsOf(overall, held?.people ?? 0),
    lift: liftOf(sideOf(compared, false, 'responded'), sideOf(compared, true, 'responded')),
    conversionLift: question.goal ? liftOf(sideOf(compared, false, 'converted'), sideOf(compared, true, 'converted')) : null,
    sampleRatio: sampleRatioOf(plan, arms),
    byNode: nodes.map((row) => ({ nodeId: row.nodeId, name: namesOf(plan, row.nodeId), channel: row.channel, ...countsOf(row, 0) })),
    byArm: armsOf(plan, arms),
    readyAt: dateAt(day, { offset: 'P1D', time: settings.reportAt, zone: timeZone }).toISOString(),
    complete: clock.now() >= closesAt,
  };
  return { ...reading, findings: findingsOf(reading, closesAt) };
};
