import type { Report } from '@wayfare/contracts';
import type { Plan } from '@wayfare/journey';
import { addDuration, type Clock } from '@wayfare/kernel';
import type { Sql, WorkspaceSettings } from '@wayfare/platform';
import { ask } from '../bind.js';
import { dueAtOf } from '../readings/schedule.js';
import { liftOf } from '../statistics/lift.js';
import { armsOf, controlSplitsOf, sampleRatioOf } from './arms.js';
import { figuresSql, NODES_SQL } from './figures.sql.js';
import { type Counted, findingsOf } from './findings.js';
import { currencyOf, moneyOf } from './money.js';
import { askedOf, type Question, questionOf } from './question.js';
import { type Figures, type FunnelRow, figuresOf, type MoneyRow, type Parts, type SideRow } from './rows.js';

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
};

const countsOf = (
  { nodeId, channel: _channel, touched, ...counts }: FunnelRow,
  heldOut: number,
  money: readonly MoneyRow[],
  currency: string,
) => ({
  targeted: touched + heldOut,
  heldOut,
  ...counts,
  ...moneyOf(money, { scope: 'funnel', nodeId, armId: '' }, currency),
  responseRate: counts.delivered === 0 ? null : counts.responded / counts.delivered,
});

const sideOf = (row: SideRow, of: 'responded' | 'converted') => ({ people: row.people, hits: row[of] });

const namesOf = (plan: Plan, nodeId: string): string => plan.steps[nodeId]?.name ?? nodeId;

const figuresFor = async (sql: Sql, plan: Plan, question: Question): Promise<Figures> => {
  const asked = askedOf(question);
  const controlSplits = controlSplitsOf(plan);
  const [sent] = await ask<{ nodes: number }>(sql, NODES_SQL, { journey: question.journeyId });
  const shape = { hasControlArm: controlSplits.length > 0, hasOneNode: sent?.nodes === 1 };
  const [parts] = await ask<Parts>(sql, figuresSql(shape, asked), { ...asked.values, controlSplits });
  if (!parts) throw new Error('the statement of the figures gave no row');
  return figuresOf(parts);
};

/** A report as it stands at one instant: what was counted, and what is said about it. */
export type Body = Counted & Pick<Report, 'findings'>;

/**
 * The response report of one send day (product.md, "The next-day response report"), read by one statement and so in one snapshot.
 * Its people are everyone decided on that day: sent, suppressed and held out.
 */
export const readBody = async (sql: Sql, clock: Clock, settings: WorkspaceSettings, subject: Subject, day: string): Promise<Body> => {
  const { plan } = subject;
  const { timeZone } = settings;
  const question = questionOf(subject.id, day, timeZone, plan);
  const figures = await figuresFor(sql, plan, question);
  const currency = currencyOf(figures.money, settings.currency);
  const overall = figures.funnel.find(({ nodeId }) => nodeId === '') ?? NOBODY;
  const nodes = figures.funnel.filter(({ nodeId }) => nodeId !== '');
  const lift = (of: 'responded' | 'converted') => liftOf(sideOf(figures.treated, of), sideOf(figures.heldOut, of));

  const closesAt = addDuration(question.to, question.response.window);
  const counted: Counted = {
    journey: { id: subject.id, name: subject.name },
    day,
    timeZone,
    currency,
    response: { event: question.response.match?.event ?? null, window: question.response.window },
    goal: question.goal && { event: question.goal.match.event, window: question.goal.window },
    ...countsOf(overall, figures.heldOutThatDay, figures.money, currency),
    lift: lift('responded'),
    conversionLift: question.goal ? lift('converted') : null,
    sampleRatio: sampleRatioOf(plan, figures.arms),
    byNode: nodes.map((row) => ({
      nodeId: row.nodeId,
      name: namesOf(plan, row.nodeId),
      channel: row.channel,
      ...countsOf(row, 0, figures.money, currency),
    })),
    byArm: armsOf(plan, figures.arms, figures.money, currency),
    readyAt: dueAtOf(day, 'first', settings).toISOString(),
    complete: clock.now() >= closesAt,
  };
  return { ...counted, findings: findingsOf(counted, closesAt) };
};
