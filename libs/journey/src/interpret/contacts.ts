import type { ExitReason } from '@wayfare/kernel';
import type { Contact } from '../nodes/send/caps.js';
import type { Plan } from '../plan.js';
import type { OpenStay } from './stay.js';

/** Who leaves for one of these gets nothing that has not left before. */
const WITHDRAWING: readonly ExitReason[] = ['goal', 'condition', 'unsubscribed', 'erased', 'stopped'];

const hasLeft = (at: Date, { exit }: OpenStay): boolean => exit === null || !WITHDRAWING.includes(exit.reason) || at <= exit.at;

/** When a person was, or is about to be, written to by the messages of some stays. */
export const contactsIn = (plan: Plan, stays: readonly OpenStay[]): Contact[] =>
  stays.flatMap((stay) =>
    stay.messages.flatMap(({ nodeId, fate }) => {
      const step = plan.steps[nodeId];
      if (step?.kind !== 'send' || step.ignoreCaps || fate.state !== 'queued' || !hasLeft(fate.notBefore, stay)) return [];
      return [{ channel: step.channel, at: fate.notBefore }];
    }),
  );
