import type { JourneyState, Why, WhyHandOver, WhyStay } from '@wayfare/contracts';
import { notFound } from '@wayfare/kernel';
import type { Sql } from '@wayfare/platform';
import type { Plans } from '../plans.js';
import { pathsOf, type Stay } from '../read/paths.js';
import { type Asked, doorOf } from './doors.js';
import { CAME_FROM, CUSTOMER, HANDED_OVER, JOURNEY, MESSAGES, TASKS } from './why.sql.js';

interface Journey {
  readonly state: JourneyState;
  readonly versionId: string | null;
  readonly launchedAt: Date | null;
}

interface MessageRow {
  readonly entryNo: number;
  readonly nodeId: string;
  readonly versionId: string;
  readonly channel: string;
  readonly purpose: string | null;
  readonly state: string;
  readonly reason: string | null;
  readonly decidedAt: Date;
  readonly handedAt: Date | null;
  readonly notBefore: Date | null;
  readonly deferredBy: string | null;
}

interface TaskRow {
  readonly entryNo: number;
  readonly nodeId: string;
  readonly versionId: string;
  readonly title: string;
  readonly state: WhyStay['tasks'][number]['state'];
  readonly madeAt: Date;
  readonly dueAt: Date | null;
  readonly closedAt: Date | null;
}

interface HandOverRow {
  readonly entryNo: number;
  /** The other journey. */
  readonly id: string;
  readonly name: string;
  readonly at: Date;
  readonly verdict: WhyHandOver['verdict'];
}

/** What the ledgers say of all stays of one person in one journey. */
interface Ledgers {
  readonly messages: readonly MessageRow[];
  readonly tasks: readonly TaskRow[];
  readonly handedOver: readonly HandOverRow[];
}

type StepOf = (versionId: string, nodeId: string) => { readonly name: string; readonly kind: string };

const toldMessage = (
  { entryNo: _entryNo, versionId, decidedAt, handedAt, notBefore, ...row }: MessageRow,
  stepOf: StepOf,
): WhyStay['messages'][number] => ({
  ...row,
  name: stepOf(versionId, row.nodeId).name,
  decidedAt: decidedAt.toISOString(),
  handedAt: handedAt?.toISOString() ?? null,
  notBefore: notBefore?.toISOString() ?? null,
});

const toldTask = (
  { entryNo: _entryNo, versionId, madeAt, dueAt, closedAt, ...row }: TaskRow,
  stepOf: StepOf,
): WhyStay['tasks'][number] => ({
  ...row,
  name: stepOf(versionId, row.nodeId).name,
  madeAt: madeAt.toISOString(),
  dueAt: dueAt?.toISOString() ?? null,
  closedAt: closedAt?.toISOString() ?? null,
});

const toldHandOver = ({ id, name, at, verdict }: HandOverRow): WhyHandOver => ({ journey: { id, name }, at: at.toISOString(), verdict });

const toldStay = ({ entryNo, visits, exit, dueAt }: Stay, { messages, tasks, handedOver }: Ledgers, stepOf: StepOf): WhyStay => ({
  entryNo,
  steps: visits.map(({ nodeId, versionId, arrivedAt, leftAt }) => ({
    nodeId,
    ...stepOf(versionId, nodeId),
    arrivedAt: arrivedAt.toISOString(),
    leftAt: leftAt?.toISOString() ?? null,
  })),
  exit: exit && { at: exit.at.toISOString(), reason: exit.reason },
  messages: messages.filter((message) => message.entryNo === entryNo).map((message) => toldMessage(message, stepOf)),
  tasks: tasks.filter((task) => task.entryNo === entryNo).map((task) => toldTask(task, stepOf)),
  handedOver: handedOver.filter((row) => row.entryNo === entryNo).map(toldHandOver)[0] ?? null,
  nextAt: dueAt?.toISOString() ?? null,
});

const doorsOf = async (plans: Plans, versionId: string, asked: Asked): Promise<Why['doors']> => {
  const { plan } = await plans.of(asked.sql, versionId);
  const doors: Why['doors'] = [];
  for (const nodeId of plan.entries) {
    const step = plan.steps[nodeId];
    if (step?.kind === 'audience' || step?.kind === 'event-entry') doors.push(await doorOf(step, asked));
  }
  return doors;
};

/**
 * Why somebody did, or did not, get what a journey sends: one answer from the ledgers that everything else is read from too.
 * @throws AppError `not_found`
 */
export const readWhy = async (sql: Sql, plans: Plans, journeyId: string, customerId: string, now: Date): Promise<Why> => {
  const [journey] = await sql.query<Journey>(JOURNEY, [journeyId]);
  if (!journey) throw notFound('journey', journeyId);
  if ((await sql.query(CUSTOMER, [customerId])).length === 0) throw notFound('customer', customerId);
  const stays = (await pathsOf(sql, journeyId, [customerId])).get(customerId) ?? [];
  const about = [journeyId, customerId];
  const messages = await sql.query<MessageRow>(MESSAGES, about);
  const tasks = await sql.query<TaskRow>(TASKS, about);
  const handedOver = await sql.query<HandOverRow>(HANDED_OVER, about);
  const cameFrom = await sql.query<HandOverRow>(CAME_FROM, about);
  const versions = await plans.all(sql, [
    ...new Set([
      ...stays.flatMap(({ visits }) => visits.map(({ versionId }) => versionId)),
      ...[...messages, ...tasks].map(({ versionId }) => versionId),
    ]),
  ]);
  const stepOf: StepOf = (versionId, nodeId) => {
    const step = versions.get(versionId)?.plan.steps[nodeId];
    return { name: step?.name ?? nodeId, kind: step?.kind ?? 'unknown' };
  };
  const { versionId, launchedAt } = journey;
  const asked = { sql, journeyId, customerId, now, last: stays.at(-1) };
  return {
    state: journey.state,
    stays: stays.map((stay) => toldStay(stay, { messages, tasks, handedOver }, stepOf)).reverse(),
    doors: versionId === null || launchedAt === null ? [] : await doorsOf(plans, versionId, { ...asked, launchedAt }),
    handOvers: cameFrom.map(toldHandOver),
  };
};
