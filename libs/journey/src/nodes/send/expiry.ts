import { addDuration } from '@wayfare/kernel';
import type { SendStep } from '../../plan.js';
import type { Fate } from '../definition.js';

/** The last instant at which a message that was decided on at `decidedAt` may be handed over; `null`: whenever it comes to it. */
export const expiryOf = ({ expires }: Pick<SendStep, 'expires'>, decidedAt: Date): Date | null =>
  expires === undefined ? null : addDuration(decidedAt, expires);

/** What waits for longer than it would mean something does not leave at all, and that is said at once. */
export const unlessExpired = (step: SendStep, fate: Fate, decidedAt: Date): Fate => {
  const expiry = expiryOf(step, decidedAt);
  return fate.state === 'queued' && expiry !== null && fate.notBefore > expiry ? { state: 'suppressed', reason: 'expired' } : fate;
};
