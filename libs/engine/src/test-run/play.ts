import type { TestMessage, TestRunResult } from '@wayfare/contracts';
import type { Plan, SendStep, WebhookStep } from '@wayfare/journey';
import { addDuration } from '@wayfare/kernel';
import type { Database, Logger, Tx } from '@wayfare/platform';
import { allocationsOf } from '../experiments/read.js';
import { explainStay } from '../forecast/because.js';
import { LOOKS_AHEAD, openTo } from '../forecast/preview.js';
import { rehearse } from '../forecast/rehearsal.js';
import { IMAGINED_VERSION } from '../forecast/shadow.js';
import { undone } from '../forecast/undone.js';
import { pathsOf } from '../read/paths.js';
import { type Handed, Script } from './script.js';
import { MESSAGES, PEOPLE } from './script.sql.js';
import type { RunScript } from './test-runs.js';

/** What is played, on whose tables. */
export interface Played {
  readonly journeyId: string;
  readonly plan: Plan;
  readonly script: RunScript;
  readonly now: Date;
  readonly cohortLimit: number;
  readonly logger: Logger;
}

/** A message that a person of the run would have got, and what it is made of. */
export interface Letter {
  readonly message: TestMessage;
  /** Of messages that were handed over. */
  readonly handed: Handed | null;
  readonly step: SendStep | WebhookStep;
}

interface MessageRow {
  readonly customerId: string;
  readonly messageId: string;
  readonly nodeId: string;
  readonly channel: string;
  readonly state: string;
  readonly reason: string | null;
  readonly decidedAt: Date;
  readonly handedAt: Date | null;
  readonly notBefore: Date;
  readonly deferredBy: string | null;
  readonly hasLeft: boolean;
}

const stateOf = ({ state, hasLeft }: MessageRow): TestMessage['state'] => {
  if (state === 'sent') return 'waiting';
  if (state === 'suppressed') return 'suppressed';
  return state === 'cancelled' || hasLeft ? 'cancelled' : 'later';
};

const letterOf = (plan: Plan, row: MessageRow, handed: readonly Handed[]): Letter => {
  const step = plan.steps[row.nodeId];
  if (step?.kind !== 'send' && step?.kind !== 'webhook') throw new Error(`a message of ${row.nodeId}, which sends nothing`);
  const { customerId, nodeId, channel, reason } = row;
  return {
    step,
    handed: handed.find(({ messageId }) => messageId === row.messageId) ?? null,
    message: {
      ...{ customerId, nodeId, channel, templateId: step.templateId, state: stateOf(row), reason, to: null, subject: null },
      decidedAt: row.decidedAt.toISOString(),
      at: (row.handedAt ?? row.notBefore).toISOString(),
    },
  };
};

/** Whoever was chosen goes through: nobody is held out of a test. */
const openToAll = (plan: Plan): Plan => {
  const open = openTo(plan);
  const [first = ''] = open.entries;
  const entry = open.steps[first];
  return entry?.kind === 'audience' ? { ...open, steps: { ...open.steps, [first]: { ...entry, holdout: 0 } } } : open;
};

/**
 * Sends test people through a draft: the engine itself, on tables that vanish, under a clock of its own (decision 010). What they would have been sent comes back, to be sent for real.
 */
export const playTest = (
  database: Database,
  { journeyId, plan, script, now, cohortLimit, logger }: Played,
): Promise<{ result: Omit<TestRunResult, 'messages'>; letters: readonly Letter[] }> => {
  const { customerIds, events } = script;
  const until = addDuration(now, LOOKS_AHEAD);
  const meanwhile = new Script(journeyId, plan, events, now);
  const open = openToAll(plan);
  const play = {
    journeyId,
    plan: open,
    now,
    until,
    customerIds,
    cohortLimit,
    logger,
    meanwhile,
    isPlayed: true,
    watch: async () => undefined,
  };
  return undone(database, async (tx: Tx) => {
    await rehearse(tx, play);
    const paths = await pathsOf(tx, journeyId);
    const allocations = await allocationsOf(tx, journeyId);
    const messages = await tx.query<MessageRow>(MESSAGES, [IMAGINED_VERSION]);
    const names = await tx.query<{ id: string; name: string }>(PEOPLE, [customerIds]);
    const people = names.flatMap(({ id: customerId, name }) => {
      const [stay] = paths.get(customerId) ?? [];
      if (!stay) return [];
      const own = messages.filter((message) => message.customerId === customerId);
      const exit = stay.exit && { ...stay.exit, at: stay.exit.at.toISOString() };
      return [{ customerId, name, steps: explainStay(open, { journeyId, customerId, stay, messages: own, allocations }), exit }];
    });
    return {
      result: { from: now.toISOString(), until: until.toISOString(), people },
      letters: messages.map((row) => letterOf(plan, row, meanwhile.handed)),
    };
  });
};
