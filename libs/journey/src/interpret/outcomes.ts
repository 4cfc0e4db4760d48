import type { MessageResult } from '@wayfare/kernel';
import type { InterpretOptions, MessageOutcome, PathMessage } from './path.js';
import type { OpenStay } from './stay.js';

const sentWhenDue = ({ at, fate }: PathMessage): MessageOutcome => ({
  settledAt: fate.state === 'queued' ? fate.notBefore : at,
  results: ['sent'],
});

const outcomeOf = (message: PathMessage, { outcome = sentWhenDue }: InterpretOptions): MessageOutcome =>
  message.fate.state === 'suppressed' ? { settledAt: message.at, results: ['suppressed'] } : outcome(message);

/** What is known at an instant of the latest message from a node in a stay. */
export const resultsOf = (stay: OpenStay, nodeId: string, now: Date, options: InterpretOptions): readonly MessageResult[] => {
  const message = stay.messages.findLast((candidate) => candidate.nodeId === nodeId);
  const outcome = message && outcomeOf(message, options);
  return outcome?.settledAt && outcome.settledAt <= now ? outcome.results : [];
};

/** When a stay's messages from some nodes are all settled: `now` where they are, `null` where one never is. */
export const settledAt = (stay: OpenStay, nodeIds: readonly string[], now: Date, options: InterpretOptions): Date | null => {
  const times: number[] = [now.getTime()];
  for (const message of stay.messages) {
    if (!nodeIds.includes(message.nodeId)) continue;
    const outcome = outcomeOf(message, options);
    if (outcome.settledAt === null) return null;
    times.push(outcome.settledAt.getTime());
  }
  return new Date(Math.max(...times));
};
