import type { GuardDecision } from '@wayfare/contracts';
import { conflict, notFound } from '@wayfare/kernel';
import { recordChange, type Tx } from '@wayfare/platform';
import { Hints } from '../hints.js';
import { takeJourney } from '../journeys/lock.js';
import { readState, type StateReply } from '../journeys/rows.js';
import type { EngineParts } from '../parts.js';
import { transact } from '../retry.js';
import { HELD_RUNS, REFUSE_CHUNKS, REFUSE_RUN, RELEASE_CHUNKS, RELEASE_RUN } from './runs.sql.js';
import { planNextRun } from './schedule.js';

interface HeldRun {
  readonly id: string;
  readonly nodeId: string;
  readonly people: number;
}

/**
 * The blast guard: after the first few of an audience the others wait until somebody has looked at what these few were sent, and lets them come in, or does not.
 * @throws AppError `not_found`; `nobody_waits` where none do
 */
export const decideGuard = async (parts: EngineParts, journeyId: string, decision: GuardDecision): Promise<StateReply> => {
  const hints = new Hints(parts.clock);
  const reply = await transact(parts.database, async (tx) => {
    hints.clear();
    const journey = await takeJourney(tx, journeyId);
    if (!journey) throw notFound('journey', journeyId);
    const runs = await tx.query<HeldRun>(HELD_RUNS, [journeyId]);
    if (runs.length === 0) throw conflict('nobody_waits', 'Nobody waits to be let in.');
    const carryOut = decision === 'continue' ? letIn : turnAway;
    for (const run of runs) await carryOut(tx, parts, { ...run, journeyId }, hints);
    const people = runs.reduce((sum, run) => sum + run.people, 0);
    const action = decision === 'continue' ? 'let_in' : 'turned_away';
    await recordChange(tx, parts.clock, { action, kind: 'journey', id: journeyId, before: {}, after: { people } });
    return readState(tx, journeyId);
  });
  await hints.announce(parts.queues, parts.dispatcher);
  return reply;
};

interface Run extends HeldRun {
  readonly journeyId: string;
}

const letIn = async (tx: Tx, { clock }: EngineParts, { id }: Run, hints: Hints): Promise<void> => {
  const now = clock.now();
  await tx.query(RELEASE_CHUNKS, [id]);
  await tx.query(RELEASE_RUN, [id, now]);
  hints.run(id, now);
};

const turnAway = async (tx: Tx, { clock, plans }: EngineParts, { id, journeyId, nodeId, people }: Run, hints: Hints): Promise<void> => {
  const now = clock.now();
  await tx.query(REFUSE_CHUNKS, [id]);
  await tx.query(REFUSE_RUN, [id, now, people]);
  const next = await planNextRun(tx, plans, { journeyId, nodeId, now });
  if (next) hints.run(next.id, next.plannedAt);
};
