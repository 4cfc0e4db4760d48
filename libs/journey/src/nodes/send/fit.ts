import { type Cap, type Deferral, type QuietTimes, quietUntil } from '@wayfare/kernel';
import type { SendStep } from '../../plan.js';
import type { Fate } from '../definition.js';
import { type Contact, whenCapsAllow } from './caps.js';

/** A message that may leave, as far as its person and the clock are concerned. */
export interface Intended {
  readonly notBefore: Date;
  readonly deferredBy: Deferral | null;
  /** The IANA zone by which the person's clock goes. */
  readonly zone: string;
  readonly contacts: readonly Contact[];
}

/** What the caps make of a message: it leaves when it may, or later, or not at all. Transactional messages (`ignoreCaps`) are neither capped nor counted. */
export const fitUnderCaps = (
  step: SendStep,
  { notBefore, deferredBy, zone, contacts }: Intended,
  caps: readonly Cap[],
  quiet: QuietTimes,
): Fate => {
  if (step.ignoreCaps) return { state: 'queued', notBefore, deferredBy };
  const quietEnd = (instant: Date): Date => (step.ignoreQuietHours ? null : quietUntil(instant, step.channel, zone, quiet)) ?? instant;
  const when = whenCapsAllow(step.channel, notBefore, contacts, caps, quietEnd);
  if (when === null) return { state: 'suppressed', reason: 'frequency_cap' };
  return { state: 'queued', notBefore: when, deferredBy: when > notBefore ? 'frequency_cap' : deferredBy };
};
