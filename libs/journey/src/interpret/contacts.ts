import type { ExitReason } from '@wayfare/kernel';
import type { Fate } from '../nodes/definition.js';
import type { Contact } from '../nodes/send/caps.js';
import type { Step } from '../plan.js';
import type { OpenStay } from './stay.js';

/** Who leaves for one of these gets nothing that has not left before. */
const WITHDRAWING: readonly ExitReason[] = ['goal', 'condition', 'unsubscribed', 'erased', 'stopped'];

const hasLeft = (at: Date, { exit }: OpenStay): boolean => exit === null || !WITHDRAWING.includes(exit.reason) || at <= exit.at;

/** What frequency caps count of a message that a step has decided on. */
export const contactOf = (step: Step, fate: Fate): readonly Contact[] =>
  step.kind === 'send' && !step.ignoreCaps && fate.state === 'queued' ? [{ channel: step.channel, at: fate.notBefore }] : [];

/** When a person was, or is about to be, written to by the messages of some stays. */
export const contactsIn = (stays: readonly OpenStay[]): Contact[] =>
  stays.flatMap((stay) => stay.contacts.filter(({ at }) => hasLeft(at, stay)));
